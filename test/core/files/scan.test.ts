import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scanFolder } from '../../../core/files/scan.ts';
import { folderWith, temporaryFolder } from '../temporary.ts';

function filled(...paths: string[]): string {
  return folderWith(Object.fromEntries(paths.map((path) => [path, ''])));
}

describe('scanning a folder', () => {
  test('lists what a workspace can be made of, sorted, with the folders looked into', async () => {
    const folder = filled(
      'b.toml',
      'a/c.toml',
      '.env',
      '.env.production',
      'x.schema.json',
      'README.md',
      '.envrc',
      'a/d/e.TOML',
    );
    expect(await scanFolder(folder)).toEqual({
      files: ['.env', '.env.production', 'a/c.toml', 'a/d/e.TOML', 'b.toml', 'x.schema.json'],
      folders: ['', 'a', 'a/d'],
      truncated: false,
    });
  });

  test('looks into no folder of builds, dependencies, version control or our own', async () => {
    const skipped = ['node_modules', '.git', '.strata', 'target', 'dist', 'vendor'];
    const folder = filled('app.toml', ...skipped.map((name) => `${name}/x.toml`));
    expect((await scanFolder(folder)).files).toEqual(['app.toml']);
  });

  test('lists a linked file, and is not trapped by a linked folder', async () => {
    const folder = filled('real.toml', 'sub/x.toml');
    symlinkSync('real.toml', join(folder, 'link.toml'));
    symlinkSync('..', join(folder, 'sub', 'up'));
    expect((await scanFolder(folder)).files).toEqual(['link.toml', 'real.toml', 'sub/x.toml']);
  });

  test('stops at the limit of files, keeping the upper ones, and says so', async () => {
    const folder = filled('a/deep.toml', 'b.toml', 'c.toml');
    expect(await scanFolder(folder, { files: 2, depth: 12 })).toMatchObject({
      files: ['b.toml', 'c.toml'],
      truncated: true,
    });
    expect((await scanFolder(folder, { files: 3, depth: 12 })).truncated).toBe(false);
  });

  test('stops at the limit of depth, and says so', async () => {
    const folder = filled('a/b/deep.toml', 'a/x.toml');
    expect(await scanFolder(folder, { files: 10, depth: 1 })).toMatchObject({
      files: ['a/x.toml'],
      truncated: true,
    });
    expect(await scanFolder(folder, { files: 10, depth: 2 })).toMatchObject({ truncated: false });
  });

  test('of a missing folder, or of a file, says what is wrong', async () => {
    const folder = filled('app.toml');
    await expect(scanFolder(join(folder, 'none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scanFolder(join(folder, 'app.toml'))).rejects.toMatchObject({ code: 'NOT_A_FOLDER' });
  });

  test('of an empty folder finds nothing', async () => {
    expect(await scanFolder(temporaryFolder())).toEqual({ files: [], folders: [''], truncated: false });
  });
});
