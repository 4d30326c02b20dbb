import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { RunningApp } from './running-app.ts';

vi.mock('electron', () => import('./stand-in.ts'));

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.stop());

describe('the window', () => {
  test.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
  ])('sets %s to %s', (name, value) => {
    expect(app.window.options.webPreferences[name]).toBe(value);
  });

  test('turns on no experimental feature of Blink', () => {
    expect(app.window.options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });
});

/** Addresses that a tricked page could try to reach; none of them is ours. */
const FOREIGN = [
  'https://example.com/',
  'http://127.0.0.1:1234/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hello',
  'blob:app://bundle/1',
  'about:blank',
  'app://bundle.evil/',
  'app://bundle:1/',
  'app://evil/bundle',
  'app://user@bundle.example/',
  'appx://bundle/',
  'not an address',
];

describe('a page cannot', () => {
  test.each([...FOREIGN, 'app://bundle/index.html'])('open a window on %s', (url) => {
    expect(app.window.webContents.windowOpenHandler!({ url })).toEqual({ action: 'deny' });
  });

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('leave its origin (%s)', (event) => {
    expect(FOREIGN.filter((url) => !isPrevented(event, url))).toEqual([]);
    expect(isPrevented(event, 'app://bundle/index.html')).toBe(false);
  });

  test('embed another page', () => {
    expect(isPrevented('will-attach-webview', 'app://bundle/index.html')).toBe(true);
  });

  test.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fileSystem',
    'openExternal',
    'hid',
    'unknown',
  ])('get the permission %s', (permission) => {
    const decide = vi.fn();
    app.remembered.permissionRequest(app.window.webContents, permission, decide);
    expect(decide.mock.calls).toEqual([[false]]);
    expect(app.remembered.permissionCheck(app.window.webContents, permission)).toBe(false);
  });

  test('get a device or the screen', () => {
    const decide = vi.fn();
    app.remembered.displayMedia({}, decide);
    expect(decide.mock.calls).toEqual([[{}]]);
    expect(app.remembered.devicePermission()).toBe(false);
  });

  test('load anything from the network or the disk', () => {
    const decide = vi.fn();
    app.remembered.blocked.decide({}, decide);
    expect(decide.mock.calls).toEqual([[{ cancel: true }]]);
    const schemes = app.remembered.blocked.urls.map((pattern) => pattern.split(':')[0]);
    expect(schemes).toEqual(expect.arrayContaining(['http', 'https', 'ws', 'wss', 'file']));
  });

  test('do any of it from a page made later', () => {
    const later = new app.electron.BrowserWindow({ webPreferences: {} });
    expect(later.webContents.windowOpenHandler!({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    later.close();
  });
});

describe('a link that leads outside', () => {
  const follow = async (url: string, answer: number) => {
    const { remembered } = app.electron;
    remembered.opened.length = 0;
    remembered.messages.length = 0;
    remembered.answers = [answer];
    expect(app.window.webContents.windowOpenHandler!({ url })).toEqual({ action: 'deny' });
    await new Promise((resolve) => setImmediate(resolve));
    remembered.answers = [];
    return { asked: remembered.messages.map(({ detail }) => detail), opened: [...remembered.opened] };
  };
  const url = 'https://example.com/docs#port';

  test('opens in the browser when the user agrees, with its address shown', async () => {
    expect(await follow(url, 0)).toEqual({ asked: [url], opened: [url] });
  });

  test('stays closed when the user does not', async () => {
    expect(await follow(url, 1)).toEqual({ asked: [url], opened: [] });
  });

  test.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'https://user:word@example.com/',
    'not an address',
  ])('is not even asked about where it is %s', async (other) => {
    expect(await follow(other, 0)).toEqual({ asked: [], opened: [] });
  });
});

function isPrevented(event: string, url: string): boolean {
  const details = { url, preventDefault: vi.fn() };
  app.window.webContents.emit(event, details, url);
  return details.preventDefault.mock.calls.length > 0;
}
