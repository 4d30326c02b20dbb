/**
 * What has to be there before anything else can run: the dependencies, a Node that runs TypeScript as it is,
 * and the built renderer. Written for plain Node 20 without any package, because it runs on a fresh clone.
 * Every step looks first and does nothing when nothing is missing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The oldest Node with everything the sources use: node:sqlite, zstd, TypeScript without a build. */
const neededNodeMajor = 24;

/** A step that cannot be done on this machine; the message is for the user and names the way out. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/** Runs a script's main function; a SetupError ends it with its message alone, exit code 1. */
export async function runScript(/** @type {() => Promise<number> | number} */ main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Installs the dependencies unless node_modules already is what package-lock.json asks for, and finds Node 24.
 * @returns {string} the Node that runs everything from here on
 * @throws {SetupError} when npm or Node 24 cannot do it
 */
export function setUp() {
  installDependencies();
  return findNode();
}

/** Whether node_modules holds what package-lock.json asks for, by the record npm keeps of what it installed. */
export function dependenciesAreInstalled(folder = root) {
  const wanted = readLock(path.join(folder, 'package-lock.json'));
  const installed = readLock(path.join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([location, entry]) => {
    if (location === '') return true;
    const present = installed[location];
    // Optional packages are those of other platforms: npm leaves them out, and says nothing.
    if (present === undefined) return entry.optional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

function installDependencies() {
  if (dependenciesAreInstalled()) return;
  console.error('Installing the dependencies with npm ci. This happens once and takes a minute or two.');
  const npm = npmCommand();
  // Warnings about packages for other versions of Node would only worry: what runs them is chosen afterwards.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(npm.command, [...npm.args, 'ci', ...options], {
    cwd: root,
    // Standard output belongs to the program that starts afterwards.
    stdio: ['ignore', 2, 2],
    shell: npm.shell,
  });
  if (result.status === 0 && dependenciesAreInstalled()) return;
  throw new SetupError(
    [
      `npm ci did not succeed (${describeEnd(result)}), so the dependencies are not installed.`,
      'It needs access to the npm registry once; behind a proxy or with a registry of your own, set them up for npm first.',
      `To see what is wrong, run by hand:  cd ${root} && npm ci`,
    ].join('\n'),
  );
}

/** The npm that started this script where there is one, so that no other version gets into the way. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running?.endsWith('npm-cli.js') && existsSync(running)) {
    return { command: process.execPath, args: [running], shell: false };
  }
  // On Windows npm is a command file, which only a shell can start.
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

function findNode() {
  if (majorOf(process.version) >= neededNodeMajor) return process.execPath;
  const folder = path.join(root, 'node_modules', 'node');
  const binary = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  // The package fetches its binary in an install script; npm skips those when told to ignore scripts.
  if (!existsSync(binary)) {
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: ['ignore', 2, 2] });
  }
  const answer = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (answer.status === 0 && majorOf(answer.stdout) >= neededNodeMajor) return binary;
  throw new SetupError(
    [
      `Strata runs on Node ${neededNodeMajor} or newer. This is ${process.version}, and the copy in node_modules/node does not run here (${describeEnd(answer)}).`,
      `Install Node ${neededNodeMajor} from https://nodejs.org and start again, or run by hand:  npm rebuild node`,
    ].join('\n'),
  );
}

/** @param {string} version such as `v24.1.0` */
function majorOf(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10);
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockEntry */

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | null} null where there is no readable lock file
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** How a process ended, in words. */
function describeEnd(/** @type {import('node:child_process').SpawnSyncReturns<unknown>} */ result) {
  if (result.error) return result.error.message;
  return result.signal ? `ended by ${result.signal}` : `exit code ${result.status}`;
}
