import { describe, expect, test } from 'vitest';
import {
  activeFile,
  compareTab,
  fileTab,
  neighbour,
  noTabs,
  type Tabs,
  tabTitles,
  withActive,
  withoutTab,
  withTab,
  withTabBehind,
} from '../../../renderer/state/tabs.ts';

const opened = (...names: string[]): Tabs =>
  names.reduce((tabs, name) => withTab(tabs, fileTab(name, `config/${name}.toml`)), noTabs);
const shown = ({ tabs }: Tabs) => tabs.map(({ id }) => id).join(' ');

describe('tabs', () => {
  test('a new tab opens right of the active one and becomes active', () => {
    const tabs = withTab(withActive(opened('a', 'b'), 'a'), fileTab('c', 'c.toml'));
    expect(shown(tabs)).toBe('a c b');
    expect(tabs.active).toBe('c');
  });

  test('opening what is open already only shows it', () => {
    const tabs = withTab(opened('a', 'b'), fileTab('a', 'config/a.toml'));
    expect(shown(tabs)).toBe('a b');
    expect(tabs.active).toBe('a');
  });

  test('a tab can be added behind the others without being shown, once', () => {
    const tabs = withTabBehind(withActive(opened('a', 'b'), 'a'), fileTab('c', 'c.toml'));
    expect(shown(tabs)).toBe('a b c');
    expect(tabs.active).toBe('a');
    expect(withTabBehind(tabs, fileTab('b', 'config/b.toml'))).toBe(tabs);
    expect(withoutTab(tabs, 'a').active).toBe('b');
  });

  test('closing the active tab shows the one used before it', () => {
    const tabs = withActive(withActive(opened('a', 'b', 'c'), 'a'), 'c');
    expect(withoutTab(tabs, 'c').active).toBe('a');
  });

  test('closing another tab leaves the active one', () => {
    expect(withoutTab(opened('a', 'b'), 'a').active).toBe('b');
  });

  test('closing the last tab shows none', () => {
    expect(withoutTab(opened('a'), 'a')).toEqual(noTabs);
  });

  test('an unknown tab cannot become active', () => {
    const tabs = opened('a');
    expect(withActive(tabs, 'x')).toBe(tabs);
  });

  test('stepping goes around the ends', () => {
    expect(neighbour(opened('a', 'b', 'c'), 1)).toBe('a');
    expect(neighbour(withActive(opened('a', 'b', 'c'), 'a'), -1)).toBe('c');
    expect(neighbour(noTabs, 1)).toBeNull();
  });

  test('a comparison is the same tab when both sides are', () => {
    const left = { kind: 'version', version: 3 } as const;
    const right = { kind: 'buffer', file: 'f_0123456789abcdef' } as const;
    const twice = withTab(withTab(noTabs, compareTab(left, right, 'x')), compareTab(left, right, 'x'));
    expect(twice.tabs).toHaveLength(1);
    expect(activeFile(twice)).toBeNull();
  });

  test('comparisons of environments whose names run together stay apart', () => {
    const side = (environment: string, service: string | null) =>
      ({ kind: 'environment', environment, service }) as const;
    const one = compareTab(side('a', 'b'), side('c', null), '');
    const other = compareTab(side('a/b', null), side('c', null), '');
    expect(one.id).not.toBe(other.id);
  });

  test('equal names are told apart by their folder, others stay short', () => {
    const tabs = [fileTab('1', 'a/app.toml'), fileTab('2', 'b/app.toml'), fileTab('3', 'b/user.toml')];
    expect(Object.fromEntries(tabTitles(tabs))).toEqual({
      1: { name: 'app.toml', folder: 'a' },
      2: { name: 'app.toml', folder: 'b' },
      3: { name: 'user.toml', folder: '' },
    });
  });
});
