import { useSyncExternalStore } from 'react';
import { useDocuments } from '../state/documents.ts';
import { useHistory } from '../state/history.ts';
import { useRenames } from '../state/renames.ts';
import { useSelection } from '../state/selection.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkspace } from '../state/workspace.ts';
import type { Command } from './command.ts';

const stores = [useDocuments, useHistory, useRenames, useSelection, useTabs, useWorkspace];

/** Whether a command can run now; draws again only when the answer changes. */
export function useEnabled(command: Command): boolean {
  return useSyncExternalStore(watchStores, () => command.enabled());
}

/** The stores that commands read when they say whether they are enabled. */
function watchStores(onChange: () => void): () => void {
  const unsubscribes = stores.map((use) => use.subscribe(onChange));
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}
