/** Every command, in the order the palette shows them. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { Command } from './command.ts';
import { compareCommands } from './compare.ts';
import { editCommands } from './edit.ts';
import { environmentCommands } from './environment.ts';
import { fileCommands } from './file.ts';
import { goCommands } from './go.ts';
import { languageCommands } from './language.ts';
import { renameCommands } from './rename.ts';
import { schemaCommands } from './schema.ts';
import { viewCommands } from './view.ts';
import { workspaceCommands } from './workspace.ts';

/** The commands, bound to one engine. */
export function createCommands(client: StrataClient): readonly Command[] {
  const commands: readonly Command[] = [
    ...fileCommands(client),
    ...goCommands(client, () => commands),
    ...languageCommands(client),
    ...compareCommands(client),
    ...schemaCommands(),
    ...viewCommands(client),
    ...environmentCommands(),
    ...editCommands(),
    ...renameCommands(client),
    ...workspaceCommands(client),
  ];
  return commands;
}
