import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../children.ts';
import { folderWith, temporaryFolder } from '../temporary.ts';
import { expectOnly, fileWith, save } from './saving.ts';

const SAVE_ONCE = fileURLToPath(new URL('./children/save-once.ts', import.meta.url));
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const isPosix = process.platform !== 'win32';

describe('a link', () => {
  test('is written through and stays a link', async () => {
    const folder = folderWith({ 'shared/base.toml': 'old' });
    symlinkSync('shared/base.toml', join(folder, 'one.toml'));
    symlinkSync('one.toml', join(folder, 'two.toml'));
    await save(join(folder, 'two.toml'), 'new', 'old');
    expect(readlinkSync(join(folder, 'two.toml'))).toBe('one.toml');
    expect(readlinkSync(join(folder, 'one.toml'))).toBe('shared/base.toml');
    expectOnly(join(folder, 'shared', 'base.toml'), 'new');
  });

  test('to a missing file makes that file', async () => {
    const folder = temporaryFolder();
    symlinkSync('later/base.toml', join(folder, 'link.toml'));
    await save(join(folder, 'link.toml'), 'new', null);
    expect(lstatSync(join(folder, 'link.toml')).isSymbolicLink()).toBe(true);
    expectOnly(join(folder, 'later', 'base.toml'), 'new');
  });

  test.each([
    ['out of the workspace', (path: string, outside: string) => symlinkSync(outside, path)],
    [
      'out of it by way of a folder',
      (path: string, outside: string) => {
        symlinkSync(dirname(outside), join(dirname(path), 'way'));
        symlinkSync('way/app.toml', path);
      },
    ],
  ])('%s is refused', async (_name, link) => {
    const outside = fileWith('old');
    const path = join(temporaryFolder(), 'link.toml');
    link(path, outside);
    await expect(save(path, 'new', 'old')).rejects.toMatchObject({ code: 'OUTSIDE_WORKSPACE' });
    expectOnly(outside, 'old');
  });

  test('into another opened folder is fine', async () => {
    const outside = fileWith('old');
    const path = join(temporaryFolder(), 'link.toml');
    symlinkSync(outside, path);
    await save(path, 'new', 'old', { roots: [dirname(path), dirname(outside)] });
    expectOnly(outside, 'new');
  });

  test('in a circle, or in a chain of nine, is refused', async () => {
    const folder = folderWith({ 'link0.toml': 'old' });
    for (let i = 1; i <= 9; i++) symlinkSync(`link${i - 1}.toml`, join(folder, `link${i}.toml`));
    symlinkSync('circle.toml', join(folder, 'circle.toml'));
    await expect(save(join(folder, 'link9.toml'), 'new', 'old')).rejects.toMatchObject({
      code: 'NOT_A_FILE',
    });
    await expect(save(join(folder, 'circle.toml'), 'new', 'old')).rejects.toMatchObject({
      code: 'NOT_A_FILE',
    });
    await save(join(folder, 'link8.toml'), 'new', 'old');
    expect(readFileSync(join(folder, 'link0.toml'), 'utf8')).toBe('new');
  });

  test('does not make a folder with a similar name part of the workspace', async () => {
    const folder = folderWith({ 'root/x.toml': '', 'root-evil/app.toml': 'old' });
    const evil = join(folder, 'root-evil', 'app.toml');
    await expect(save(evil, 'new', 'old', { roots: [join(folder, 'root')] })).rejects.toMatchObject({
      code: 'OUTSIDE_WORKSPACE',
    });
  });
});

describe('what a save keeps', () => {
  test.runIf(isPosix).each([0o600, 0o644, 0o664, 0o755, 0o4750])('the mode %o', async (mode) => {
    const path = fileWith('old');
    chmodSync(path, mode);
    await save(path, 'new', 'old');
    expect(statSync(path).mode & 0o7777).toBe(mode);
  });

  test.runIf(isRoot)('the owner', async () => {
    const path = fileWith('old');
    chownSync(path, NOBODY, NOBODY);
    chmodSync(path, 0o640);
    expect(await save(path, 'new', 'old')).toMatchObject({ outcome: 'saved' });
    expect(statSync(path)).toMatchObject({ uid: NOBODY, gid: NOBODY });
    expect(statSync(path).mode & 0o7777).toBe(0o640);
  });

  test.runIf(canSetAttributes())('extended attributes', async () => {
    const path = fileWith('old');
    attribute('set', path, 'user.note', 'kept');
    await save(path, 'new', 'old');
    expect(attribute('get', path, 'user.note')).toBe('kept');
    expectOnly(path, 'new');
  });

  test('both names of a file with two', async () => {
    const folder = folderWith({ 'a.toml': 'old' });
    linkSync(join(folder, 'a.toml'), join(folder, 'b.toml'));
    const recoveryFolder = temporaryFolder();
    expect(await save(join(folder, 'a.toml'), 'new', 'old', { recoveryFolder })).toMatchObject({
      outcome: 'saved-in-place',
    });
    expect(readFileSync(join(folder, 'b.toml'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'a.toml')).nlink).toBe(2);
    expect(readdirSync(folder)).toEqual(['a.toml', 'b.toml']);
    expect(readdirSync(recoveryFolder)).toEqual([]);
  });

  test('the rest of nothing: a shorter content written in place is cut', async () => {
    const folder = folderWith({ 'a.toml': 'a long old content' });
    linkSync(join(folder, 'a.toml'), join(folder, 'b.toml'));
    await save(join(folder, 'a.toml'), 'short', 'a long old content', { recoveryFolder: temporaryFolder() });
    expect(readFileSync(join(folder, 'b.toml'), 'utf8')).toBe('short');
  });
});

describe('a file that is read-only', () => {
  test('is not replaced silently', async () => {
    const path = fileWith('old');
    chmodSync(path, 0o444);
    await expect(save(path, 'new', 'old')).rejects.toMatchObject({
      code: 'READ_ONLY',
      remedy: expect.stringContaining('chmod'),
    });
    expectOnly(path, 'old');
  });
});

test('a folder is no file to save to', async () => {
  const path = join(temporaryFolder(), 'app.toml');
  mkdirSync(path);
  await expect(save(path, 'new', null)).rejects.toMatchObject({ code: 'NOT_A_FILE' });
  expect(readdirSync(dirname(path))).toEqual(['app.toml']);
});

describe.runIf(isRoot && (await canRunAsNobody()))('for a user without all rights', () => {
  test('a file in a folder that cannot be written is overwritten in place', async () => {
    const path = fileWith('old');
    chmodSync(dirname(path), 0o755);
    chownSync(path, NOBODY, NOBODY);
    expect(await saveAsNobody(path)).toEqual({ outcome: 'saved-in-place' });
    expectOnly(path, 'new');
  });

  test('a file of another owner keeps its owner', async () => {
    const path = fileWith('old');
    chmodSync(dirname(path), 0o777);
    chmodSync(path, 0o666);
    expect(await saveAsNobody(path)).toEqual({ outcome: 'saved-in-place' });
    expectOnly(path, 'new');
    expect(statSync(path).uid).toBe(0);
  });

  test('a file that may only be read is refused', async () => {
    const path = fileWith('old');
    chmodSync(dirname(path), 0o777);
    expect(await saveAsNobody(path)).toMatchObject({ code: 'READ_ONLY' });
    expectOnly(path, 'old');
  });

  test('a new file in a folder that cannot be written is refused', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    expect(await saveAsNobody(join(folder, 'app.toml'))).toMatchObject({ code: 'NO_PERMISSION' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.runIf(isRoot)(
  'a file mounted by itself, as in containers, is overwritten in place',
  async ({ skip }) => {
    const path = fileWith('old');
    const source = fileWith('old');
    const mounted = await run('mount', ['--bind', source, path]);
    if (mounted.code !== 0) skip(`mounting is not permitted here: ${mounted.stderr}`);
    onTestFinished(async () => void (await run('umount', [path])));
    expect(await save(path, 'new', 'old', { recoveryFolder: temporaryFolder() })).toMatchObject({
      outcome: 'saved-in-place',
    });
    expect(readFileSync(source, 'utf8')).toBe('new');
    expect(readdirSync(dirname(path))).toEqual(['app.toml']);
  },
);

async function saveAsNobody(path: string): Promise<unknown> {
  const recovery = temporaryFolder();
  chownSync(recovery, NOBODY, NOBODY);
  const ended = await run(process.execPath, [SAVE_ONCE, path, 'new', recovery], { uid: NOBODY, gid: NOBODY });
  expect(readdirSync(recovery)).toEqual([]);
  return JSON.parse(ended.stdout);
}

/** The checkout may lie in a folder that only root may enter. */
async function canRunAsNobody(): Promise<boolean> {
  const ended = await run(process.execPath, ['--check', SAVE_ONCE], { uid: NOBODY, gid: NOBODY });
  return ended.code === 0;
}

function canSetAttributes(): boolean {
  if (process.platform !== 'linux') return false;
  const path = '/tmp/strata-test-attributes';
  try {
    writeFileSync(path, '');
    attribute('set', path, 'user.note', 'x');
    return true;
  } catch {
    return false;
  } finally {
    execFileSync('rm', ['-f', path]);
  }
}

/** Python is the one tool at hand that can; a machine without it skips the test. */
function attribute(action: 'get' | 'set', path: string, name: string, value = ''): string {
  const script =
    action === 'set'
      ? 'import os,sys; os.setxattr(sys.argv[1], sys.argv[2], sys.argv[3].encode())'
      : 'import os,sys; print(os.getxattr(sys.argv[1], sys.argv[2]).decode(), end="")';
  return execFileSync('python3', ['-c', script, path, name, value], { encoding: 'utf8', stdio: 'pipe' });
}
