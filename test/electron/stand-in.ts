/**
 * Stands in for the `electron` module: remembers what the host asks of it and plays the few things that Electron
 * does by itself. It follows the documented order of events; what Electron really does is shown by test/desktop.
 */
import { EventEmitter } from 'node:events';

class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

type Handler = (...args: never[]) => unknown;

const nothingYet = () => ({
  appPath: '',
  sandboxEnabled: false,
  isFirstInstance: true,
  lockData: undefined as unknown,
  privileges: [] as { scheme: string; privileges: Record<string, boolean> }[],
  protocols: new Map<string, (request: { method: string; url: string }) => Response>(),
  channels: new Map<string, Handler>(),
  permissionRequest: undefined as unknown as (
    c: unknown,
    permission: string,
    decide: (granted: boolean) => void,
  ) => void,
  permissionCheck: undefined as unknown as (contents: unknown, permission: string) => boolean,
  devicePermission: undefined as unknown as () => boolean,
  displayMedia: undefined as unknown as (request: unknown, decide: (streams: unknown) => void) => void,
  blocked: undefined as unknown as {
    urls: string[];
    decide: (details: unknown, decide: (r: unknown) => void) => void;
  },
  menu: [] as MenuEntry[],
  messages: [] as { message: string; detail?: string; buttons?: string[] }[],
  /** What the user answers to the next message boxes: the index of a button. */
  answers: [] as number[],
  /** Addresses given to the user's browser. */
  opened: [] as string[],
  chosenFolder: null as string | null,
  windows: [] as BrowserWindow[],
  displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1050 } }],
  switches: new Set<string>(),
  ended: false,
});

/** Everything the host did and set up since the last `forget`. */
export const remembered = nothingYet();

export interface MenuEntry {
  id?: string;
  role?: string;
  label?: string;
  accelerator?: string;
  registerAccelerator?: boolean;
  submenu?: MenuEntry[];
  click?: () => void;
}

class App extends EventEmitter {
  isPackaged = false;
  #quitting = false;
  commandLine = { hasSwitch: (name: string) => remembered.switches.has(name) };
  enableSandbox() {
    remembered.sandboxEnabled = true;
  }
  requestSingleInstanceLock(data: unknown) {
    remembered.lockData = data;
    return remembered.isFirstInstance;
  }
  whenReady() {
    return Promise.resolve();
  }
  getAppPath() {
    return remembered.appPath;
  }
  getVersion() {
    return '1.2.3';
  }
  /** Closes the windows; if none of them stays, asks with `will-quit`, then ends. */
  quit() {
    this.#quitting = true;
    for (const window of [...remembered.windows]) window.close();
    this.#quitting = false;
    if (remembered.windows.length > 0) return;
    const event = new PreventableEvent();
    this.emit('will-quit', event);
    remembered.ended = !event.defaultPrevented;
  }
  exit() {
    remembered.ended = true;
  }
  windowClosed() {
    if (remembered.windows.length === 0 && !this.#quitting) this.emit('window-all-closed');
  }
}

export const app = new App();

/** As if the process had just started. */
export function forget(): void {
  Object.assign(remembered, nothingYet());
  app.removeAllListeners();
}

export class WebContents extends EventEmitter {
  sent: [channel: string, payload: unknown][] = [];
  windowOpenHandler: ((details: { url: string }) => unknown) | undefined;
  reloads = 0;
  send(channel: string, payload: unknown) {
    this.sent.push([channel, payload]);
    this.emit('sent', channel, payload);
  }
  setWindowOpenHandler(handler: (details: { url: string }) => unknown) {
    this.windowOpenHandler = handler;
  }
  reload() {
    this.reloads += 1;
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => remembered.windows;
  options: Record<string, unknown> & { webPreferences: Record<string, unknown> };
  webContents = new WebContents();
  loaded: string[] = [];
  shown = false;
  maximized = false;
  minimized = false;
  focused = 0;
  #destroyed = false;

  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    remembered.windows.push(this);
    app.emit('web-contents-created', new PreventableEvent(), this.webContents);
  }
  async loadURL(url: string) {
    this.loaded.push(url);
  }
  show() {
    this.shown = true;
  }
  focus() {
    this.focused += 1;
  }
  restore() {
    this.minimized = false;
  }
  isMinimized() {
    return this.minimized;
  }
  maximize() {
    this.maximized = true;
  }
  isMaximized() {
    return this.maximized;
  }
  isDestroyed() {
    return this.#destroyed;
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 1000, height: 700 };
  }
  close() {
    if (this.#destroyed) return;
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.#destroyed = true;
    remembered.windows.splice(remembered.windows.indexOf(this), 1);
    this.emit('closed');
    app.windowClosed();
  }
}

export const ipcMain = {
  handle(channel: string, handler: Handler) {
    if (remembered.channels.has(channel)) throw new Error(`A second handler for ${channel}.`);
    remembered.channels.set(channel, handler);
  },
};

export const protocol = {
  registerSchemesAsPrivileged(schemes: typeof remembered.privileges) {
    remembered.privileges = schemes;
  },
  handle(scheme: string, handler: (request: { method: string; url: string }) => Response) {
    remembered.protocols.set(scheme, handler);
  },
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: typeof remembered.permissionRequest) {
      remembered.permissionRequest = handler;
    },
    setPermissionCheckHandler(handler: typeof remembered.permissionCheck) {
      remembered.permissionCheck = handler;
    },
    setDevicePermissionHandler(handler: typeof remembered.devicePermission) {
      remembered.devicePermission = handler;
    },
    setDisplayMediaRequestHandler(handler: typeof remembered.displayMedia) {
      remembered.displayMedia = handler;
    },
    webRequest: {
      onBeforeRequest(filter: { urls: string[] }, decide: (typeof remembered.blocked)['decide']) {
        remembered.blocked = { urls: filter.urls, decide };
      },
    },
  },
};

export const dialog = {
  async showMessageBox(...args: unknown[]) {
    remembered.messages.push(args.at(-1) as (typeof remembered.messages)[number]);
    return { response: remembered.answers.shift() ?? 0 };
  },
  async showOpenDialog() {
    const folder = remembered.chosenFolder;
    return { canceled: folder === null, filePaths: folder === null ? [] : [folder] };
  },
};

export const shell = {
  async openExternal(url: string) {
    remembered.opened.push(url);
  },
};

export const Menu = {
  buildFromTemplate: (template: MenuEntry[]) => template,
  setApplicationMenu(menu: MenuEntry[]) {
    remembered.menu = menu;
  },
};

export const screen = {
  getAllDisplays: () => remembered.displays,
  getPrimaryDisplay: () => remembered.displays[0],
};

export const nativeTheme = { shouldUseDarkColors: false };
