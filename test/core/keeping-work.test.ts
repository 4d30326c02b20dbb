/** Moments in which work could get lost: two things at once, and a history that fails in the middle. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { etagOf } from '../../core/files/etag.ts';
import { openHistory } from '../../core/history/history.ts';
import type { EngineEvent } from '../../shared/contract/events.ts';
import { at, type Desk, opening, refusal, until } from './desk.ts';
import { folderWith, temporaryFolder } from './temporary.ts';

const BASE = 'config/default.toml';
const LINES = 'one = 1\ntwo = 2\nthree = 3\nfour = 4\nfive = 5\n';

function workspace(): string {
  return folderWith({ [BASE]: LINES, 'config/production.toml': 'one = 9\n' });
}

describe('two things at once', () => {
  test('typing while a restore writes is in history afterwards', async () => {
    const desk = await at(workspace());
    const opened = await desk.open(BASE);
    const [first] = await versionsOf(desk);
    const typed = await desk.type(opened, 'one = 1', 'one = 10');
    let late: Promise<unknown> | null = null;
    desk.engine.subscribe((event) => {
      // The restore has just set the unsaved work aside, and goes on to the disk.
      if (event.type === 'history') late ??= desk.type(typed, 'two = 2', 'two = 20');
    });
    await desk.engine.call('history.restore', {
      file: opened.file,
      version: first!.version,
      etag: opened.etag,
    });
    await late;
    expect((await contentsOf(desk)).filter((text) => text.includes('two = 20'))).toHaveLength(1);
  });

  test('a save writes the text the client proved, not what was typed meanwhile', async () => {
    const desk = await at(workspace());
    const typed = await desk.type(await desk.open(BASE), 'one = 1', 'one = 10');
    const saving = desk.save(typed);
    await new Promise(setImmediate);
    await desk.type(typed, 'two = 2', 'two = 20');
    await saving;
    expect(desk.disk(BASE)).toBe(typed.text);
    expect(desk.engine.unsaved()).toHaveLength(1);
  });

  test('closing waits for the save that runs, and for its version', async () => {
    const desk = await at(workspace());
    const typed = await desk.type(await desk.open(BASE), 'one = 1', 'one = 10');
    const saving = desk.save(typed);
    await desk.engine.close();
    expect(await saving).toMatchObject({ outcome: 'saved' });
    expect(desk.disk(BASE)).toBe(typed.text);
    expect(originsIn(desk.folder)[0]).toBe('saved');
  });

  test('typing while the workspace is being closed is a draft', async () => {
    const desk = await at(workspace());
    const opened = await desk.open(BASE);
    const other = workspace();
    const switching = desk.engine.openFolder(other);
    let typed = opened;
    for (let switched = false; !switched; ) {
      const before = typed;
      typed = await desk.type(typed, 'one = ', 'one = 1').catch(() => before);
      switched = await Promise.race([
        switching.then(() => true),
        new Promise<false>((r) => setImmediate(r, false)),
      ]);
      if (typed === before) break;
    }
    await switching;
    const history = openHistory({
      folder: desk.folder,
      fallbackFolder: other,
      now: () => new Date(),
      author: '',
    });
    onTestFinished(() => history.close());
    expect(history.draft(BASE)?.text).toBe(typed.text);
  });

  test('of two folders opened at once one stays, and nothing of the other', async () => {
    const folders = [workspace(), workspace(), workspace()];
    const desk = await at(workspace());
    await Promise.all(folders.map((folder) => desk.engine.openFolder(folder)));
    const { workspace: current } = await desk.engine.call('workspace.current', {});
    expect(current?.folder).toBe(folders.at(-1));
    await desk.engine.close();
    const left = [desk.folder, ...folders].filter((folder) =>
      existsSync(join(folder, '.strata/history.db-wal')),
    );
    expect(left).toEqual([]);
  });
});

describe('unsaved work of an earlier session', () => {
  const PRODUCTION = 'config/production.toml';

  /** A folder whose two layers hold unsaved work that a process left behind. */
  async function left(): Promise<[folder: string, data: string]> {
    const [folder, data] = [workspace(), temporaryFolder()];
    const before = await at(folder, data);
    await before.type(await before.open(BASE), 'one = 1', 'uno = 1');
    await before.type(await before.open(PRODUCTION), 'one = 9', 'uno = 9');
    await before.engine.close();
    return [folder, data];
  }

  test('counts from the first analysis on, in every layer, before anybody opens a file', async () => {
    const desk = await at(...(await left()));
    const { rows } = await desk.engine.call('effective.view', { environment: 'production', service: null });
    expect(rows.map(({ path }) => path)).toContain('uno');
    expect(rows.map(({ path }) => path)).not.toContain('one');
    const [first] = desk.events.filter((event) => event.type === 'analysis');
    expect(first?.type === 'analysis' && first.analysis.documents).toHaveLength(2);
  });

  test('is told with the workspace, and asked about before quitting', async () => {
    const desk = await at(...(await left()));
    const { workspace: snapshot } = await desk.engine.call('workspace.current', {});
    const files = [await desk.fileId(BASE), await desk.fileId(PRODUCTION)];
    expect(snapshot?.unsaved).toEqual(files);
    expect(desk.engine.unsaved().map(({ path }) => path)).toEqual([BASE, PRODUCTION]);
  });

  test('is as it was when its file is opened and saved', async () => {
    const desk = await at(...(await left()));
    const opened = await desk.open(BASE);
    expect(opened).toMatchObject({ dirty: true, conflict: 'none', text: LINES.replace('one', 'uno') });
    await desk.save(opened);
    expect(desk.disk(BASE)).toBe(LINES.replace('one', 'uno'));
    expect(await desk.origins(BASE)).toEqual(['saved', 'opened']);
  });

  test('stays for the next session where nobody looks at it', async () => {
    const [folder, data] = await left();
    await (await at(folder, data)).engine.close();
    expect((await at(folder, data)).engine.unsaved()).toHaveLength(2);
  });

  test('of the same folder opened again is what was typed last', async () => {
    const desk = await at(workspace());
    const typed = await desk.type(await desk.open(BASE), 'one = 1', 'one = 10');
    await desk.engine.openFolder(desk.folder);
    expect((await desk.open(BASE)).text).toBe(typed.text);
  });

  test('stays out of what a command tells', async () => {
    const [folder, data] = await left();
    const desk = await opening(folder, data, {}, { drafts: 'leave' });
    expect(desk.engine.unsaved()).toEqual([]);
  });
});

describe('conflicts', () => {
  test('merging a draft of an earlier session keeps what another program changed since', async () => {
    const folder = workspace();
    const data = temporaryFolder();
    const before = await at(folder, data);
    await before.type(await before.open(BASE), 'one = 1', 'one = 10');
    await before.engine.close();
    writeFileSync(join(folder, BASE), LINES.replace('five = 5', 'five = 50'));

    const desk = await at(folder, data);
    const opened = await desk.open(BASE);
    expect(opened).toMatchObject({ conflict: 'changed-on-disk', dirty: true });
    const { document, conflicts } = await desk.engine.call('document.resolve', {
      file: opened.file,
      choice: 'merge',
    });
    expect(document.text).toBe(LINES.replace('one = 1', 'one = 10').replace('five = 5', 'five = 50'));
    expect(conflicts).toBe(0);
  });

  test('a file that goes away while it is open is told as missing, though the workspace no longer lists it', async () => {
    const desk = await at(folderWith({ 'a.toml': 'a = 1\n', 'b.toml': 'b = 1\n' }));
    await desk.open('a.toml');
    rmSync(join(desk.folder, 'a.toml'));
    expect(await desk.state('missing')).toMatchObject({ path: 'a.toml', text: 'a = 1\n', dirty: true });
  });
});

describe('history', () => {
  test('a save is a version of its own, even of a text that was set aside before', async () => {
    const desk = await at(workspace());
    const opened = await desk.open(BASE);
    const typed = await desk.type(opened, 'one = 1', 'one = 10');
    await desk.engine.call('document.close', { file: opened.file, discard: true });
    const again = await desk.type(await desk.open(BASE), 'one = 1', 'one = 10');
    expect(again.text).toBe(typed.text);
    await desk.save(again);
    const [newest] = await versionsOf(desk);
    expect(newest).toMatchObject({ origin: 'saved', current: true });
  });

  test('what a save in another folder left is not taken for one of this folder', async () => {
    const parent = temporaryFolder();
    const data = temporaryFolder();
    const here = join(parent, 'app');
    const there = join(parent, 'app-old');
    for (const folder of [here, there]) {
      mkdirSync(join(folder, 'config'), { recursive: true });
      writeFileSync(join(folder, BASE), 'torn');
    }
    mkdirSync(join(data, 'recovery'));
    const copy = join(data, 'recovery', 'default.toml.0.strata-recovery');
    const header = {
      path: join(there, BASE),
      owner: '999999999.1.0',
      time: 0,
      before: etagOf(Buffer.from('old')),
      after: etagOf(Buffer.from('new')),
    };
    writeFileSync(copy, `${JSON.stringify(header)}\nold`);

    const desk = await at(here, data);
    // Recovery is over when watching begins, and then an outside change is seen.
    await desk.open(BASE);
    desk.write(BASE, 'seen = 1\n');
    await desk.state('reloaded');
    expect(existsSync(copy)).toBe(true);
    await desk.engine.openFolder(there);
    await desk.notice('save-interrupted');
    expect(await contentsOf(desk)).toContain('old');
  });

  test('where there is none, a folder with unsaved work stays open', async () => {
    const folder = workspace();
    const data = folderWith({ history: 'in the way' });
    writeFileSync(join(folder, '.strata'), 'in the way');
    const desk = await at(folder, data);
    const typed = await desk.type(await desk.open(BASE), 'one = 1', 'one = 10');
    expect(await refusal(desk.engine.openFolder(workspace()))).toMatchObject({ code: 'CONFLICT' });
    expect(await desk.save(typed)).toMatchObject({ outcome: 'saved', version: null });
    await desk.engine.openFolder(workspace());
  });

  test('while another program holds it, typing goes on, outside changes arrive, and the draft is kept later', async () => {
    const desk = await at(workspace());
    const opened = await desk.open(BASE);
    const other = await desk.open('config/production.toml');
    const lock = new DatabaseSync(join(desk.folder, '.strata/history.db'));
    onTestFinished(() => lock.close());
    lock.exec('BEGIN IMMEDIATE');
    const typed = await desk.type(opened, 'one = 1', 'one = 10');
    expect(await desk.notice('history-failing')).toMatchObject({ severity: 'warning' });
    desk.write('config/production.toml', 'one = 90\n');
    expect(await desk.state('reloaded')).toMatchObject({ file: other.file, text: 'one = 90\n' });
    lock.exec('ROLLBACK');
    const draft = lock.prepare('SELECT base_hash FROM drafts WHERE file = ?');
    await until(() => draft.get(BASE));
    expect((await desk.open(BASE)).text).toBe(typed.text);
  });

  test('what was seen while another program held it is recorded once it lets go, in order', async () => {
    const desk = await at(workspace());
    await desk.open('config/production.toml');
    const lock = lockOf(desk.folder);
    for (const text of ['one = 90\n', 'one = 91\n']) {
      desk.write('config/production.toml', text);
      await until(() => desk.events.find((event) => isReloaded(event) && event.document.text === text));
    }
    lock.exec('ROLLBACK');
    await desk.engine.openFolder(workspace());
    await desk.engine.openFolder(desk.folder);
    expect(await desk.origins('config/production.toml')).toEqual(['external', 'external', 'opened']);
  });

  test('unsaved work that is given up waits for it, with what was typed meanwhile', async () => {
    const desk = await at(workspace());
    const typed = await desk.type(await desk.open(BASE), 'one = 1', 'one = 10');
    const lock = lockOf(desk.folder);
    const closing = desk.engine.call('document.close', { file: typed.file, discard: true });
    const more = await desk.type(typed, 'two = 2', 'two = 20');
    await desk.notice('history-failing');
    lock.exec('ROLLBACK');
    await closing;
    expect(await contentsOf(desk)).toContain(more.text);
    expect((await desk.open(BASE)).dirty).toBe(false);
  });

  test('locked between the file and its version, a save is told as saved and its version comes at the next start', async () => {
    const desk = await at(workspace());
    const typed = await desk.type(await desk.open(BASE), 'one = 1', 'one = 10');
    // Takes the lock as soon as the save is noted, and holds it for longer than anybody waits.
    const thief = new Worker(
      `const { DatabaseSync } = require('node:sqlite');
       const { parentPort, workerData } = require('node:worker_threads');
       const database = new DatabaseSync(workerData, { timeout: 5000 });
       const pending = database.prepare('SELECT 1 FROM pending');
       parentPort.postMessage('ready');
       while (pending.get() === undefined);
       database.exec('BEGIN IMMEDIATE');
       setTimeout(() => { database.exec('ROLLBACK'); database.close(); }, 6500);`,
      { eval: true, workerData: join(desk.folder, '.strata/history.db') },
    );
    onTestFinished(async () => {
      await thief.terminate();
    });
    await new Promise((resolve) => thief.once('message', resolve));
    const outcome = await desk.save(typed);
    expect(outcome).toMatchObject({ outcome: 'saved', version: null });
    expect(desk.disk(BASE)).toBe(typed.text);
    expect(desk.engine.unsaved()).toEqual([]);
    expect(await desk.notice('history-failing')).toBeDefined();
    await new Promise((resolve) => thief.once('exit', resolve));
    await desk.engine.close();
    const database = new DatabaseSync(join(desk.folder, '.strata/history.db'));
    onTestFinished(() => database.close());
    expect(database.prepare('SELECT new_hash FROM pending').all()).toEqual([{ new_hash: outcome.etag }]);
  });
});

function isReloaded(event: EngineEvent): event is Extract<EngineEvent, { type: 'document.state' }> {
  return event.type === 'document.state' && event.cause === 'reloaded';
}

/** Holds the history the way another program would, until it rolls back. */
function lockOf(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, '.strata/history.db'));
  onTestFinished(() => lock.close());
  lock.exec('BEGIN IMMEDIATE');
  return lock;
}

async function versionsOf(desk: Desk) {
  const { versions } = await desk.engine.call('history.list', { file: await desk.fileId(BASE), limit: 100 });
  return versions;
}

async function contentsOf(desk: Desk): Promise<string[]> {
  const contents: string[] = [];
  for (const { version } of await versionsOf(desk)) {
    const side = { kind: 'version', version } as const;
    const { left } = await desk.engine.call('compare.sides', { left: side, right: side });
    contents.push(left.text);
  }
  return contents;
}

function originsIn(folder: string): string[] {
  const history = openHistory({ folder, fallbackFolder: folder, now: () => new Date(), author: '' });
  try {
    return history.list({ file: BASE, limit: 10 }).rows.map(({ origin }) => origin);
  } finally {
    history.close();
  }
}
