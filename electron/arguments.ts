import { resolve } from 'node:path';

/**
 * The folder named on the command line as an absolute path; null when there is none.
 * `argv` is Electron's: the program, then the app's folder unless packaged, then what the user wrote. Options
 * belong to Chromium and are passed over.
 */
export function folderToOpen(
  argv: readonly string[],
  workingFolder: string,
  packaged: boolean,
): string | null {
  const named = argv
    .slice(1)
    .filter((word) => word !== '' && !word.startsWith('-'))
    .at(packaged ? 0 : 1);
  return named === undefined ? null : resolve(workingFolder, named);
}
