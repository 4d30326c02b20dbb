/** The open tabs: files and comparisons, in the order shown. */
import { create } from 'zustand';
import type { CompareSide, FileId } from '../../shared/contract/model.ts';

export type Tab =
  | { readonly kind: 'file'; readonly id: string; readonly file: FileId; readonly path: string }
  | {
      readonly kind: 'compare';
      readonly id: string;
      readonly left: CompareSide;
      readonly right: CompareSide;
      readonly title: string;
    };

export interface Tabs {
  readonly tabs: readonly Tab[];
  readonly active: string | null;
  /** Ids, the one used last first. */
  readonly recent: readonly string[];
}

export const noTabs: Tabs = { tabs: [], active: null, recent: [] };

export const useTabs = create<Tabs>(() => noTabs);

export function fileTab(file: FileId, path: string): Tab {
  return { kind: 'file', id: file, file, path };
}

export function compareTab(left: CompareSide, right: CompareSide, title: string): Tab {
  return { kind: 'compare', id: `compare ${sideKey(left)} ${sideKey(right)}`, left, right, title };
}

/** Shows a tab; a new one opens right of the active one. */
export function withTab(state: Tabs, tab: Tab): Tabs {
  const at = state.tabs.findIndex(({ id }) => id === tab.id);
  const after = state.tabs.findIndex(({ id }) => id === state.active) + 1;
  const tabs = at >= 0 ? state.tabs.with(at, tab) : state.tabs.toSpliced(after || state.tabs.length, 0, tab);
  return withActive({ ...state, tabs }, tab.id);
}

/** Adds a tab at the end without showing it. */
export function withTabBehind(state: Tabs, tab: Tab): Tabs {
  const isThere = state.tabs.some(({ id }) => id === tab.id);
  return isThere ? state : { ...state, tabs: [...state.tabs, tab], recent: [...state.recent, tab.id] };
}

export function withActive(state: Tabs, id: string): Tabs {
  if (!state.tabs.some((tab) => tab.id === id)) return state;
  return { ...state, active: id, recent: [id, ...state.recent.filter((other) => other !== id)] };
}

/** Closes a tab; the one used before it is shown. */
export function withoutTab(state: Tabs, id: string): Tabs {
  const recent = state.recent.filter((other) => other !== id);
  return {
    tabs: state.tabs.filter((tab) => tab.id !== id),
    recent,
    active: state.active === id ? (recent[0] ?? null) : state.active,
  };
}

/** The tab `step` places right of the active one, around the end. */
export function neighbour(state: Tabs, step: number): string | null {
  const count = state.tabs.length;
  const at = state.tabs.findIndex(({ id }) => id === state.active);
  return count === 0 ? null : (state.tabs[(at + step + count) % count]?.id ?? null);
}

/** The file of the active tab, if it shows one. */
export function activeFile(state: Tabs): FileId | null {
  const tab = state.tabs.find(({ id }) => id === state.active);
  return tab?.kind === 'file' ? tab.file : null;
}

/** The file the active tab is about: the one it shows, or the one it compares. */
export function subjectFile(state: Tabs): FileId | null {
  const tab = state.tabs.find(({ id }) => id === state.active);
  if (tab?.kind !== 'compare') return activeFile(state);
  const side = [tab.right, tab.left].find(({ kind }) => kind === 'buffer' || kind === 'saved');
  return side !== undefined && 'file' in side ? side.file : null;
}

/** Enough of the folder to tell tabs of one name apart: `environments/app.toml` and `services/app.toml`. */
export function tabTitles(tabs: readonly Tab[]): ReadonlyMap<string, { name: string; folder: string }> {
  const names = new Map<string, number>();
  const split = tabs.map((tab) => {
    const path = tab.kind === 'file' ? tab.path : tab.title;
    const parts = tab.kind === 'file' ? path.split('/') : [path];
    const name = parts.at(-1) ?? path;
    names.set(name, (names.get(name) ?? 0) + 1);
    return { id: tab.id, name, folder: parts.at(-2) ?? '' };
  });
  return new Map(
    split.map(({ id, name, folder }) => [id, { name, folder: (names.get(name) ?? 0) > 1 ? folder : '' }]),
  );
}

function sideKey(side: CompareSide): string {
  switch (side.kind) {
    case 'version':
      return `version:${side.version}`;
    case 'environment':
      return `environment:${JSON.stringify([side.environment, side.service])}`;
    default:
      return `${side.kind}:${side.file}`;
  }
}
