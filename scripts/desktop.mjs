/** Whether the desktop app can run on this machine, and what to start it with. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

const electronFolder = path.join(root, 'node_modules', 'electron');
const failureRecord = path.join(root, 'node_modules', '.cache', 'strata', 'electron-download-failed');

/** Long enough for 110 MB on a modest line; an unreachable host is noticed by the downloader within 10 s. */
const downloadLimitMs = 180_000;

/** After a failed download, starting does not wait for another one this long. */
const retryAfterMs = 24 * 60 * 60 * 1000;

/**
 * @typedef {{ electron: string } | { obstacle: string }} Desktop
 * The runtime to start, or why there is none, as the end of a sentence that begins with "because".
 */

/**
 * Looks for everything the desktop app needs. The runtime is not part of the npm package; where it is missing,
 * it is downloaded with Electron's own installer.
 * @param {string} node Node 24
 * @param {'now' | 'daily' | 'never'} download whether to try a missing runtime: at once, once a day, not at all
 * @returns {Desktop}
 */
export function findDesktop(node, download) {
  const obstacle = displayObstacle() ?? rootObstacle();
  if (obstacle !== null) return { obstacle };
  if (runtimePath() === null && download !== 'never') downloadRuntime(node, download);
  const electron = runtimePath();
  if (electron === null) return { obstacle: missingRuntime() };
  const sandbox = sandboxObstacle(electron);
  return sandbox === null ? { electron } : { obstacle: sandbox };
}

/** The executable of the installed runtime, found the way electron/install.js does; null when it is missing. */
export function runtimePath(folder = electronFolder) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  try {
    const executable = readFileSync(path.join(folder, 'path.txt'), 'utf8');
    const location = path.join(override ?? path.join(folder, 'dist'), executable);
    return existsSync(location) ? location : null;
  } catch {
    return null;
  }
}

function displayObstacle() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return null;
  return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/** Chromium refuses to run its sandbox as root, and Strata never runs without the sandbox. */
function rootObstacle() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  return "Electron's sandbox does not work for root";
}

/**
 * Ubuntu 24.04 and later forbid user namespaces to programs without an AppArmor profile; the sandbox then needs
 * its set-uid starter, which a download into node_modules cannot have.
 * @param {string} electron
 */
function sandboxObstacle(electron) {
  if (process.platform !== 'linux' || !namespacesAreRestricted()) return null;
  const starter = path.join(path.dirname(electron), 'chrome-sandbox');
  const status = existsSync(starter) ? statSync(starter) : null;
  if (status !== null && status.uid === 0 && (status.mode & 0o4755) === 0o4755) return null;
  return `this system restricts Electron's sandbox (to allow it: sudo chown root:root '${starter}' && sudo chmod 4755 '${starter}')`;
}

function namespacesAreRestricted() {
  try {
    const setting = readFileSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 'utf8');
    return setting.trim() === '1';
  } catch {
    return false;
  }
}

/** @param {string} node @param {'now' | 'daily'} download */
function downloadRuntime(node, download) {
  if (download === 'daily' && failedRecently()) return;
  console.error('Downloading the desktop runtime (Electron, about 110 MB). This happens once.');
  const result = spawnSync(node, [path.join(electronFolder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: downloadLimitMs,
  });
  if (result.status === 0) {
    rmSync(failureRecord, { force: true });
    return;
  }
  mkdirSync(path.dirname(failureRecord), { recursive: true });
  writeFileSync(failureRecord, inPlainWords(result.error?.message ?? result.stderr));
}

/** What the installer says, without its stack; what it says most often, so that everybody understands it. */
function inPlainWords(/** @type {string} */ complaint) {
  if (complaint.includes('fetch failed')) return 'its download host cannot be reached';
  if (complaint.includes('ETIMEDOUT')) return `it did not arrive within ${downloadLimitMs / 60_000} minutes`;
  return complaint.trim().split('\n')[0] ?? '';
}

function failedRecently() {
  return existsSync(failureRecord) && Date.now() - statSync(failureRecord).mtimeMs < retryAfterMs;
}

function missingRuntime() {
  const attempt = existsSync(failureRecord)
    ? `could not be downloaded: ${readFileSync(failureRecord, 'utf8')}; to try again`
    : 'is not installed; to get it';
  return `the Electron runtime ${attempt}: npx install-electron`;
}
