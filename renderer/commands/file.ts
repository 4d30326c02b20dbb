/** Saving, closing, restoring. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { closeTab, closeTabs, saveAll, saveFile } from '../app/saving.ts';
import { restoreVersion } from '../history/restore.ts';
import { pickDeletedFile } from '../palette/picks.ts';
import { useDocuments } from '../state/documents.ts';
import { useHistory } from '../state/history.ts';
import { useTabs } from '../state/tabs.ts';
import type { Command } from './command.ts';
import { fileInFront, hasTab, hasWorkspace, isUnsaved } from './conditions.ts';
import { altKey } from './platform.ts';

export function fileCommands(client: StrataClient): Command[] {
  const group = 'File';
  return [
    {
      id: 'file.save',
      group,
      label: 'Save',
      keys: ['Mod+S'],
      icon: 'save',
      enabled: isUnsaved,
      run: async () => {
        const file = fileInFront();
        if (file !== null) await saveFile(client, file);
      },
    },
    {
      id: 'file.saveAll',
      group,
      label: 'Save all',
      keys: ['Mod+K S'],
      enabled: () => [...useDocuments.getState().documents.values()].some(({ dirty }) => dirty),
      run: () => saveAll(client),
    },
    {
      id: 'tab.close',
      group,
      label: 'Close tab',
      keys: [altKey('Alt+W', 'Mod+Alt+W'), 'Mod+W'],
      enabled: hasTab,
      run: async () => {
        const { active } = useTabs.getState();
        if (active !== null) await closeTab(client, active);
      },
    },
    {
      id: 'tab.closeAll',
      group,
      label: 'Close all tabs',
      keys: ['Mod+K W'],
      enabled: hasTab,
      run: async () => {
        await closeTabs(
          client,
          useTabs.getState().tabs.map(({ id }) => id),
        );
      },
    },
    {
      id: 'history.restore',
      group,
      label: 'Restore the chosen version',
      keys: [],
      icon: 'restore',
      enabled: () => useHistory.getState().chosen.length === 1,
      run: async () => {
        const { list, chosen } = useHistory.getState();
        const version = list?.versions.find((one) => one.version === chosen[0]);
        if (list !== null && version !== undefined) await restoreVersion(client, list.file, version);
      },
    },
    {
      id: 'history.restoreDeleted',
      group,
      label: 'Restore a deleted file…',
      keys: [],
      icon: 'restore',
      enabled: hasWorkspace,
      run: () => pickDeletedFile(client),
    },
  ];
}
