import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PATIENCE_MS, RunningApp } from './running-app.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const SAVE = 0;
const KEEP = 1;
const CANCEL = 2;

let app: RunningApp;
beforeEach(async () => {
  app = await RunningApp.start((_remembered, workspace) => [workspace]);
  await opened();
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
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1), PATIENCE_MS);
    const [question] = app.remembered.messages;
    expect(question!.message).toContain('config/app.toml');
    expect(question!.detail).toContain('kept as a draft');
    expect(question!.buttons).toEqual(['Save', "Don't save", 'Cancel']);
  });

  test('can be cancelled, and be asked for again', async () => {
    await app.typeSomething();
    app.remembered.answers = [CANCEL, KEEP];
    app.window.close();
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1), PATIENCE_MS);
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

  test('where no history can be kept says that unsaved work will be lost', async () => {
    await app.stop();
    app = await RunningApp.start((_remembered, workspace) => {
      writeFileSync(join(workspace, '.strata'), 'in the way');
      mkdirSync(join(workspace, '../data'));
      writeFileSync(join(workspace, '../data/history'), 'in the way');
      return [workspace];
    });
    await opened();
    await app.typeSomething();
    app.remembered.answers = [CANCEL];
    app.window.close();
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1), PATIENCE_MS);
    const [question] = app.remembered.messages;
    expect(question!.detail).toContain('will be lost');
    expect(question!.detail).not.toContain('draft');
  });

  test('tells when the question itself fails, and asks again the next time', async () => {
    await app.typeSomething();
    const { dialog } = app.electron;
    const showing = vi.spyOn(dialog, 'showMessageBox').mockRejectedValueOnce(new Error('no display'));
    app.window.close();
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1), PATIENCE_MS);
    expect(app.remembered.messages[0]!.buttons).toBeUndefined();
    showing.mockRestore();
    app.remembered.answers = [KEEP];
    await settled();
    app.window.close();
    await app.untilEnded();
    expect(app.remembered.messages).toHaveLength(2);
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
    await vi.waitFor(() => expect(app.remembered.messages).toHaveLength(1), PATIENCE_MS);
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
    await vi.waitFor(() => expect(app.window.webContents.reloads).toBe(1), PATIENCE_MS);
  });

  test('ends the app when the user wants that', async () => {
    app.remembered.answers = [1];
    app.window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await app.untilEnded();
  });
});

async function opened(): Promise<void> {
  await vi.waitFor(
    async () => expect((await app.call('workspace.current', {})).workspace).not.toBeNull(),
    PATIENCE_MS,
  );
}

/** Long enough for everything that was asked for to happen, where nothing is to be waited for. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
