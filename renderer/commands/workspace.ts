/** Opening and closing folders. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { chooseFolder, closeWorkspace } from '../app/workspaces.ts';
import type { Command } from './command.ts';
import { always, hasWorkspace } from './conditions.ts';

export function workspaceCommands(client: StrataClient): Command[] {
  const group = 'Workspace';
  return [
    {
      id: 'workspace.open',
      group,
      label: 'Open folder…',
      keys: ['Mod+K O'],
      icon: 'open',
      enabled: always,
      run: () => chooseFolder(client),
    },
    {
      id: 'workspace.close',
      group,
      label: 'Close workspace',
      keys: [],
      icon: 'close',
      enabled: hasWorkspace,
      run: () => closeWorkspace(client),
    },
  ];
}
