/** The Chromium that the end-to-end tests drive: one that is there, else one that can be had. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Where browsers live on systems that do not put them on PATH. */
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds a Chromium, or installs one: with apt-get as root on Debian and Ubuntu, else Playwright's own.
 * @param {string} node Node 24
 * @returns {{ executable: string } | { problem: string }} `problem` says what was tried and what to do by hand
 */
export function findOrInstallChromium(node) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (runs(named)) return { executable: named };
    return {
      problem: `CHROMIUM_PATH names ${named}, which does not run. Correct it, or unset it to have one found.`,
    };
  }
  const executable = findChromium() ?? installWithApt() ?? installWithPlaywright(node);
  if (executable !== null) return { executable };
  return {
    problem: [
      'No Chromium was found on PATH, and none could be installed (tried apt-get where this is Debian or Ubuntu and root, then Playwright).',
      'Install Chromium or Chrome and name it:  CHROMIUM_PATH=/path/to/chromium npm test',
      'or let Playwright fetch one where there is network access:  npx playwright install --with-deps chromium',
    ].join('\n'),
  };
}

/** The first Chromium on PATH or at a usual place that really starts; null when there is none. */
function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...usualPlaces].find((file) => isExecutable(file) && runs(file)) ?? null;
}

/** On Ubuntu the package can be a mere pointer to a snap, so what was installed is tried before it is believed. */
function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  console.error('Installing Chromium with apt-get. This happens once.');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', 'chromium'],
  ]) {
    const result = spawnSync('apt-get', args, { env: environment, stdio: ['ignore', 'ignore', 2] });
    if (result.status !== 0) return null;
  }
  return findChromium();
}

/** @param {string} node @returns {string | null} */
function installWithPlaywright(node) {
  const ask = ['-p', "require('@playwright/test').chromium.executablePath()"];
  const executable = spawnSync(node, ask, { cwd: root, encoding: 'utf8' }).stdout.trim();
  if (executable === '') return null;
  if (runs(executable)) return executable;
  console.error("Downloading Playwright's Chromium. This happens once.");
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  spawnSync(node, [cli, 'install', 'chromium'], { cwd: root, stdio: ['ignore', 2, 2] });
  return runs(executable) ? executable : null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * On Windows Chrome opens a window when asked for its version, so there it is only looked for.
 * @param {string} file
 */
function runs(file) {
  if (process.platform === 'win32') return existsSync(file);
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
