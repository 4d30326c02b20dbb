import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineHost } from '../core/engine-types.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

export const VERSION = readVersion();
export const RENDERER_FOLDER = join(PROJECT, 'dist', 'renderer');

/** What the engine gets from a terminal. `STRATA_DATA` moves the folder of preferences, for tests and kiosks. */
export function terminalHost(): EngineHost {
  return {
    kind: 'browser',
    dataFolder: process.env.STRATA_DATA ?? defaultDataFolder(),
    examplesFolder: join(PROJECT, 'examples'),
    version: VERSION,
    author: userName(),
    environment: process.env,
    now: () => new Date(),
  };
}

/** The platform's place for application data. */
function defaultDataFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Strata');
  if (process.platform === 'win32') return join(process.env.APPDATA ?? homedir(), 'Strata');
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'strata');
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? 'unknown';
  }
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
