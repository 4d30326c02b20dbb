import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createCommands } from '../../renderer/commands/list.ts';
import { RunningApp } from './running-app.ts';
import type { MenuEntry } from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.stop());

const entries = (menu: MenuEntry[]): MenuEntry[] =>
  menu.flatMap((entry) => [entry, ...entries(entry.submenu ?? [])]);

describe('the menu', () => {
  test('names only commands that the page has', () => {
    const client = { call: () => Promise.reject(new Error('Nothing is called.')), subscribe: () => () => {} };
    const known = new Set(createCommands(client).map(({ id }) => id));
    const named = entries(app.remembered.menu).flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  test('sends the id of the chosen command to the page', () => {
    entries(app.remembered.menu).find(({ id }) => id === 'file.save')!.click!();
    expect(app.window.webContents.sent.at(-1)).toEqual(['strata:command', 'file.save']);
  });

  test('leaves the shortcuts of commands to the page', () => {
    const taken = entries(app.remembered.menu).filter(
      (entry) => entry.accelerator && entry.registerAccelerator !== false,
    );
    expect(taken).toEqual([]);
  });

  test('cannot reload the page, which would be Ctrl+R', () => {
    const roles = entries(app.remembered.menu).map(({ role }) => role);
    expect(roles).not.toContain('reload');
    expect(roles).not.toContain('forceReload');
    expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']));
  });
});

describe('developer tools', () => {
  test.each([
    ['are there while developing', true, true],
    ['are absent from the package', false, false],
  ])('%s', async (_what, developing, present) => {
    const { menuTemplate } = await import('../../electron/menu.ts');
    const menu = menuTemplate(() => {}, { mac: false, developing }) as MenuEntry[];
    expect(entries(menu).some(({ role }) => role === 'toggleDevTools')).toBe(present);
  });
});
