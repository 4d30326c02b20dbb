import { describe, expect, test } from 'vitest';
import { findClashes, parseShortcut } from '../../../renderer/commands/keys.ts';
import { createCommands } from '../../../renderer/commands/list.ts';
import type { StrataClient } from '../../../shared/contract/client.ts';

const client: StrataClient = {
  call: () => Promise.reject(new Error('No engine in this test.')),
  subscribe: () => () => {},
};
const commands = createCommands(client);
const bindings = commands.flatMap(({ id, keys }) => keys.map((key) => [id, key] as const));

/** What the editor keeps for itself, as its users know it from VS Code. */
const editorKeys = [
  ...commands.flatMap(({ editorKey }) => editorKey ?? []),
  'Mod+.',
  'Mod+K Mod+C',
  'Mod+D',
  'Mod+Z',
  'Mod+Y',
  'F3',
  'Alt+F12',
  'Alt+F5',
  'F7',
];

describe('the commands', () => {
  test('have names of their own', () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(commands.filter(({ label, group }) => label === '' || group === '')).toEqual([]);
  });

  test('have shortcuts that can all be reached', () => {
    expect(findClashes(bindings)).toEqual([]);
  });

  test('leave the editor its keys', () => {
    const kept = editorKeys.map((key) => [`editor ${key}`, key] as const);
    const clashes = findClashes([...bindings, ...kept]).filter(([one]) => !one.startsWith('editor'));
    expect(clashes).toEqual([]);
  });

  test('never reload the window', () => {
    const reload = parseShortcut('Mod+R');
    expect(bindings.map(([, key]) => parseShortcut(key))).not.toContainEqual(reload);
  });

  test.each([
    ['palette.commands', ['Mod+Shift+P', 'F1']],
    ['palette.files', ['Mod+P']],
    ['palette.keys', ['Mod+T']],
    ['go.symbol', ['Mod+Shift+O']],
    ['go.definition', ['F12']],
    ['go.references', ['Shift+F12']],
    ['edit.editor.action.formatDocument', ['Shift+Alt+F']],
    ['go.back', ['Alt+ArrowLeft']],
    ['go.forward', ['Alt+ArrowRight']],
    ['file.save', ['Mod+S']],
    ['file.saveAll', ['Mod+K S']],
    ['problem.next', ['F8']],
    ['problem.previous', ['Shift+F8']],
    ['environment.switch', ['Mod+E']],
    ['environment.3', ['Alt+3']],
    ['view.effective', ['Mod+K V']],
    ['view.bottom', ['Mod+J']],
  ])('%s is on %j, as the guide says', (id, keys) => {
    expect(commands.find((command) => command.id === id)?.keys).toEqual(keys);
  });

  test('that need a workspace or file are off without one', () => {
    const on = commands.filter((command) => command.enabled()).map(({ id }) => id);
    expect(on).toEqual([
      'palette.commands',
      'theme.system',
      'theme.light',
      'theme.dark',
      'theme.high-contrast',
      'workspace.open',
    ]);
  });
});
