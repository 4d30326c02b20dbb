/** Every command, in the order the palette shows them. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { Command } from './command.ts';
import { compareCommands } from './compare.ts';
import { editCommands } from './edit.ts';
import { environmentCommands } from './environment.ts';
import { fileCommands } from './file.ts';
import { goCommands } from './go.ts';
import { viewCommands } from './view.ts';
import { workspaceCommands } from './workspace.ts';

/** The commands, bound to one engine. */
export function createCommands(client: StrataClient): readonly Command[] {
  const commands: readonly Command[] = [
    ...fileCommands(client),
    ...goCommands(client, () => commands),
    ...compareCommands(client),
    ...viewCommands(client),
    ...environmentCommands(),
    ...editCommands(),
    ...workspaceCommands(client),
  ];
  return commands;
}
