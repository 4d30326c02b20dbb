/** Renaming a key in all layers, and taking that back. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { toErrorShape } from '../../shared/contract/errors.ts';
import { count } from '../controls/wording.ts';
import { ask } from '../dialogs/questions.ts';
import { editorPlace, flushAll } from '../editor/models.ts';
import {
  firstUndone,
  lastDone,
  type RenameStep,
  useRenames,
  withoutStep,
  withRename,
  withStep,
} from '../state/renames.ts';
import { notify, report } from '../toasts/queue.ts';
import { undoEdits } from './group-edits.ts';

/** Asks for the new name of the key under the cursor, with everything that would change. */
export async function renameKey(client: StrataClient): Promise<void> {
  try {
    await flushAll();
    const place = await editorPlace();
    if (place === null) return;
    const { target } = await client.call('language.renameTarget', place);
    if (target === null)
      return tell('There is no key under the cursor. Put it on the name you want to change.');
    const renamed = await ask('rename', { place, target });
    if (renamed === null) return;
    const { undo, files } = renamed.applied;
    useRenames.setState((renames) => withRename(renames, { undo, from: renamed.from, to: renamed.to }));
    tellRenamed(client, renamed, files.length);
  } catch (error) {
    report(error);
  }
}

/** Takes the last rename back in all files. */
export function undoRename(client: StrataClient): Promise<void> {
  return turn(client, lastDone(useRenames.getState()), ({ from, to }, files) =>
    tell(`${to} is ${from} again in ${count(files, 'file')}.`, {
      label: 'Redo',
      run: () => void redoRename(client),
    }),
  );
}

/** Does the rename again that was undone last. */
export function redoRename(client: StrataClient): Promise<void> {
  return turn(client, firstUndone(useRenames.getState()), (step, files) => tellRenamed(client, step, files));
}

/**
 * Undoes a step that is done, and the other way round. It counts as turned at once: neither a second key press
 * nor the list of commands may take it for what it was while the engine works.
 */
async function turn(
  client: StrataClient,
  step: RenameStep | undefined,
  tellTurned: (step: RenameStep, files: number) => void,
): Promise<void> {
  if (step === undefined) return;
  const turned = { ...step, isUndone: !step.isUndone };
  replaceStep(step, turned);
  try {
    const { undo, files } = await undoEdits(client, step.undo);
    replaceStep(turned, { ...turned, undo });
    tellTurned(step, files.length);
  } catch (error) {
    // One the engine has forgotten is not offered again; one in whose way something stands may be later.
    if (toErrorShape(error).code === 'NOT_FOUND')
      useRenames.setState((renames) => withoutStep(renames, turned));
    else replaceStep(turned, step);
    report(error);
  }
}

function replaceStep(before: RenameStep, now: RenameStep): void {
  useRenames.setState((renames) => withStep(renames, before, now));
}

function tellRenamed(client: StrataClient, { from, to }: { from: string; to: string }, files: number): void {
  tell(`Renamed ${from} to ${to} in ${count(files, 'file')}.`, {
    label: 'Undo',
    run: () => void undoRename(client),
  });
}

function tell(message: string, action?: { label: string; run: () => void }): void {
  notify({
    severity: 'info',
    code: 'rename',
    message,
    ...(action === undefined ? {} : { action }),
  });
}
