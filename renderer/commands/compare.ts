/** Laying two things side by side. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { compare } from '../app/places.ts';
import { ask } from '../dialogs/questions.ts';
import { pickVersion } from '../palette/picks.ts';
import { useSelection } from '../state/selection.ts';
import { useWorkspace } from '../state/workspace.ts';
import type { Command } from './command.ts';
import { fileInFront, hasFile } from './conditions.ts';

export function compareCommands(client: StrataClient): Command[] {
  const group = 'Compare';
  return [
    {
      id: 'compare.saved',
      group,
      label: 'Compare with the saved file',
      keys: ['Mod+K D'],
      icon: 'save',
      enabled: hasFile,
      run: () => {
        const file = fileInFront();
        if (file !== null) compare({ kind: 'saved', file }, { kind: 'buffer', file });
      },
    },
    {
      id: 'compare.version',
      group,
      label: 'Compare with a version…',
      keys: [],
      icon: 'history',
      enabled: hasFile,
      run: async () => {
        const file = fileInFront();
        if (file !== null) await pickVersion(client, file);
      },
    },
    {
      id: 'compare.environments',
      group,
      label: 'Compare environments…',
      keys: ['Mod+K E'],
      icon: 'environment',
      enabled: () => (useWorkspace.getState().workspace?.environments.length ?? 0) > 0,
      run: async () => {
        const { environment, service } = useSelection.getState();
        const sides = await ask('environments', { environment, service });
        if (sides !== null) compare(sides.left, sides.right);
      },
    },
  ];
}
