/** Brings back what the user arranged in a workspace, and stores what they arrange from then on. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { WorkspaceSnapshot } from '../../shared/contract/model.ts';
import { type Layout, useLayout } from '../state/layout.ts';
import { type Arrangement, loadArrangement, storeArrangement } from '../state/preferences.ts';
import { fitSelection, type Selection, useSelection } from '../state/selection.ts';
import { fileTab, useTabs, withActive, withTab } from '../state/tabs.ts';
import { useWorkspace } from '../state/workspace.ts';

/** Long enough to collect a drag or a row of clicks. */
const delayMs = 400;

/** The workspace whose arrangement is brought back; before that, what is on screen must not replace it. */
let arranged: WorkspaceSnapshot['generation'] | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let storePending: (() => void) | null = null;

/** Arranges a workspace just entered as it was left. What the user chose while it was read stays. */
export async function restoreArrangement(client: StrataClient, workspace: WorkspaceSnapshot): Promise<void> {
  const selection = useSelection.getState();
  const layout = useLayout.getState();
  const stored = await loadArrangement(client, workspace);
  const { workspace: current } = useWorkspace.getState();
  if (current?.generation !== workspace.generation) return;
  arranged = current.generation;
  arrange(current, stored, { selection, layout });
}

/** Stores every change a moment after the last one, until the returned function is called. */
export function rememberArrangement(client: StrataClient): () => void {
  const schedule = () => {
    const { workspace } = useWorkspace.getState();
    if (workspace === null || workspace.generation !== arranged) return;
    clearTimeout(timer);
    storePending = () => storeArrangement(client, workspace, currentArrangement());
    timer = setTimeout(storeArrangementNow, delayMs);
  };
  const unsubscribes = [useTabs, useSelection, useLayout].map((use) => use.subscribe(schedule));
  return () => {
    storeArrangementNow();
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}

/** Stores a change that still waits; for when the page goes. */
export function storeArrangementNow(): void {
  clearTimeout(timer);
  storePending?.();
  storePending = null;
}

/** Stores what still waits before the workspace is taken off the screen, and nothing of it afterwards. */
export function leaveArrangement(): void {
  storeArrangementNow();
  arranged = null;
}

/** `entered` is what was on screen when the arrangement was asked for. */
function arrange(
  workspace: WorkspaceSnapshot,
  { environment, service, files, active, ...layout }: Arrangement,
  entered: { readonly selection: Selection; readonly layout: Layout },
): void {
  if (isSame(useSelection.getState(), entered.selection))
    useSelection.setState(fitSelection(workspace, { environment, service }));
  if (isSame(useLayout.getState(), entered.layout)) useLayout.setState(layout);
  const known = files.flatMap((path) => workspace.files.filter((file) => file.path === path));
  const activeId = known.find(({ path }) => path === active)?.id;
  useTabs.setState((tabs) => {
    const opened = known.reduce((state, { id, path }) => withTab(state, fileTab(id, path)), tabs);
    const front = tabs.active ?? activeId;
    return front === undefined ? opened : withActive(opened, front);
  });
}

function isSame<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((name) => one[name] === other[name]);
}

function currentArrangement(): Arrangement {
  const { tabs, active } = useTabs.getState();
  const paths = new Map<string, string>(
    tabs.flatMap((tab) => (tab.kind === 'file' ? [[tab.id, tab.path]] : [])),
  );
  return {
    ...useSelection.getState(),
    files: [...paths.values()],
    active: (active === null ? null : paths.get(active)) ?? null,
    ...useLayout.getState(),
  };
}
