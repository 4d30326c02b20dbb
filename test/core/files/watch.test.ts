import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { etagOf } from '../../../core/files/etag.ts';
import { hashFile } from '../../../core/files/read.ts';
import type { FileChange } from '../../../core/files/truth.ts';
import { type FileWatcher, watchFiles } from '../../../core/files/watch.ts';
import { StrataError } from '../../../shared/contract/errors.ts';
import type { Notice } from '../../../shared/contract/model.ts';
import { run } from '../children.ts';
import { folderWith } from '../temporary.ts';
import { save } from './saving.ts';

/** Longer than the watcher needs at its slowest, which is one round of looking at everything. */
const PATIENCE = { timeout: 12_000, interval: 20 };
/** Longer than events take to arrive and settle. */
const QUIET_MS = 450;

class Watched {
  readonly changes: FileChange[] = [];
  readonly notices: Notice[] = [];
  structures = 0;
  readonly watcher: FileWatcher;

  constructor(files: string[], known: Map<string, string | null>, folders: string[]) {
    this.watcher = watchFiles({
      files,
      folders,
      known,
      onChange: (change) => this.changes.push(change),
      onStructure: () => this.structures++,
      onNotice: (notice) => this.notices.push(notice),
    });
    onTestFinished(() => this.watcher.close());
  }

  /** What was reported, as texts: null for a missing file, the code of an error. */
  get contents(): (string | null)[] {
    return this.changes.map(({ content }) =>
      content instanceof StrataError ? content.code : (content?.text ?? null),
    );
  }

  async sees(...contents: (string | null)[]): Promise<void> {
    await vi.waitFor(() => expect(this.contents).toEqual(contents), PATIENCE);
  }
}

async function watching(files: string[], folders: string[] = []): Promise<Watched> {
  const known = new Map<string, string | null>();
  for (const file of files) known.set(file, await hashFile(file));
  const watched = new Watched(files, known, folders);
  await watched.watcher.ready;
  return watched;
}

describe('an outside change is reported once, by its content', () => {
  test.each<[string, (path: string) => void | Promise<void>]>([
    ['written in place', (path) => writeFileSync(path, 'new')],
    [
      'renamed over it',
      (path) => {
        writeFileSync(`${path}.tmp`, 'new');
        renameSync(`${path}.tmp`, path);
      },
    ],
    [
      'as vim does: the old one to a backup, a new one written',
      (path) => {
        renameSync(path, `${path}~`);
        writeFileSync(path, 'new');
        unlinkSync(`${path}~`);
      },
    ],
    [
      'in several steps',
      async (path) => {
        writeFileSync(path, '');
        for (const part of ['n', 'e', 'w']) {
          await sleep(20);
          appendFileSync(path, part);
        }
      },
    ],
    [
      'deleted and, a quarter of a second later, there again',
      async (path) => {
        unlinkSync(path);
        await sleep(250);
        writeFileSync(path, 'new');
      },
    ],
  ])('%s', async (_name, change) => {
    const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
    const watched = await watching([path]);
    await change(path);
    await watched.sees('new');
    await sleep(QUIET_MS);
    await watched.sees('new');
    expect(watched.changes[0]).toMatchObject({ path, etag: etagOf(Buffer.from('new')) });
  });

  test('to one of several files in a folder, and again', async () => {
    const folder = folderWith({ 'a.toml': 'a', 'b.toml': 'b', '.env': 'X=1' });
    const watched = await watching(['a.toml', 'b.toml', '.env'].map((name) => join(folder, name)));
    writeFileSync(join(folder, '.env'), 'X=2');
    await watched.sees('X=2');
    writeFileSync(join(folder, 'a.toml'), 'a2');
    await watched.sees('X=2', 'a2');
    writeFileSync(join(folder, 'a.toml'), 'a3');
    await watched.sees('X=2', 'a2', 'a3');
  });

  test('deleted, and made again', async () => {
    const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
    const watched = await watching([path]);
    unlinkSync(path);
    await watched.sees(null);
    writeFileSync(path, 'again');
    await watched.sees(null, 'again');
  });

  test('a missing file, in a missing folder, appears', async () => {
    const folder = folderWith({ 'x.toml': '' });
    const path = join(folder, 'later', 'app.toml');
    const watched = await watching([path]);
    mkdirSync(join(folder, 'later'));
    writeFileSync(path, 'new');
    await watched.sees('new');
  });

  test('what is no text any more comes with the reason', async () => {
    const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
    const watched = await watching([path]);
    writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00]));
    await watched.sees('NOT_TEXT');
    writeFileSync(path, 'text again');
    await watched.sees('NOT_TEXT', 'text again');
  });

  test('a file opened later, by whatever name it has', async () => {
    const folder = folderWith({ 'app.toml': 'a', 'notes.txt': 'old' });
    const watched = await watching([join(folder, 'app.toml')]);
    watched.watcher.known(join(folder, 'notes.txt'), etagOf(Buffer.from('old')));
    watched.watcher.open(join(folder, 'notes.txt'));
    await sleep(QUIET_MS);
    writeFileSync(join(folder, 'notes.txt'), 'new');
    await watched.sees('new');
  });

  test('is found at once when asked for', async () => {
    const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
    const watched = await watching([path]);
    writeFileSync(path, 'new');
    await watched.watcher.checkNow();
    expect(watched.contents).toEqual(['new']);
  });

  test('made before the first event could flow', async () => {
    const path = join(folderWith({ 'app.toml': 'changed since it was read' }), 'app.toml');
    const watched = new Watched([path], new Map([[path, etagOf(Buffer.from('what was read'))]]), []);
    await watched.watcher.ready;
    expect(watched.contents).toEqual(['changed since it was read']);
  });
});

describe('what is no change is not reported', () => {
  test('own saves', async () => {
    const path = join(folderWith({ 'app.toml': 'text 0' }), 'app.toml');
    const watched = await watching([path]);
    for (let i = 1; i <= 40; i++) {
      await save(path, `text ${i}`, `text ${i - 1}`, {
        beforeRename: ({ after }) => watched.watcher.expect(path, after),
      });
      watched.watcher.known(path, etagOf(Buffer.from(`text ${i}`)));
      await sleep(i % 4 === 0 ? 120 : 1);
    }
    await sleep(QUIET_MS);
    await watched.watcher.checkNow();
    expect(watched.contents).toEqual([]);
    expect(watched.structures).toBe(0);
  });

  test('the same content written again, another time or mode', async () => {
    const path = join(folderWith({ 'app.toml': 'same' }), 'app.toml');
    const watched = await watching([path]);
    writeFileSync(path, 'same');
    chmodSync(path, 0o600);
    await sleep(QUIET_MS);
    await watched.watcher.checkNow();
    expect(watched.contents).toEqual([]);
  });

  test('but an outside change right after an own save is', async () => {
    const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
    const watched = await watching([path]);
    await save(path, 'mine', 'old', { beforeRename: ({ after }) => watched.watcher.expect(path, after) });
    writeFileSync(path, 'theirs');
    watched.watcher.known(path, etagOf(Buffer.from('mine')));
    await watched.sees('theirs');
  });
});

describe('by way of links', () => {
  test('a change of the file at the end, and another end', async () => {
    const folder = folderWith({ 'real/one.toml': 'one', 'real/two.toml': 'two', 'config/x.toml': '' });
    const path = join(folder, 'config', 'app.toml');
    symlinkSync('../real/one.toml', path);
    const watched = await watching([path]);
    writeFileSync(join(folder, 'real', 'one.toml'), 'one, changed');
    await watched.sees('one, changed');
    unlinkSync(path);
    symlinkSync('../real/two.toml', path);
    await watched.sees('one, changed', 'two');
    writeFileSync(join(folder, 'real', 'two.toml'), 'two, changed');
    await watched.sees('one, changed', 'two', 'two, changed');
  });

  test('a folder of settings swapped as Kubernetes does', async () => {
    const folder = folderWith({ '..v1/app.toml': 'one', '..v2/app.toml': 'two' });
    symlinkSync('..v1', join(folder, '..data'));
    symlinkSync('..data/app.toml', join(folder, 'app.toml'));
    const watched = await watching([join(folder, 'app.toml')]);
    symlinkSync('..v2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    rmSync(join(folder, '..v1'), { recursive: true });
    await watched.sees('two');
  });

  test('what no event tells is found by looking', async () => {
    const folder = folderWith({ 'v1/app.toml': 'one', 'v2/app.toml': 'two' });
    symlinkSync('v1', join(folder, 'current'));
    const watched = await watching([join(folder, 'current', 'app.toml')]);
    unlinkSync(join(folder, 'current'));
    symlinkSync('v2', join(folder, 'current'));
    await watched.sees('two');
  });
});

describe('the folder itself', () => {
  test.each([0, 100])('deleted and made again after %i ms is watched on', async (gapMs) => {
    const folder = join(folderWith({ 'config/app.toml': 'old' }), 'config');
    const path = join(folder, 'app.toml');
    const watched = await watching([path]);
    rmSync(folder, { recursive: true });
    await sleep(gapMs);
    mkdirSync(folder);
    writeFileSync(path, 'made again');
    await vi.waitFor(() => expect(watched.contents.at(-1)).toBe('made again'), PATIENCE);
    writeFileSync(path, 'and changed');
    await vi.waitFor(() => expect(watched.contents.at(-1)).toBe('and changed'), PATIENCE);
  });

  test.each(['new.toml', '.env.production', 'new.schema.json', 'subfolder/'])(
    'gets or loses %s: the structure changed',
    async (name) => {
      const folder = folderWith({ 'app.toml': 'a' });
      const watched = await watching([join(folder, 'app.toml')], [folder]);
      if (name.endsWith('/')) mkdirSync(join(folder, name));
      else writeFileSync(join(folder, name), '');
      await vi.waitFor(() => expect(watched.structures).toBe(1), PATIENCE);
      rmSync(join(folder, name), { recursive: true });
      await vi.waitFor(() => expect(watched.structures).toBe(2), PATIENCE);
      expect(watched.contents).toEqual([]);
    },
  );

  test('gets what no workspace is made of: nothing is said', async () => {
    const folder = folderWith({ 'app.toml': 'a' });
    const watched = await watching([join(folder, 'app.toml')], [folder]);
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['README.md', 'app.toml~', '.app.toml.lock']) writeFileSync(join(folder, name), '');
    await sleep(QUIET_MS);
    await watched.watcher.checkNow();
    expect(watched.structures).toBe(0);
  });
});

test('a storm of changes ends with the final state', async () => {
  const names = Array.from({ length: 300 }, (_, i) => `f${i}.toml`);
  const folder = folderWith(Object.fromEntries(names.map((name) => [name, 'old'])));
  const watched = await watching(names.map((name) => join(folder, name)));
  for (let round = 0; round < 5; round++) {
    for (const name of names) writeFileSync(join(folder, name), `round ${round}`);
  }
  await vi.waitFor(() => {
    const last = new Map(watched.changes.map(({ path, etag }) => [path, etag]));
    expect(last.size).toBe(names.length);
    expect(new Set(last.values())).toEqual(new Set([etagOf(Buffer.from('round 4'))]));
  }, PATIENCE);
});

describe('closing', () => {
  test('says nothing any more, whatever was under way', async () => {
    const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
    const watched = await watching([path]);
    writeFileSync(path, 'new');
    await sleep(50);
    await watched.watcher.close();
    await sleep(QUIET_MS);
    expect(watched.contents).toEqual([]);
  });

  test('leaves nothing that keeps a process alive', async () => {
    const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
    const ended = await run(process.execPath, [childScript('watch-once'), path]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ told: ['change'] });
    expect(ended.code).toBe(0);
  });
});

describe.runIf(await canLimitWatches())('where the system grants no watches', () => {
  test.each([
    ['max_inotify_watches', 'max_user_watches'],
    ['max_inotify_instances', 'max_user_instances'],
  ])(
    '(%s) changes are found by looking, and the user learns how to raise the limit',
    async (limit, named) => {
      const path = join(folderWith({ 'app.toml': 'old' }), 'app.toml');
      // A user namespace has limits of its own, so nobody else on this machine is touched.
      const command = `echo 0 > /proc/sys/user/${limit} && exec "$@"`;
      const ended = await run('unshare', [
        '-U',
        '-r',
        'sh',
        '-c',
        command,
        'sh',
        process.execPath,
        childScript('watch-once'),
        path,
      ]);
      if (ended.stdout === '') throw new Error(ended.stderr);
      expect(JSON.parse(ended.stdout)).toMatchObject({ told: [expect.stringContaining(named), 'change'] });
      expect(readFileSync(path, 'utf8')).toBe('changed');
    },
  );
});

function childScript(name: string): string {
  return fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url));
}

async function canLimitWatches(): Promise<boolean> {
  const limit = 'echo 9 > /proc/sys/user/max_inotify_watches';
  return process.platform === 'linux' && (await run('unshare', ['-U', '-r', 'sh', '-c', limit])).code === 0;
}
