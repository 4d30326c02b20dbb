import type { IconName } from '../theme/icons.tsx';

/** One thing the user can do. Menus, palette, shortcuts and buttons all read these. */
export interface Command {
  readonly id: string;
  /** In the palette, `Group: Label`. */
  readonly group: string;
  readonly label: string;
  /** See keys.ts; the first is shown. */
  readonly keys: readonly string[];
  /** A shortcut the text editor binds itself: shown, never bound here. */
  readonly editorKey?: string;
  readonly icon?: IconName;
  /** Read from the stores at the moment it is asked. */
  enabled(): boolean;
  run(): void | Promise<void>;
}

/** The command with this id. Throws on an unknown one: that is a mistake in the program. */
export function findCommand(commands: readonly Command[], id: string): Command {
  const command = commands.find((candidate) => candidate.id === id);
  if (command === undefined) throw new Error(`There is no command "${id}".`);
  return command;
}
