/** The desktop host, from start to end: each step is one line here and one file beside this one. */
import { app } from 'electron';
import { createEngine } from '../core/engine.ts';
import { folderToOpen } from './arguments.ts';
import { reportFailure, warnWithoutSandbox } from './dialogs.ts';
import { desktopHost, locations } from './host.ts';
import { forwardEvents, handleOperations } from './ipc.ts';
import { installMenu } from './menu.ts';
import { guardContents, guardSession } from './navigation.ts';
import { registerAppScheme, serveBundle } from './protocol.ts';
import { askBeforeClosing, endWithoutAsking, reopenAfterCrash, stopBeforeQuitting } from './quit.ts';
import { openMainWindow, showWindow } from './window.ts';

const folder = folderToOpen(process.argv, process.cwd(), app.isPackaged);

// What Electron wants before it is ready.
app.enableSandbox();
registerAppScheme();
guardContents();
if (app.requestSingleInstanceLock({ folder })) {
  app.whenReady().then(start).catch(fail);
} else {
  // The first instance has been told the folder.
  app.quit();
}

async function start(): Promise<void> {
  const { dataFolder, bundleFolder } = locations();
  warnWithoutSandbox();
  guardSession();
  await serveBundle(bundleFolder);
  const engine = await createEngine(desktopHost());
  stopBeforeQuitting(engine);
  handleOperations(engine);
  const window = openMainWindow(dataFolder);
  forwardEvents(engine, window);
  installMenu(window);
  askBeforeClosing(window, engine);
  reopenAfterCrash(window);
  endWithoutAsking();
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', (_event, _argv, _workingDirectory, data) => {
    showWindow(window);
    void openFolder(folderOf(data));
  });
  await openFolder(folder);

  async function openFolder(path: string | null): Promise<void> {
    if (path === null) return;
    await engine.openFolder(path).catch((error: unknown) => reportFailure(window, error));
  }
}

/** What the second instance sent, which is only as good as who sent it. */
function folderOf(data: unknown): string | null {
  const sent = typeof data === 'object' && data !== null && 'folder' in data ? data.folder : null;
  return typeof sent === 'string' ? sent : null;
}

async function fail(error: unknown): Promise<void> {
  await reportFailure(null, error);
  app.exit(1);
}
