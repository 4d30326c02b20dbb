import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashOf } from '../../scripts/builds.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-builds-'));
  mkdirSync(join(folder, 'renderer/app'), { recursive: true });
  writeFileSync(join(folder, 'renderer/main.ts'), 'one');
  writeFileSync(join(folder, 'renderer/app/App.tsx'), 'two');
  writeFileSync(join(folder, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hash = () => hashOf(['renderer', 'package-lock.json', 'missing'], folder);

describe('the stamp of a build', () => {
  test('stays when nothing but times changed', () => {
    const before = hash();
    utimesSync(join(folder, 'renderer/main.ts'), new Date(0), new Date(0));
    expect(hash()).toBe(before);
  });

  test.each([
    ['a file changed', () => writeFileSync(join(folder, 'renderer/app/App.tsx'), 'TWO')],
    ['a file appeared', () => writeFileSync(join(folder, 'renderer/app/empty.ts'), '')],
    ['a file went', () => rmSync(join(folder, 'renderer/main.ts'))],
    ['a dependency changed', () => writeFileSync(join(folder, 'package-lock.json'), '{"a":1}')],
    [
      'content moved from one file to the next',
      () => {
        writeFileSync(join(folder, 'renderer/app/App.tsx'), 'tw');
        writeFileSync(join(folder, 'renderer/main.ts'), 'oone');
      },
    ],
  ])('differs when %s', (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });
});
