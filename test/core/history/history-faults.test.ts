import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hashFile } from '../../../core/files/read.ts';
import { sweepTemporaries } from '../../../core/files/sweep.ts';
import type { Notice } from '../../../shared/contract/model.ts';
import { answer, kill, run, startChild } from '../children.ts';
import { folderWith, temporaryFolder } from '../temporary.ts';
import { bytes, historyOf } from './opening.ts';

const RECORDER = fileURLToPath(new URL('./children/recorder.ts', import.meta.url));
const SAVE_AND_STOP = fileURLToPath(new URL('./children/save-and-stop.ts', import.meta.url));
const file = 'app.toml';

function databaseOf(folder: string): string {
  return join(folder, '.strata', 'history.db');
}

/** A folder whose history holds 200 versions, closed. */
function folderWithHistory(): string {
  const folder = temporaryFolder();
  const history = historyOf(folder);
  for (let i = 0; i < 200; i++)
    history.record({ file, bytes: bytes(`${'x'.repeat(300)}${i}`), origin: 'saved' });
  history.close();
  return folder;
}

function overwrite(path: string, content: Uint8Array, position: number): void {
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, content, 0, content.length, position);
  closeSync(descriptor);
}

describe('a database that cannot be used is kept aside and a new one started', () => {
  const cases: [string, (path: string) => void][] = [
    [
      'it is a text',
      (path) => writeFileSync(path, 'not a database, but long enough to look like one'.repeat(30)),
    ],
    ['its beginning was overwritten', (path) => overwrite(path, Buffer.alloc(100, 0xaa), 0)],
    [
      'its middle was overwritten',
      (path) => overwrite(path, Buffer.alloc(statSync(path).size - 8192, 0xaa), 4096),
    ],
    [
      'it is the database of another program',
      (path) => {
        writeFileSync(path, '');
        const database = new DatabaseSync(path);
        database.exec('CREATE TABLE theirs (a)');
        database.close();
      },
    ],
    [
      'it has a newer format',
      (path) => {
        const database = new DatabaseSync(path);
        database.exec('PRAGMA user_version = 99');
        database.close();
      },
    ],
    [
      'it lacks a table',
      (path) => {
        const database = new DatabaseSync(path);
        database.exec('DROP TABLE drafts');
        database.close();
      },
    ],
  ];

  test.each(cases)('%s', (_name, damage) => {
    const folder = folderWithHistory();
    damage(databaseOf(folder));
    const damaged = readFileSync(databaseOf(folder));
    const history = historyOf(folder);
    expect(history.available).toBe(true);
    expect(history.notice).toMatchObject({
      code: 'history-corrupt',
      remedy: expect.stringContaining('history.corrupt-2026-01-01T00-00'),
    });
    expect(history.list({ limit: 1 }).total).toBe(0);
    history.content(history.record({ file, bytes: bytes('goes on'), origin: 'saved' }));
    history.close();
    const aside = readdirSync(dirname(databaseOf(folder))).find((name) =>
      name.startsWith('history.corrupt-'),
    );
    expect(readFileSync(join(folder, '.strata', aside ?? 'none'))).toEqual(damaged);
    expect(historyOf(folder).notice).toBeNull();
  });

  test('also when the damage shows only while it is in use, and the user is told then', () => {
    const folder = temporaryFolder();
    const notices: Notice[] = [];
    const history = historyOf(folder, { onNotice: (notice) => notices.push(notice) });
    // More than SQLite keeps in memory, so that it has to read what is damaged.
    for (let i = 0; i < 300; i++) history.record({ file, bytes: randomBytes(30_000), origin: 'saved' });
    for (const name of ['history.db', 'history.db-wal']) {
      const path = join(folder, '.strata', name);
      overwrite(path, Buffer.alloc(statSync(path).size - 4096, 0xaa), 4096);
    }
    const version = history.record({ file, bytes: bytes('goes on'), origin: 'saved' });
    expect(history.content(version)).toEqual(bytes('goes on'));
    expect(notices).toMatchObject([{ code: 'history-corrupt' }]);
  });

  test('an empty one is simply new', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.strata'));
    writeFileSync(databaseOf(folder), '');
    expect(historyOf(folder)).toMatchObject({ available: true, notice: null });
  });

  test('a single damaged content is named, the others are read', () => {
    const folder = folderWithHistory();
    const database = new DatabaseSync(databaseOf(folder));
    database.exec(
      "UPDATE contents SET bytes = x'00' WHERE hash = (SELECT hash FROM versions WHERE version = 5)",
    );
    database.close();
    const history = historyOf(folder);
    expect(() => history.content(5)).toThrow(expect.objectContaining({ code: 'HISTORY_UNAVAILABLE' }));
    expect(history.content(6).length).toBeGreaterThan(300);
  });
});

describe('a workspace that cannot hold its history', () => {
  test('has it in the user’s folder, one per workspace', () => {
    const fallbackFolder = temporaryFolder();
    const [one, two] = [folderWith({ '.strata': 'a file' }), folderWith({ '.strata': 'a file' })];
    const history = historyOf(one, { fallbackFolder });
    expect(history.notice).toMatchObject({
      code: 'history-elsewhere',
      message: expect.stringContaining(fallbackFolder),
    });
    history.record({ file, bytes: bytes('one'), origin: 'saved' });
    expect(historyOf(two, { fallbackFolder }).list({ limit: 1 }).total).toBe(0);
    expect(historyOf(one, { fallbackFolder }).list({ limit: 1 }).total).toBe(1);
    expect(readdirSync(fallbackFolder)).toHaveLength(2);
    expect(readFileSync(join(one, '.strata'), 'utf8')).toBe('a file');
  });

  test('goes on without one when that fails too', async () => {
    const folder = folderWith({ '.strata': 'a file', data: 'a file' });
    const history = historyOf(folder, { fallbackFolder: join(folder, 'data') });
    expect(history.available).toBe(false);
    expect(history.notice).toMatchObject({
      code: 'history-unavailable',
      remedy: expect.stringContaining('saving work'),
    });
    expect(history.record({ file, bytes: bytes('a'), origin: 'saved' })).toBe(0);
    expect(history.applied(history.begin(file, null, bytes('a'), 'saved'))).toBe(0);
    expect(history.list({ limit: 1 })).toEqual({ rows: [], total: 0 });
    expect(history.draft(file)).toBeNull();
    expect(await history.reconcile(async () => null)).toEqual([]);
    history.close();
  });

  test.runIf(process.getuid?.() === 0)(
    'because its disk is full, is told so and can go on',
    async ({ skip }) => {
      const disk = temporaryFolder();
      const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', disk]);
      if (mounted.code !== 0) skip(`mounting is not permitted here: ${mounted.stderr}`);
      onTestFinished(async () => void (await run('umount', [disk])));
      const history = historyOf(disk);
      const fits = history.record({ file, bytes: bytes('small'), origin: 'saved' });
      const noise = randomBytes(400_000);
      expect(() => history.record({ file, bytes: noise, origin: 'saved' })).toThrow(
        expect.objectContaining({ code: 'DISK_FULL', remedy: expect.any(String) }),
      );
      expect(history.content(fits)).toEqual(bytes('small'));
      expect(history.list({ limit: 9 }).total).toBe(1);
      history.close();
    },
  );
});

describe('a database that another program has locked', () => {
  function lock(folder: string, how: 'IMMEDIATE' | 'EXCLUSIVE'): DatabaseSync {
    const database = new DatabaseSync(databaseOf(folder));
    if (how === 'EXCLUSIVE') database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec(`BEGIN ${how}`);
    onTestFinished(() => {
      if (database.isOpen) database.close();
    });
    return database;
  }

  test('at opening: the session goes on without history, and the database is left as it is', () => {
    const folder = folderWithHistory();
    const theirs = lock(folder, 'EXCLUSIVE');
    const history = historyOf(folder);
    expect(history.available).toBe(false);
    expect(history.notice).toMatchObject({
      code: 'history-unavailable',
      message: expect.stringContaining('locked by another program'),
    });
    theirs.exec('ROLLBACK');
    theirs.close();
    expect(historyOf(folder).list({ limit: 1 }).total).toBe(200);
  });

  test('later: reading works, writing says what to do and works again afterwards', () => {
    const folder = folderWithHistory();
    const history = historyOf(folder);
    const theirs = lock(folder, 'IMMEDIATE');
    expect(history.list({ limit: 1 }).total).toBe(200);
    expect(() => history.record({ file, bytes: bytes('a'), origin: 'saved' })).toThrow(
      expect.objectContaining({ code: 'HISTORY_UNAVAILABLE', remedy: expect.stringContaining('try again') }),
    );
    theirs.exec('ROLLBACK');
    expect(history.record({ file, bytes: bytes('a'), origin: 'saved' })).toBeGreaterThan(200);
  });
});

describe('several processes', () => {
  test('record 500 versions each at once into a database none of them has made yet', async () => {
    const folder = temporaryFolder();
    const names = ['one', 'two'];
    const recorders = await Promise.all(names.map((name) => startChild(RECORDER, folder, name)));
    onTestFinished(async () => void (await Promise.all(recorders.map(kill))));
    const answers = recorders.map(answer);
    for (const recorder of recorders) recorder.send('go');
    const results = (await Promise.all(answers)) as { versions: number[]; notice: Notice | null }[];
    expect(results.map(({ notice }) => notice)).toEqual([null, null]);

    const history = historyOf(folder);
    const { rows, total } = history.list({ limit: 10_000 });
    expect(total).toBe(1000);
    expect(new Set(results.flatMap(({ versions }) => versions)).size).toBe(1000);
    for (const [i, name] of names.entries()) {
      const own = rows.filter(({ author }) => author === name).map(({ version }) => version);
      expect(own.reverse()).toEqual(results[i]?.versions);
    }
    // Each version's parent is the one of its file before it, whoever wrote that.
    const shared = rows.filter((row) => row.file === 'shared.toml').reverse();
    expect(shared.map(({ parent }) => parent)).toEqual([
      null,
      ...shared.map(({ version }) => version).slice(0, -1),
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('a process killed during a save', () => {
  test.each([
    ['before the journal', 'old', []],
    ['before the write', 'old', ['aborted']],
    ['before it is marked', 'new', ['applied']],
    ['after all', 'new', []],
  ])('%s: the history is in step with the disk again at the next start', async (step, disk, outcomes) => {
    const folder = folderWith({ [file]: 'old' });
    await run(process.execPath, [SAVE_AND_STOP, folder, step]);
    await sweepTemporaries([folder]);
    const history = historyOf(folder, { now: () => new Date() });
    const settled = await history.reconcile((path) => hashFile(join(folder, path)));
    expect(settled.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(readFileSync(join(folder, file), 'utf8')).toBe(disk);
    const { rows } = history.list({ file, limit: 10 });
    expect(rows.map(({ version }) => history.content(version).toString())).toEqual(
      disk === 'new' ? ['new'] : [],
    );
    for (const row of rows)
      expect(row).toMatchObject({ origin: 'saved', message: 'a message', author: 'ada' });
    expect(await history.reconcile((path) => hashFile(join(folder, path)))).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['.strata', file]);
  });

  test('and then overwritten by another program: what was being saved is kept', async () => {
    const folder = folderWith({ [file]: 'old' });
    await run(process.execPath, [SAVE_AND_STOP, folder, 'before it is marked']);
    writeFileSync(join(folder, file), 'theirs');
    const history = historyOf(folder, { now: () => new Date() });
    const [settled] = await history.reconcile((path) => hashFile(join(folder, path)));
    expect(settled).toMatchObject({ file, outcome: 'conflict' });
    expect(history.content(settled?.version ?? 0)).toEqual(bytes('new'));
    expect(history.get(settled?.version ?? 0)).toMatchObject({ origin: 'unsaved' });
  });

  test('of a file that cannot be read now is settled at another start', async () => {
    const folder = folderWith({ [file]: 'old' });
    await run(process.execPath, [SAVE_AND_STOP, folder, 'before it is marked']);
    const history = historyOf(folder, { now: () => new Date() });
    mkdirSync(join(folder, 'sub'));
    expect(await history.reconcile(() => hashFile(join(folder, 'sub')))).toEqual([]);
    expect(await history.reconcile((path) => hashFile(join(folder, path)))).toMatchObject([
      { outcome: 'applied' },
    ]);
  });
});
