import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { etagOf } from '../../../core/files/etag.ts';
import type { SaveInfo } from '../../../core/files/save.ts';
import { temporaryFolder } from '../temporary.ts';
import { expectOnly, filesCanTradePlaces, fileWith, save } from './saving.ts';

const isPosix = process.platform !== 'win32';

describe('a save', () => {
  test('replaces the content and leaves nothing else behind', async () => {
    const path = fileWith('a = 1\n');
    const result = await save(path, 'a = 2\n', 'a = 1\n');
    expect(result).toMatchObject({
      etag: etagOf(Buffer.from('a = 2\n')),
      outcome: 'saved',
      previous: Buffer.from('a = 1\n'),
    });
    expect(result.lost).toBeUndefined();
    expect(await result.late).toBeNull();
    expectOnly(path, 'a = 2\n');
  });

  test('makes a new file and the folders above it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'config', 'environments', 'eu.toml');
    expect(await save(path, 'a = 1', null, { roots: [folder] })).toMatchObject({
      outcome: 'saved',
      previous: null,
    });
    expectOnly(path, 'a = 1');
  });

  test.runIf(isPosix)('gives a new file the permissions of any new file', async () => {
    const path = join(temporaryFolder(), 'new.toml');
    await save(path, 'a = 1', null);
    writeFileSync(`${path}.other`, '');
    expect(statSync(path).mode).toBe(statSync(`${path}.other`).mode);
  });

  test('of the same content touches nothing', async () => {
    const path = fileWith('a = 1');
    const { ino, mtimeMs } = statSync(path);
    expect(await save(path, 'a = 1', 'something else')).toMatchObject({ outcome: 'unchanged' });
    expect(statSync(path)).toMatchObject({ ino, mtimeMs });
  });

  test('writes bytes as they are: mark, CR LF, no final newline, nothing at all', async () => {
    const path = fileWith('old');
    let before = 'old';
    for (const text of ['\u{feff}a = 1\r\nb = 2', '', 'c\r\r\n']) {
      await save(path, text, before);
      expect(readFileSync(path)).toEqual(Buffer.from(text));
      before = text;
    }
  });

  test('writes 20 MiB whole', async () => {
    const path = fileWith('old');
    const large = 'k = "0123456789"\n'.repeat(1_250_000);
    await save(path, large, 'old');
    expect(readFileSync(path, 'utf8') === large).toBe(true);
  });

  test('works with the longest name a disk allows', async () => {
    const path = fileWith('a', `${'n'.repeat(250)}.toml`);
    await save(path, 'b', 'a');
    expectOnly(path, 'b');
  });
});

describe('the caller’s journal', () => {
  test('is told before anything is written, with both hashes and the old content', async () => {
    const path = fileWith('old');
    const calls: { info: SaveInfo; disk: string[]; text: string }[] = [];
    await save(path, 'new', 'old', {
      beforeRename: (info) => {
        const disk = readdirSync(dirname(path)).filter((name) => name.startsWith('.strata-'));
        calls.push({ info, disk, text: readFileSync(path, 'utf8') });
      },
    });
    const info = {
      target: path,
      before: etagOf(Buffer.from('old')),
      after: etagOf(Buffer.from('new')),
      previous: Buffer.from('old'),
    };
    expect(calls).toEqual([{ info, disk: [], text: 'old' }]);
  });

  test('ends the save by failing', async () => {
    const path = fileWith('old');
    const failing = save(path, 'new', 'old', { beforeRename: () => Promise.reject(new Error('no journal')) });
    await expect(failing).rejects.toThrow('no journal');
    expectOnly(path, 'old');
  });

  test('is not told of a save that cannot happen', async () => {
    const path = fileWith('theirs');
    let told = 0;
    const beforeRename = () => void told++;
    await expect(save(path, 'mine', 'old', { beforeRename })).rejects.toMatchObject({ code: 'CONFLICT' });
    await save(path, 'theirs', 'theirs', { beforeRename });
    expect(told).toBe(0);
  });
});

describe('a conflict', () => {
  test('is an outside change of the same length with its time put back', async () => {
    const path = fileWith('port = 8080');
    const { atime, mtime } = statSync(path);
    writeFileSync(path, 'port = 9090');
    utimesSync(path, atime, mtime);
    await expect(save(path, 'port = 7070', 'port = 8080')).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { disk: etagOf(Buffer.from('port = 9090')) },
      remedy: expect.stringContaining('merge'),
    });
    expectOnly(path, 'port = 9090');
  });

  test('is a file that was deleted', async () => {
    const path = join(temporaryFolder(), 'gone', 'app.toml');
    await expect(save(path, 'new', 'old', { roots: [dirname(dirname(path))] })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { disk: null },
    });
    mkdirSync(dirname(path));
    await expect(save(path, 'new', 'old')).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { disk: null },
    });
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test('is a file where none was expected', async () => {
    const path = fileWith('theirs');
    await expect(save(path, 'mine', null)).rejects.toMatchObject({ code: 'CONFLICT' });
    expectOnly(path, 'theirs');
  });

  test.each([
    ['changed', (path: string) => writeFileSync(path, 'theirs'), 'theirs'],
    ['deleted', (path: string) => rmSync(path), null],
  ])('is found when the file is %s while the save is under way', async (_name, change, left) => {
    const path = fileWith('old');
    const saving = save(path, 'mine', 'old', { beforeRename: () => change(path) });
    await expect(saving).rejects.toMatchObject({ code: 'CONFLICT' });
    if (left === null) expect(readdirSync(dirname(path))).toEqual([]);
    else expectOnly(path, left);
  });

  test('is found when the new file appears while the save is under way', async () => {
    const path = join(temporaryFolder(), 'new.toml');
    const saving = save(path, 'mine', null, { beforeRename: () => writeFileSync(path, 'theirs') });
    await expect(saving).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { disk: etagOf(Buffer.from('theirs')) },
    });
    expectOnly(path, 'theirs');
  });
});

describe.runIf(await filesCanTradePlaces())('what another program writes in the last instant', () => {
  test('is handed back when it was renamed into place after the last look', async () => {
    const path = fileWith('old');
    const result = await withMeddler(`echo -n theirs > ${path}.theirs; mv ${path}.theirs ${path}`, () =>
      save(path, 'mine', 'old'),
    );
    expect(result.outcome).toBe('saved');
    expect(result.lost?.toString()).toBe('theirs');
    expectOnly(path, 'mine');
  });

  test('is handed back when it was written in place after the last look', async () => {
    const path = fileWith('old');
    const result = await withMeddler(`echo -n theirs > ${path}`, () => save(path, 'mine', 'old'));
    expect(result.lost?.toString()).toBe('theirs');
    expectOnly(path, 'mine');
  });

  test('is no loss when it is what the file held before, or what is being saved', async () => {
    for (const text of ['old', 'mine']) {
      const path = fileWith('old');
      const result = await withMeddler(`echo -n ${text} > ${path}.theirs; mv ${path}.theirs ${path}`, () =>
        save(path, 'mine', 'old'),
      );
      expect(result.lost).toBeUndefined();
      expectOnly(path, 'mine');
    }
  });

  test('stays where it is when it is a folder', async () => {
    const path = fileWith('old');
    const saving = withMeddler(`rm ${path}; mkdir ${path}`, () => save(path, 'mine', 'old'));
    await expect(saving).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(statSync(path).isDirectory()).toBe(true);
    expect(readdirSync(dirname(path))).toEqual([basename(path)]);
  });

  test('is a conflict when the file is deleted', async () => {
    const path = fileWith('old');
    const saving = withMeddler(`rm ${path}`, () => save(path, 'mine', 'old'));
    await expect(saving).rejects.toMatchObject({ code: 'CONFLICT', details: { disk: null } });
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test('is a conflict where files cannot trade places', async () => {
    const path = fileWith('old');
    const meddling = `echo -n theirs > ${path}.theirs; mv ${path}.theirs ${path}`;
    const saving = withMeddler(meddling, () => save(path, 'mine', 'old'), { exchange: false });
    await expect(saving).rejects.toMatchObject({ code: 'CONFLICT' });
    expectOnly(path, 'theirs');
  });

  test('comes late from a program that held the file open', async () => {
    const path = fileWith('old');
    const descriptor = openSync(path, 'r+');
    const result = await save(path, 'mine', 'old');
    expect(result.lost).toBeUndefined();
    writeSync(descriptor, 'late');
    closeSync(descriptor);
    expect((await result.late)?.toString()).toBe('late');
    expectOnly(path, 'mine');
  });
});

/**
 * Runs `work` while another program does something at the very moment the file is about to be replaced: the
 * programs that let files trade places are preceded by the script.
 */
async function withMeddler<T>(script: string, work: () => Promise<T>, { exchange = true } = {}): Promise<T> {
  const folder = temporaryFolder();
  const path = process.env.PATH;
  for (const name of ['mv', 'perl']) {
    const rest = exchange ? `exec ${name} "$@"` : 'exit 1';
    const once = `[ -e ${folder}/done ] || { touch ${folder}/done; ${script}; }`;
    writeFileSync(join(folder, name), `#!/bin/sh\nPATH=${path}\n${once}\n${rest}\n`, { mode: 0o755 });
  }
  process.env.PATH = `${folder}:${path}`;
  try {
    return await work();
  } finally {
    process.env.PATH = path;
  }
}
