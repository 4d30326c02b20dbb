import { findCommand } from '../commands/command.ts';
import { shownKeys } from '../commands/platform.ts';
import type { Choice } from '../controls/Menu.tsx';
import { useApp } from './context.ts';

/** Commands as the choices of a menu. */
export function useCommandChoices(ids: readonly string[]): {
  choices: Choice[];
  choose: (id: string) => void;
} {
  const { commands } = useApp();
  const choices = ids.map((id) => {
    const command = findCommand(commands, id);
    const { label, icon, keys } = command;
    return {
      id,
      label,
      shortcut: shownKeys(keys),
      disabled: !command.enabled(),
      ...(icon === undefined ? {} : { icon }),
    };
  });
  return { choices, choose: (id) => void findCommand(commands, id).run() };
}
