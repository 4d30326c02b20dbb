/** Renaming a key in all layers, and taking that back. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { toErrorShape } from '../../shared/contract/errors.ts';
import { count } from '../controls/wording.ts';
import { ask } from '../dialogs/questions.ts';
import { editorPlace, flushAll } from '../editor/models.ts';
import {
  type RenameStep,
  useRenames,
  withoutStep,
  withRedone,
  withRename,
  withUndone,
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
export async function undoRename(client: StrataClient): Promise<void> {
  const step = useRenames.getState().done.at(-1);
  if (step === undefined) return;
  await stepping(step, async () => {
    const applied = await undoEdits(client, step.undo);
    useRenames.setState((renames) => withUndone(renames, applied));
    tell(`${step.to} is ${step.from} again in ${count(applied.files.length, 'file')}.`, {
      label: 'Redo',
      run: () => void redoRename(client),
    });
  });
}

/** Does the rename again that was undone last. */
export async function redoRename(client: StrataClient): Promise<void> {
  const step = useRenames.getState().undone.at(-1);
  if (step === undefined) return;
  await stepping(step, async () => {
    const applied = await undoEdits(client, step.undo);
    useRenames.setState((renames) => withRedone(renames, applied));
    tellRenamed(client, step, applied.files.length);
  });
}

/** A step the engine has forgotten is not offered again; one in whose way something stands may be later. */
async function stepping(step: RenameStep, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (toErrorShape(error).code === 'NOT_FOUND')
      useRenames.setState((renames) => withoutStep(renames, step));
    report(error);
  }
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
