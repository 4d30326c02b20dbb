/** Switching the environment. */
import { environmentFieldId, openField } from '../app/fields.ts';
import { useSelection } from '../state/selection.ts';
import { useWorkspace } from '../state/workspace.ts';
import type { Command } from './command.ts';
import { hasWorkspace } from './conditions.ts';
import { altKey } from './platform.ts';

export function environmentCommands(): Command[] {
  const group = 'Environment';
  const nth = (number: number): Command => ({
    id: `environment.${number}`,
    group,
    label: `Switch to environment ${number}`,
    keys: [altKey(`Alt+${number}`, `Mod+${number}`)],
    enabled: () => useWorkspace.getState().workspace?.environments[number - 1] !== undefined,
    run: () => {
      const environment = useWorkspace.getState().workspace?.environments[number - 1]?.name;
      if (environment !== undefined) useSelection.setState({ environment });
    },
  });
  return [
    {
      id: 'environment.switch',
      group,
      label: 'Switch environment',
      keys: ['Mod+E'],
      icon: 'environment',
      enabled: hasWorkspace,
      run: () => openField(environmentFieldId),
    },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(nth),
  ];
}
