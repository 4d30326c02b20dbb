import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PATIENCE_MS, RunningApp } from './running-app.ts';

vi.mock('electron', () => import('./stand-in.ts'));

let app: RunningApp;
afterEach(() => app.stop());

describe('the desktop host starts', () => {
  test('with the sandbox on for every process and its own scheme, both before Electron is ready', async () => {
    app = await RunningApp.start();
    expect(app.remembered.sandboxEnabled).toBe(true);
    expect(app.remembered.privileges).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  test('with one window on the page, shown once there is something to see', async () => {
    app = await RunningApp.start();
    expect(app.remembered.windows).toHaveLength(1);
    expect(app.window.loaded).toEqual(['app://bundle/index.html']);
    expect(app.window.shown).toBe(false);
    app.window.emit('ready-to-show');
    expect(app.window.shown).toBe(true);
  });

  test('as the desktop host of this version, with a native folder dialog', async () => {
    app = await RunningApp.start();
    expect(await app.call('app.info', {})).toMatchObject({
      host: 'desktop',
      version: '1.2.3',
      capabilities: { chooseFolder: true },
    });
  });

  test('with the folder named on the command line', async () => {
    app = await RunningApp.start((_remembered, workspace) => ['--some-switch', workspace]);
    await vi.waitFor(async () => {
      expect((await app.call('workspace.current', {})).workspace?.folder).toBe(app.workspace);
    }, PATIENCE_MS);
  });

  test('and goes on with the reason and the way out when that folder cannot be opened', async () => {
    app = await RunningApp.start(() => ['/no/such/folder']);
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1), PATIENCE_MS);
    expect(app.remembered.messages[0]!.message).toContain('/no/such/folder');
    expect((await app.call('workspace.current', {})).workspace).toBeNull();
  });

  test('and says so when somebody switched the sandbox off', async () => {
    app = await RunningApp.start((remembered) => {
      remembered.switches.add('no-sandbox');
      return [];
    });
    expect(app.remembered.messages[0]!.message).toBe('Strata runs without its sandbox.');
  });
});

describe('a second start', () => {
  test('hands its folder to the first one and ends', async () => {
    app = await RunningApp.start((remembered, workspace) => {
      remembered.isFirstInstance = false;
      return [workspace];
    });
    expect(app.remembered.lockData).toEqual({ folder: app.workspace });
    expect(app.remembered.windows).toEqual([]);
    expect(app.remembered.ended).toBe(true);
  });

  test('brings the first window to the front and opens the folder there', async () => {
    app = await RunningApp.start();
    app.window.minimized = true;
    app.electron.app.emit('second-instance', {}, [], '/', { folder: app.workspace });
    expect(app.window.minimized).toBe(false);
    expect(app.window.focused).toBe(1);
    await vi.waitFor(async () => {
      expect((await app.call('workspace.current', {})).workspace?.folder).toBe(app.workspace);
    }, PATIENCE_MS);
  });

  test.each([null, 'folder', { folder: 7 }, {}])('that sends %j opens nothing', async (data) => {
    app = await RunningApp.start();
    app.electron.app.emit('second-instance', {}, [], '/', data);
    expect(app.window.focused).toBe(1);
    expect((await app.call('workspace.current', {})).workspace).toBeNull();
  });
});

describe('the native folder dialog', () => {
  test('opens the folder that was chosen', async () => {
    app = await RunningApp.start();
    app.remembered.chosenFolder = app.workspace;
    expect(await app.call('workspace.choose', {})).toMatchObject({ folder: app.workspace });
  });

  test('changes nothing when it is cancelled', async () => {
    app = await RunningApp.start();
    app.remembered.chosenFolder = null;
    expect(await app.call('workspace.choose', {})).toBeNull();
  });
});

describe('the page hears', () => {
  test('every event of the engine', async () => {
    app = await RunningApp.start();
    app.remembered.chosenFolder = app.workspace;
    await app.call('workspace.choose', {});
    const events = app.window.webContents.sent.filter(([channel]) => channel === 'strata:event');
    expect(events.map(([, event]) => (event as { type: string }).type)).toContain('workspace');
  });

  test('of a change that another program made', async () => {
    app = await RunningApp.start((_remembered, workspace) => [workspace]);
    await vi.waitFor(
      async () => expect((await app.call('workspace.current', {})).workspace).not.toBeNull(),
      PATIENCE_MS,
    );
    const { workspace } = await app.call('workspace.current', {});
    const file = workspace!.files.find(({ path }) => path === 'config/app.toml')!.id;
    await app.call('document.open', { file });
    writeFileSync(join(app.workspace, 'config/app.toml'), 'port = 3\n');
    await vi.waitFor(() => {
      const causes = app.window.webContents.sent.map(([, event]) => (event as { cause?: string }).cause);
      expect(causes).toContain('reloaded');
    }, PATIENCE_MS);
  });
});
