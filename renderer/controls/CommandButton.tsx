import { useApp } from '../app/context.ts';
import { findCommand } from '../commands/command.ts';
import { shownKeys } from '../commands/platform.ts';
import { useEnabled } from '../commands/useEnabled.ts';
import { Button, Hint } from './Button.tsx';

/** A button for a command of the registry. */
export function CommandButton({
  id,
  label,
  look = 'plain',
}: {
  id: string;
  label?: string;
  look?: 'plain' | 'primary';
}) {
  const { commands } = useApp();
  const command = findCommand(commands, id);
  const enabled = useEnabled(command);
  return (
    <Hint text={command.label} shortcut={shownKeys(command.keys)}>
      <Button
        look={look}
        isDisabled={!enabled}
        onPress={() => void command.run()}
        {...(command.icon ? { icon: command.icon } : {})}
      >
        {label ?? command.label}
      </Button>
    </Hint>
  );
}
