import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AppliedEdits, FileEdit } from '../../../shared/contract/edit-model.ts';
import type { DocumentState } from '../../../shared/contract/model.ts';
import { checksum } from '../../../shared/text/checksum.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { at, type Desk, refusal } from '../desk.ts';
import { folderWith, temporaryFolder } from '../temporary.ts';

const BASE = '# base\n[server]\nport = 1\nhost = "x"\n';
const PROD = '[server]\nport = 2 # prod\n';
const PROD_FILE = 'env/prod.toml';
const FILES = {
  'strata.toml': `[workspace]
[[layers]]
name = "base"
file = "base.toml"
[[layers]]
name = "environment"
file = "env/{environment}.toml"
[environments.dev]
[environments.prod]
`,
  'base.toml': BASE,
  'env/dev.toml': '[server]\nport = 3\n',
  [PROD_FILE]: PROD,
};

/** An edit of a file that is not open: the first `old` in it becomes `text`. */
async function onDisk(desk: Desk, path: string, old: string, text: string): Promise<FileEdit> {
  const content = desk.disk(path).replace(/^\uFEFF/, '');
  return {
    file: await desk.fileId(path),
    version: null,
    checksum: checksum(content),
    changes: [change(content, old, text)],
  };
}

/** The same on an open buffer. */
function onBuffer({ file, version, text: content }: DocumentState, old: string, text: string): FileEdit {
  return { file, version, changes: [change(content, old, text)] };
}

function change(content: string, old: string, text: string) {
  const start = content.indexOf(old);
  if (start < 0) throw new Error(`There is no ${old}`);
  return { range: new LineIndex(content).rangeOf({ start, end: start + old.length }), text };
}

function apply(desk: Desk, ...edits: FileEdit[]): Promise<AppliedEdits> {
  return desk.engine.call('document.applyEdits', { edits, label: 'Rename port to bind' });
}

function undo(desk: Desk, { undo: id }: AppliedEdits): Promise<AppliedEdits> {
  return desk.engine.call('document.undoEdits', { undo: id });
}

async function text(desk: Desk, path: string): Promise<string> {
  return (await desk.open(path)).text;
}

/** Both layers renamed, one open and one not. */
async function renamed(desk: Desk): Promise<AppliedEdits> {
  const base = await desk.open('base.toml');
  return apply(desk, onBuffer(base, 'port', 'bind'), await onDisk(desk, PROD_FILE, 'port', 'bind'));
}

describe('several buffers change as one step', () => {
  test('those that are open and those that are not, which are unsaved from then on', async () => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    expect(applied.files).toEqual([
      { file: await desk.fileId('base.toml'), path: 'base.toml', version: 2, dirty: true },
      { file: await desk.fileId(PROD_FILE), path: PROD_FILE, version: 2, dirty: true },
    ]);
    expect(await desk.open(PROD_FILE)).toMatchObject({ text: PROD.replace('port', 'bind'), dirty: true });
    expect(desk.engine.unsaved().map(({ path }) => path)).toEqual(['base.toml', PROD_FILE]);
    expect(desk.disk(PROD_FILE)).toBe(PROD);
  });

  test('every client hears of it as of an edit that is not its own', async () => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    const edited = desk.events.filter((event) => event.type === 'document.edited');
    expect(edited.map(({ file, version, client }) => ({ file, version, client }))).toEqual(
      applied.files.map(({ file, version }) => ({ file, version, client: '' })),
    );
  });

  test('the analysis sees all of them or none', async () => {
    const desk = await at(folderWith(FILES));
    desk.events.length = 0;
    await renamed(desk);
    const done = await desk.analysis(({ impactTotal }) => impactTotal > 0);
    const analysed = desk.events.filter(
      (event) => event.type === 'analysis' && event.analysis.impactTotal > 0,
    );
    expect(analysed).toHaveLength(1);
    expect(done.impact.map(({ environment, path, kind }) => `${environment} ${kind} ${path}`).sort()).toEqual(
      ['dev added server.bind', 'prod added server.bind', 'prod removed server.port'],
    );
  });

  test('several changes of one file count in the text before them, in whatever order they come', async () => {
    const desk = await at(folderWith(FILES));
    const document = await desk.open('base.toml');
    const changes = ['host', 'port', 'server'].map((key) => change(BASE, key, `${key}_new`));
    await apply(desk, { file: document.file, version: document.version, changes });
    expect(await text(desk, 'base.toml')).toBe('# base\n[server_new]\nport_new = 1\nhost_new = "x"\n');
  });

  test('byte for byte, byte order mark and every kind of line break included', async () => {
    const mixed = '\uFEFF[server]\r\nport = 1\n\r\n  host\t= "ü"   \r\n';
    const desk = await at(folderWith({ ...FILES, 'base.toml': mixed }));
    await apply(
      desk,
      await onDisk(desk, 'base.toml', 'port', 'bind'),
      await onDisk(desk, PROD_FILE, 'port', 'bind'),
    );
    for (const path of ['base.toml', PROD_FILE]) await desk.save(await desk.open(path));
    expect(readFileSync(join(desk.folder, 'base.toml'), 'utf8')).toBe(mixed.replace('port', 'bind'));
    expect(desk.disk(PROD_FILE)).toBe(PROD.replace('port', 'bind'));
  });

  test('a crash loses nothing of it', async () => {
    const [folder, data] = [folderWith(FILES), temporaryFolder()];
    await renamed(await at(folder, data));
    // Another process, while the first still runs and has written nothing more.
    const next = await at(folder, data);
    expect(await text(next, PROD_FILE)).toBe(PROD.replace('port', 'bind'));
    expect(await text(next, 'base.toml')).toBe(BASE.replace('port', 'bind'));
  });
});

describe('nothing changes anywhere', () => {
  async function unchanged(desk: Desk): Promise<void> {
    expect(await text(desk, 'base.toml')).toBe(BASE);
    expect(desk.events.filter(({ type }) => type === 'document.edited')).toEqual([]);
  }

  test('when one buffer was typed in meanwhile; the file is named', async () => {
    const desk = await at(folderWith(FILES));
    const base = await desk.open('base.toml');
    const prod = await desk.open(PROD_FILE);
    const stale = onBuffer(prod, 'port', 'bind');
    await desk.type(prod, 'prod', 'changed');
    desk.events.length = 0;
    const error = await refusal(apply(desk, onBuffer(base, 'port', 'bind'), stale));
    expect(error).toMatchObject({
      code: 'OUT_OF_SYNC',
      message: 'env/prod.toml was changed meanwhile, so nothing was changed anywhere.',
      details: { file: prod.file, path: PROD_FILE },
    });
    expect(error.remedy).toBeDefined();
    await unchanged(desk);
  });

  test('when a file that is not open holds another text; it stays closed', async () => {
    const desk = await at(folderWith(FILES));
    const base = await desk.open('base.toml');
    const stale = await onDisk(desk, PROD_FILE, 'port', 'bind');
    desk.write(PROD_FILE, `# by another program\n${PROD}`);
    const error = await refusal(apply(desk, onBuffer(base, 'port', 'bind'), stale));
    expect(error).toMatchObject({ code: 'OUT_OF_SYNC', details: { path: PROD_FILE } });
    expect(
      await refusal(desk.engine.call('document.close', { file: stale.file, discard: false })),
    ).toMatchObject({ code: 'NOT_FOUND' });
    await unchanged(desk);
  });

  test('when a file holds unsaved work of an earlier session', async () => {
    const aside = 'notes/aside.toml';
    const [folder, data] = [folderWith({ ...FILES, [aside]: 'port = 1\n' }), temporaryFolder()];
    const before = await at(folder, data);
    await before.type(await before.open(aside), '1', '2');
    await before.engine.close();
    const desk = await at(folder, data);
    const base = await desk.open('base.toml');
    const edits = [onBuffer(base, 'port', 'bind'), await onDisk(desk, aside, 'port', 'bind')];
    expect(await refusal(apply(desk, ...edits))).toMatchObject({
      message: `${aside} has unsaved work of an earlier session, so nothing was changed anywhere.`,
      remedy: 'Open it, then try again.',
    });
    await unchanged(desk);
  });

  test('when a file too large to be followed holds unsaved work, which has to be saved first', async () => {
    const large = `${PROD}${'# filler\n'.repeat(500_000)}`;
    const desk = await at(folderWith({ ...FILES, [PROD_FILE]: large }));
    await desk.type(await desk.open(PROD_FILE), 'prod', 'production');
    const base = await desk.open('base.toml');
    const edits = [onBuffer(base, 'port', 'bind'), await onDisk(desk, PROD_FILE, 'port', 'bind')];
    expect(await refusal(apply(desk, ...edits))).toMatchObject({
      code: 'OUT_OF_SYNC',
      message: `${PROD_FILE} has unsaved changes and is too large to be followed as you type, so nothing was changed anywhere.`,
      remedy: 'Save it, then try again.',
    });
    expect(await text(desk, 'base.toml')).toBe(BASE);
  });

  test('when one file is read-only', async () => {
    const folder = folderWith(FILES);
    chmodSync(join(folder, PROD_FILE), 0o444);
    const desk = await at(folder);
    const base = await desk.open('base.toml');
    const edits = [onBuffer(base, 'port', 'bind'), await onDisk(desk, PROD_FILE, 'port', 'bind')];
    expect(await refusal(apply(desk, ...edits))).toMatchObject({
      code: 'READ_ONLY',
      message: 'env/prod.toml is read-only, so nothing was changed.',
    });
    await unchanged(desk);
  });

  test('when one file is too large to be edited', async () => {
    const large = `port = 1\n${'# filler\n'.repeat(2 * 1024 * 1024)}`;
    const desk = await at(folderWith({ ...FILES, [PROD_FILE]: large }));
    const base = await desk.open('base.toml');
    const edits = [onBuffer(base, 'port', 'bind'), await onDisk(desk, PROD_FILE, 'port', 'bind')];
    expect(await refusal(apply(desk, ...edits))).toMatchObject({
      code: 'TOO_LARGE',
      details: { path: PROD_FILE },
    });
    await unchanged(desk);
  });

  test('when changes overlap, or a file is named twice', async () => {
    const desk = await at(folderWith(FILES));
    const base = await desk.open('base.toml');
    const overlapping = [change(BASE, 'port = 1', 'a = 1'), change(BASE, '= 1', '= 2')];
    const error = await refusal(apply(desk, { file: base.file, version: 1, changes: overlapping }));
    expect(error).toMatchObject({ code: 'BAD_REQUEST', details: { path: 'base.toml' } });
    const once = onBuffer(base, 'port', 'bind');
    expect(await refusal(apply(desk, once, once))).toMatchObject({ code: 'BAD_REQUEST' });
    await unchanged(desk);
  });

  test('while somebody types: what comes first counts, and the other is told', async () => {
    const desk = await at(folderWith(FILES));
    const base = await desk.open('base.toml');
    const edits = [onBuffer(base, 'port', 'bind'), await onDisk(desk, PROD_FILE, 'port', 'bind')];
    // The file that is not open has to be read first; the typing comes between.
    const applying = refusal(apply(desk, ...edits));
    const typed = await desk.type(base, '# base', '# typed');
    expect(await applying).toMatchObject({ code: 'OUT_OF_SYNC', details: { path: 'base.toml' } });
    expect(await text(desk, 'base.toml')).toBe(typed.text);
  });
});

describe('the step is put back', () => {
  test('in all files at once, and done again', async () => {
    const desk = await at(folderWith(FILES));
    const undone = await undo(desk, await renamed(desk));
    expect(undone.files.map(({ dirty }) => dirty)).toEqual([false, false]);
    expect(await text(desk, 'base.toml')).toBe(BASE);
    expect(await text(desk, PROD_FILE)).toBe(PROD);
    await undo(desk, undone);
    expect(await text(desk, PROD_FILE)).toBe(PROD.replace('port', 'bind'));
  });

  test('only once', async () => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    await undo(desk, applied);
    expect(await refusal(undo(desk, applied))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('with what was typed elsewhere since', async () => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    const prod = await desk.open(PROD_FILE);
    const typed = await desk.type(prod, '2 # prod', '20 # production');
    await desk.type(typed, '[server]\n', '[server]\nnew = 1\n');
    const base = await desk.open('base.toml');
    await desk.type(base, '# base\n', '');
    await undo(desk, applied);
    expect(await text(desk, PROD_FILE)).toBe('[server]\nnew = 1\nport = 20 # production\n');
    expect(await text(desk, 'base.toml')).toBe(BASE.replace('# base\n', ''));
  });

  test('after the files were saved and closed', async () => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    for (const path of ['base.toml', PROD_FILE]) {
      const document = await desk.open(path);
      await desk.save(document);
      await desk.engine.call('document.close', { file: document.file, discard: false });
    }
    await undo(desk, applied);
    expect(await desk.open(PROD_FILE)).toMatchObject({ text: PROD, dirty: true });
    expect(desk.disk(PROD_FILE)).toBe(PROD.replace('port', 'bind'));
  });

  test('where one file was put back by hand already', async () => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    await desk.type(await desk.open(PROD_FILE), 'bind', 'port');
    expect((await undo(desk, applied)).files.map(({ path }) => path)).toEqual(['base.toml']);
    expect(await text(desk, 'base.toml')).toBe(BASE);
  });

  test.each([
    ['over it', 'bind', 'other'],
    ['right behind it', 'bind =', 'binder ='],
    ['right before it', 'bind', 'unbind'],
    ['and its line is gone', 'bind = 2 # prod\n', ''],
  ])('not when something was typed %s; the file is named and nothing changes', async (_, old, typed) => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    const prod = await desk.type(await desk.open(PROD_FILE), old, typed);
    expect(await refusal(undo(desk, applied))).toMatchObject({
      code: 'CONFLICT',
      message: '“Rename port to bind” was not undone: env/prod.toml was changed in the same place since.',
      details: { path: PROD_FILE },
    });
    expect(await text(desk, 'base.toml')).toBe(BASE.replace('port', 'bind'));
    // Once that is undone, so can the step be.
    await desk.type(prod, typed === '' ? '[server]\n' : typed, typed === '' ? `[server]\n${old}` : old);
    await undo(desk, applied);
    expect(await text(desk, PROD_FILE)).toBe(PROD);
  });

  test('not when a file became read-only', async () => {
    const desk = await at(folderWith(FILES));
    const applied = await renamed(desk);
    for (const path of ['base.toml', PROD_FILE]) {
      const document = await desk.open(path);
      await desk.save(document);
      await desk.engine.call('document.close', { file: document.file, discard: false });
    }
    chmodSync(join(desk.folder, PROD_FILE), 0o444);
    expect(await refusal(undo(desk, applied))).toMatchObject({ code: 'READ_ONLY' });
    writeFileSync(join(desk.folder, 'base.toml'), desk.disk('base.toml'));
    expect(await text(desk, 'base.toml')).toBe(BASE.replace('port', 'bind'));
  });
});
