import { describe, expect, test } from 'vitest';
import { describeSize, describeTime, groupVersions } from '../../../renderer/history/grouping.ts';
import type { VersionInfo } from '../../../shared/contract/model.ts';

const start = Date.parse('2026-03-12T14:00:00Z');
const version = (number: number, secondsAgo: number, part: Partial<VersionInfo> = {}): VersionInfo => ({
  version: number,
  file: 'a.toml',
  fileId: null,
  time: new Date(start - secondsAgo * 1000).toISOString(),
  origin: 'saved',
  author: 'ana',
  hash: '0',
  size: 10,
  current: false,
  ...part,
});
const groups = (...versions: VersionInfo[]) =>
  groupVersions(versions).map(({ newest, earlier }) => [newest, ...earlier].map((one) => one.version));

describe('grouping versions', () => {
  test('saves within ten seconds of each other stand under the newest', () => {
    expect(groups(version(5, 0), version(4, 10), version(3, 19), version(2, 40))).toEqual([[5, 4, 3], [2]]);
  });

  test('another origin, author or file starts a new group', () => {
    expect(
      groups(
        version(4, 0),
        version(3, 1, { origin: 'external' }),
        version(2, 2),
        version(1, 3, { author: 'bo' }),
      ),
    ).toEqual([[4], [3], [2], [1]]);
    expect(groups(version(2, 0), version(1, 1, { file: 'b.toml' }))).toEqual([[2], [1]]);
  });

  test('a version with a message or label is never hidden in a group', () => {
    expect(
      groups(version(3, 0), version(2, 1, { message: 'why' }), version(1, 2, { label: 'good' })),
    ).toEqual([[3], [2], [1]]);
  });

  test('every version appears exactly once', () => {
    const versions = Array.from({ length: 50 }, (_, index) => version(50 - index, index * 3));
    expect(groups(...versions).flat()).toEqual(versions.map((one) => one.version));
  });
});

describe('times and sizes', () => {
  const now = new Date(2026, 2, 12, 15, 30);
  const at = (...parts: [number, number, number, number, number, number]) =>
    describeTime(new Date(...parts).toISOString(), now);

  test('are as short as they can be told apart', () => {
    expect(at(2026, 2, 12, 9, 5, 7)).toBe('09:05:07');
    expect(at(2026, 2, 11, 23, 59, 0)).toBe('Yesterday 23:59');
    expect(at(2026, 1, 3, 8, 0, 0)).toBe('3 Feb 08:00');
    expect(at(2024, 1, 3, 8, 0, 0)).toBe('3 Feb 2024 08:00');
  });

  test('sizes use decimal units', () => {
    expect([0, 999, 1000, 4096, 999_949, 999_950, 1_234_567].map(describeSize)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '4.1 kB',
      '999.9 kB',
      '1.0 MB',
      '1.2 MB',
    ]);
  });
});
