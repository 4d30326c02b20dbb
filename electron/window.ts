/** The main window. */
import { app, BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import { locations } from './host.ts';
import { PAGE_URL } from './protocol.ts';
import { MINIMUM_SIZE, placeWindow, readWindowState, writeWindowState } from './window-state.ts';

/**
 * Every item of Electron's security checklist that is a property of a window, said aloud even where it is the
 * default: a default that moves, or one option that silently switches off another, then shows in the diff.
 */
const SECURITY: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  plugins: false,
  safeDialogs: true,
};

/** The colours of an empty page in both themes, so that the window does not flash before the first paint. */
const EMPTY_PAGE = { light: '#ffffff', dark: '#1f1f1f' };

/** Opens the window where it was last time and loads the page; it shows itself once there is something to see. */
export function openMainWindow(dataFolder: string): BrowserWindow {
  const kept = readWindowState(dataFolder);
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const window = new BrowserWindow({
    ...placeWindow(
      kept,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'Strata',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? EMPTY_PAGE.dark : EMPTY_PAGE.light,
    webPreferences: {
      ...SECURITY,
      preload: locations().preload,
      // Configuration is not prose.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (kept?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(dataFolder, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  window.loadURL(PAGE_URL).catch(console.error);
  return window;
}

/** Brings the window to the front, from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
