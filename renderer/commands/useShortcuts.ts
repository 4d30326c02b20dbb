import { useEffect } from 'react';
import { useQuestions } from '../dialogs/questions.ts';
import { usePalette } from '../palette/picks.ts';
import { type Command, findCommand } from './command.ts';
import { createKeyMatcher, strokeOf } from './keys.ts';
import { isMac } from './platform.ts';

/**
 * Runs commands by their shortcuts, before the editor sees the keys. A chord's strokes reach the editor too, so
 * that its own chords (Ctrl+K Ctrl+I) still work and it does not wait for a second stroke that never comes.
 */
export function useShortcuts(commands: readonly Command[]): void {
  useEffect(() => {
    const bindings = commands.flatMap(({ id, keys }) => keys.map((key) => [id, key] as const));
    const matcher = createKeyMatcher(bindings);
    const onKeyDown = (event: KeyboardEvent) => {
      const stroke = strokeOf(event, isMac);
      if (stroke === null || event.isComposing || isAsking()) return;
      const press = matcher.press(stroke, event.timeStamp);
      if (press.kind === 'none' || press.kind === 'missed') return;
      event.preventDefault();
      if (press.kind === 'waiting') return;
      if (!press.chord) event.stopPropagation();
      const command = findCommand(commands, press.id);
      if (command.enabled()) void command.run();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [commands]);
}

/** While a dialog or the palette is open, keys belong to it. */
function isAsking(): boolean {
  return useQuestions.getState().waiting.length > 0 || usePalette.getState().pick !== null;
}
