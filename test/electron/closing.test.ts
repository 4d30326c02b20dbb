import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunningApp } from './running-app.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const SAVE = 0;
const KEEP = 1;
const CANCEL = 2;

let app: RunningApp;
beforeEach(async () => {
  app = await RunningApp.start((_remembered, workspace) => [workspace]);
  await vi.waitFor(async () => expect((await app.call('workspace.current', {})).workspace).not.toBeNull());
});
afterEach(() => app.stop());

const onDisk = () => readFileSync(join(app.workspace, 'config/app.toml'), 'utf8');

describe('closing the window', () => {
  test('without unsaved work asks nothing and ends the app', async () => {
    app.window.close();
    await app.untilEnded();
    expect(app.remembered.messages).toEqual([]);
  });

  test('with unsaved work names the file and what happens to it', async () => {
    await app.typeSomething();
    app.remembered.answers = [CANCEL];
    app.window.close();
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1));
    const [question] = app.remembered.messages;
    expect(question!.message).toContain('config/app.toml');
    expect(question!.detail).toContain('kept as a draft');
    expect(question!.buttons).toEqual(['Save', "Don't save", 'Cancel']);
  });

  test('can be cancelled, and be asked for again', async () => {
    await app.typeSomething();
    app.remembered.answers = [CANCEL, KEEP];
    app.window.close();
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1));
    await settled();
    expect(app.window.isDestroyed()).toBe(false);
    app.window.close();
    await app.untilEnded();
    expect(app.remembered.messages).toHaveLength(2);
  });

  test('asks once, however often it is tried', async () => {
    await app.typeSomething();
    app.remembered.answers = [CANCEL];
    app.window.close();
    app.window.close();
    await settled();
    expect(app.remembered.messages).toHaveLength(1);
  });

  test('after "Save" waits until the page has saved everything', async () => {
    await app.typeSomething();
    app.saveWhenTold();
    app.remembered.answers = [SAVE];
    app.window.close();
    await app.untilEnded();
    expect(onDisk()).toBe('port = 12\n');
  });

  test('after "Don\'t save" leaves the file alone and keeps the draft for the next time', async () => {
    await app.typeSomething();
    app.remembered.answers = [KEEP];
    app.window.close();
    await app.untilEnded();
    expect(onDisk()).toBe('port = 1\n');

    const { createEngine } = await import('../../core/engine.ts');
    const { desktopHost } = await import('../../electron/host.ts');
    const next = await createEngine(desktopHost());
    await next.openFolder(app.workspace);
    const { workspace } = await next.call('workspace.current', {});
    const file = workspace!.files.find(({ path }) => path === 'config/app.toml')!.id;
    expect(await next.call('document.open', { file })).toMatchObject({ text: 'port = 12\n', dirty: true });
    await next.close();
  });

  test('keeps its place and size for the next time', async () => {
    app.window.maximize();
    app.window.close();
    await app.untilEnded();
    const kept = JSON.parse(readFileSync(join(app.dataFolder, 'window.json'), 'utf8'));
    expect(kept).toEqual({ x: 10, y: 20, width: 1000, height: 700, maximized: true });
  });
});

describe('quitting', () => {
  test('asks about unsaved work like closing does', async () => {
    await app.typeSomething();
    app.remembered.answers = [CANCEL];
    app.electron.app.quit();
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1));
    await settled();
    expect(app.remembered.ended).toBe(false);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s asks nobody and keeps the draft',
    async (signal) => {
      await app.typeSomething();
      process.emit(signal, signal);
      await app.untilEnded();
      expect(app.remembered.messages).toEqual([]);
      expect(onDisk()).toBe('port = 1\n');
    },
  );
});

describe('a page that died', () => {
  test('is loaded again when the user wants it', async () => {
    app.remembered.answers = [0];
    app.window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await vi.waitFor(() => expect(app.window.webContents.reloads).toBe(1));
  });

  test('ends the app when the user wants that', async () => {
    app.remembered.answers = [1];
    app.window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await app.untilEnded();
  });
});

/** Long enough for everything that was asked for to happen, where nothing is to be waited for. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
