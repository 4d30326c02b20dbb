import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromErrno } from '../../../core/files/errors.ts';
import { StrataError } from '../../../shared/contract/errors.ts';
import { temporaryFolder } from '../temporary.ts';

function errno(code: string): Error {
  return Object.assign(new Error(`${code}: x`), { code });
}

const context = { action: 'write', path: '/w/app.toml' } as const;

describe('an errno becomes one error of the closed set', () => {
  test.each([
    ['ENOENT', 'NOT_FOUND'],
    ['EACCES', 'NO_PERMISSION'],
    ['EPERM', 'NO_PERMISSION'],
    ['EROFS', 'READ_ONLY'],
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EISDIR', 'NOT_A_FILE'],
    ['ENOTDIR', 'NOT_A_FOLDER'],
    ['EMFILE', 'TOO_MANY_OPEN_FILES'],
    ['EBUSY', 'LOCKED'],
    ['EIO', 'IO_ERROR'],
    ['EWHATEVER', 'IO_ERROR'],
  ])('%s: %s, with the file and the way out', (name, code) => {
    expect(fromErrno(errno(name), context)).toMatchObject({
      code,
      message: expect.stringContaining('NOT saved: /w/app.toml'),
      remedy: expect.stringMatching(/\w{4,}/),
      details: { errno: name, path: '/w/app.toml' },
    });
  });

  test('also one that the system made', () => {
    const folder = join(temporaryFolder(), 'folder');
    mkdirSync(folder);
    expect(() => readFileSync(folder)).toThrow(
      expect.toSatisfy((error: unknown) => fromErrno(error, context).code === 'NOT_A_FILE'),
    );
    expect(() => readdirSync(join(folder, 'none'))).toThrow(
      expect.toSatisfy((error: unknown) => fromErrno(error, context).code === 'NOT_FOUND'),
    );
  });
});

test('an error of the product passes unchanged', () => {
  const error = new StrataError({ code: 'CONFLICT', message: 'x' });
  expect(fromErrno(error, context)).toBe(error);
});

test.each([new TypeError('a bug'), errno('ERR_INVALID_ARG_TYPE'), 'a string', undefined])(
  'a bug is thrown on as it came: %s',
  (bug) => {
    let thrown: unknown = 'nothing';
    try {
      fromErrno(bug, context);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(bug);
  },
);
