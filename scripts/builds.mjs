/**
 * Builds what is not run as source: the renderer, the Electron side, and the terminal host, which starts faster so.
 * Each build leaves a stamp with the hash of everything that went into it; the next run compares and skips.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { currentBundle } from '../cli/bundle.mjs';
import { root, SetupError } from './setup.mjs';

/** The names of the builds. */
export const buildNames = /** @type {BuildName[]} */ (['renderer', 'desktop', 'cli']);

/** @typedef {keyof typeof builds} BuildName */
/** @typedef {{ title: string, config: string, sources: string[], product: string }} Build */

/** @satisfies {Record<string, Build>} */
export const builds = {
  renderer: {
    title: 'renderer',
    config: 'vite.config.ts',
    sources: ['renderer', 'shared'],
    product: 'dist/renderer/index.html',
  },
  desktop: {
    title: 'desktop host',
    config: 'vite.electron.config.ts',
    sources: ['electron', 'core', 'shared', 'schemas'],
    product: 'dist/electron/main.js',
  },
  cli: {
    title: 'terminal host',
    config: 'vite.cli.config.ts',
    sources: ['cli', 'server', 'core', 'shared', 'schemas'],
    product: 'dist/cli/main.js',
  },
};

/**
 * Builds one of the two unless its inputs are those of the last build.
 * @param {BuildName} name
 * @param {string} node the Node to build with
 * @returns {boolean} whether it had to be built
 * @throws {SetupError} when the build fails; its own output has been shown
 */
export function buildIfChanged(name, node) {
  const build = builds[name];
  const stamp = path.join(root, 'dist', `.${name}.stamp`);
  const hash = hashOf([...build.sources, build.config, 'package-lock.json']);
  const last = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  // The terminal host runs its bundle only where the times of the sources are those of the build.
  const isUsed = name !== 'cli' || currentBundle(root) !== null;
  if (last === hash && isUsed && existsSync(path.join(root, build.product))) return false;

  console.error(`Building the ${build.title}.`);
  // Gone first, so that an interrupted build is never taken for a finished one.
  rmSync(stamp, { force: true });
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(node, [vite, 'build', '--app', '--config', build.config, '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) {
    throw new SetupError(
      `The ${build.title} could not be built; the reason stands above.\nTo try again by hand:  npx vite build --app --config ${build.config}`,
    );
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/**
 * One hash over names and contents of files and folders, independent of times and of the order on disk.
 * @param {string[]} sources relative to `folder`; missing ones count as empty
 */
export function hashOf(sources, folder = root) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesUnder(path.join(folder, source))).sort()) {
    const content = readFileSync(file);
    hash.update(`${path.relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @returns {string[]} */
function filesUnder(/** @type {string} */ location) {
  if (!existsSync(location)) return [];
  if (statSync(location).isFile()) return [location];
  return readdirSync(location).flatMap((name) => filesUnder(path.join(location, name)));
}
