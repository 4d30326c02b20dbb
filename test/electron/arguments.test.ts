import { describe, expect, test } from 'vitest';
import { folderToOpen } from '../../electron/arguments.ts';

describe('the folder on the command line', () => {
  test.each([
    ['of a checkout', ['/electron', '/app', '/work/plue'], false, '/work/plue'],
    ['of a package', ['/opt/strata', '/work/plue'], true, '/work/plue'],
    ['relative to where it was typed', ['/opt/strata', 'plue'], true, '/home/me/plue'],
    ['after options of Chromium', ['/opt/strata', '--force-dark-mode', 'plue'], true, '/home/me/plue'],
    ['that is missing in a checkout', ['/electron', '/app'], false, null],
    ['that is missing in a package', ['/opt/strata', '--no-first-run'], true, null],
  ])('%s', (_what, argv, packaged, folder) => {
    expect(folderToOpen(argv, '/home/me', packaged)).toBe(folder);
  });
});
