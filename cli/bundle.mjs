/**
 * The terminal host as a bundle, in `dist/cli`: it starts in half the time, because one file in a hundred has to be found,
 * read and linked. It is used as long as everything it was made of is as it was; whoever changes a source runs the sources,
 * until the next build.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the bundle is, relative to the project. */
export const BUNDLE_FOLDER = 'dist/cli';
/** In that folder, and written last: what the bundle was made of. */
export const INPUTS_FILE = 'inputs.json';
const MAIN_FILE = 'main.js';

/**
 * @typedef {Record<string, [mtimeMs: number, size: number]>} Inputs By path relative to the project. The same two tell
 * git and make that a file did not change.
 */

/**
 * The address of the module to run.
 * @param {string} project its folder
 * @returns {string | null} null where there is no bundle, or one that is older than a source
 */
export function currentBundle(project) {
  const folder = path.join(project, BUNDLE_FOLDER);
  const main = path.join(folder, MAIN_FILE);
  const inputs = readInputs(path.join(folder, INPUTS_FILE));
  if (inputs === null || !existsSync(main)) return null;
  for (const file in inputs) if (!isUnchanged(path.join(project, file), inputs[file])) return null;
  return pathToFileURL(main).href;
}

/** @param {string} file @returns {Inputs | null} */
function readInputs(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // There is none, or its build was interrupted.
    return null;
  }
}

/** @param {string} file @param {Inputs[string] | undefined} known */
function isUnchanged(file, known) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs === known?.[0] && found.size === known[1];
}
