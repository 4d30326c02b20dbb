import { useEffect } from 'react';
import { type Command, findCommand } from './command.ts';

/** Runs what is chosen in the application menu of the desktop. The browser has no such menu. */
export function useMenuCommands(commands: readonly Command[]): void {
  useEffect(
    () =>
      window.strata?.onCommand((id) => {
        const command = findCommand(commands, id);
        if (command.enabled()) void command.run();
      }),
    [commands],
  );
}
