/** Changing several files as one step: what was typed goes first, and every changed file gets a tab. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { AppliedEdits, FileEdit } from '../../shared/contract/edit-model.ts';
import type { FileId } from '../../shared/contract/model.ts';
import { flushAll, openModel } from '../editor/models.ts';
import { fileTab, useTabs, withTabBehind } from '../state/tabs.ts';

/** Rejects with the engine's error; nothing was changed then. */
export async function applyEdits(
  client: StrataClient,
  edits: readonly FileEdit[],
  label: string,
): Promise<AppliedEdits> {
  await flushAll();
  const applied = await client.call('document.applyEdits', { edits: [...edits], label });
  await showUnsaved(client, applied.files);
  return applied;
}

/** Puts a step back, or does it again. Rejects with the engine's error; nothing was changed then. */
export async function undoEdits(client: StrataClient, undo: string): Promise<AppliedEdits> {
  await flushAll();
  const applied = await client.call('document.undoEdits', { undo });
  await showUnsaved(client, applied.files);
  return applied;
}

/** Gives files a tab each: unsaved work without one would not be seen, nor saved by "Save all". */
export async function showUnsaved(
  client: StrataClient,
  files: readonly { readonly file: FileId; readonly path: string }[],
): Promise<void> {
  useTabs.setState((tabs) =>
    files.reduce((state, { file, path }) => withTabBehind(state, fileTab(file, path)), tabs),
  );
  await Promise.all(files.map(({ file }) => openModel(client, file)));
}
