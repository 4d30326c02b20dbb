/** Renaming a key everywhere, and taking that back. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { redoRename, renameKey, undoRename } from '../app/renaming.ts';
import { firstUndone, lastDone, useRenames } from '../state/renames.ts';
import type { Command } from './command.ts';
import { isEditingToml } from './conditions.ts';

export function renameCommands(client: StrataClient): Command[] {
  const group = 'Edit';
  return [
    {
      id: 'edit.renameKey',
      group,
      label: 'Rename key in all layers…',
      keys: ['F2'],
      enabled: isEditingToml,
      run: () => renameKey(client),
    },
    {
      id: 'edit.undoRename',
      group,
      label: 'Undo rename',
      keys: [],
      enabled: () => lastDone(useRenames.getState()) !== undefined,
      run: () => undoRename(client),
    },
    {
      id: 'edit.redoRename',
      group,
      label: 'Redo rename',
      keys: [],
      enabled: () => firstUndone(useRenames.getState()) !== undefined,
      run: () => redoRename(client),
    },
  ];
}
