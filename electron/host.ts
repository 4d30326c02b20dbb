/** What the engine gets from the desktop. */
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { userDataFolder, userName } from '../core/application/user.ts';
import type { EngineHost } from '../core/engine-types.ts';
import { chooseFolder } from './dialogs.ts';

/** Where things lie, from a checkout as well as from a package: absolute paths. */
export function locations() {
  const appFolder = app.getAppPath();
  return {
    dataFolder: userDataFolder(process.env),
    bundleFolder: join(appFolder, 'dist', 'renderer'),
    preload: join(appFolder, 'dist', 'electron', 'preload.cjs'),
    // Examples are opened and edited like any workspace, so they cannot lie inside the archive.
    examplesFolder: join(app.isPackaged ? process.resourcesPath : appFolder, 'examples'),
  };
}

export function desktopHost(): EngineHost {
  const { dataFolder, examplesFolder } = locations();
  return {
    kind: 'desktop',
    dataFolder,
    examplesFolder,
    version: app.getVersion(),
    author: userName(process.env),
    environment: process.env,
    now: () => new Date(),
    chooseFolder: () => chooseFolder(BrowserWindow.getAllWindows()[0] ?? null),
  };
}
