import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { userDataFolder, userName } from '../core/application/user.ts';
import type { EngineHost } from '../core/engine-types.ts';

/** Above `cli`, and above `dist/cli` where the bundle runs. */
const PROJECT = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url));

export const VERSION = readVersion();
export const RENDERER_FOLDER = join(PROJECT, 'dist', 'renderer');

/** What the engine gets from a terminal. */
export function terminalHost(): EngineHost {
  return {
    kind: 'browser',
    dataFolder: userDataFolder(process.env),
    examplesFolder: join(PROJECT, 'examples'),
    version: VERSION,
    author: userName(process.env),
    environment: process.env,
    now: () => new Date(),
  };
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
