/** Saving, closing and settling conflicts, with the questions they need. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { toErrorShape } from '../../shared/contract/errors.ts';
import type { DocumentState, FileId } from '../../shared/contract/model.ts';
import { ask } from '../dialogs/questions.ts';
import { closeModel, isDirty, saveModel } from '../editor/models.ts';
import { forgetDocument, useDocuments } from '../state/documents.ts';
import { useTabs, withoutTab } from '../state/tabs.ts';
import { baseName, findFile } from '../state/workspace.ts';
import { notify, report } from '../toasts/queue.ts';
import { compare } from './places.ts';

/** Saves a file and settles what stands in the way. True when the file is saved. */
export async function saveFile(client: StrataClient, file: FileId, reason?: string): Promise<boolean> {
  // An answer that is on its way must be there before the save, which would ask the same again.
  const answered = await settling.get(file);
  if (answered !== undefined && answered !== 'mine') return false;
  try {
    const { outcome } = await saveModel(file, reason === undefined ? {} : { reason });
    if (outcome === 'saved-unsure' || outcome === 'saved-in-place') tellHowSaved(file, outcome);
    return true;
  } catch (error) {
    const { code, message } = toErrorShape(error);
    if (code === 'CONFLICT') {
      const choice = await settleConflict(
        client,
        file,
        (await conflictOf(client, file)) === 'missing-on-disk',
      );
      return choice === 'mine' ? saveFile(client, file, reason) : false;
    }
    if (code === 'REASON_REQUIRED') {
      const given = await ask('reason', { name: nameOf(file), message, action: 'Save' });
      return given !== null && saveFile(client, file, given);
    }
    report(error);
    return false;
  }
}

/** Saves every open file with unsaved work, one after the other. */
export async function saveAll(client: StrataClient): Promise<void> {
  for (const tab of useTabs.getState().tabs) {
    if (tab.kind === 'file' && isDirty(tab.file)) await saveFile(client, tab.file);
  }
}

/** Closes a tab; unsaved work asks first. False when the user stays. */
export async function closeTab(client: StrataClient, id: string): Promise<boolean> {
  const tab = useTabs.getState().tabs.find((candidate) => candidate.id === id);
  if (tab?.kind === 'file') {
    let discard = false;
    if (isDirty(tab.file)) {
      const choice = await ask('close', { names: [baseName(tab.path)] });
      if (choice === 'cancel' || (choice === 'save' && !(await saveFile(client, tab.file)))) return false;
      discard = choice === 'discard';
    }
    if (!(await closeDocument(tab.file, discard))) return false;
  }
  useTabs.setState((tabs) => withoutTab(tabs, id));
  return true;
}

/** Closes several tabs; stops at the first that stays. */
export async function closeTabs(client: StrataClient, ids: readonly string[]): Promise<boolean> {
  for (const id of ids) if (!(await closeTab(client, id))) return false;
  return true;
}

type Settlement = 'mine' | 'theirs' | 'merge' | 'compare' | 'later';

const settling = new Map<FileId, Promise<Settlement>>();

/** Settles the conflict that an event told of, unless it was settled before the event came. */
export async function settleConflictTold(client: StrataClient, file: FileId): Promise<void> {
  const conflict = await conflictOf(client, file);
  if (conflict !== 'none') await settleConflict(client, file, conflict === 'missing-on-disk');
}

/**
 * Asks what to do with unsaved work over a file that changed or vanished, and does it. The event of the change
 * and the save it stops both ask; they share one question.
 */
export function settleConflict(client: StrataClient, file: FileId, missing: boolean): Promise<Settlement> {
  const asked = settling.get(file) ?? settle(client, file, missing).finally(() => settling.delete(file));
  settling.set(file, asked);
  return asked;
}

async function settle(client: StrataClient, file: FileId, missing: boolean): Promise<Settlement> {
  const typed = !(useDocuments.getState().documents.get(file)?.vanishedClean ?? false);
  const choice = await ask('conflict', { file, name: nameOf(file), missing, typed });
  if (choice === 'compare') compare({ kind: 'saved', file }, { kind: 'buffer', file });
  if (choice === 'compare' || choice === 'later') return choice;
  if (missing && choice === 'theirs') {
    if (await closeDocument(file, true)) useTabs.setState((tabs) => withoutTab(tabs, file));
    return choice;
  }
  return (await resolveConflict(client, file, choice)) ? choice : 'later';
}

/** The engine knows; its events come over another connection than its answers, earlier or later. */
async function conflictOf(client: StrataClient, file: FileId): Promise<DocumentState['conflict']> {
  try {
    return (await client.call('document.open', { file })).conflict;
  } catch {
    return useDocuments.getState().documents.get(file)?.conflict ?? 'changed-on-disk';
  }
}

/** Tells the engine the answer to a conflict. False when that failed. */
export async function resolveConflict(
  client: StrataClient,
  file: FileId,
  choice: 'mine' | 'theirs' | 'merge',
): Promise<boolean> {
  try {
    const { conflicts } = await client.call('document.resolve', { file, choice });
    if (choice === 'merge') tellHowMerged(file, conflicts);
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** False when the engine could not be told; the tab stays then. */
async function closeDocument(file: FileId, discard: boolean): Promise<boolean> {
  try {
    await closeModel(file, { discard });
  } catch (error) {
    report(error);
    return false;
  }
  forgetDocument(file);
  return true;
}

function tellHowSaved(file: FileId, outcome: 'saved-unsure' | 'saved-in-place'): void {
  const unsure = outcome === 'saved-unsure';
  notify({
    severity: unsure ? 'warning' : 'info',
    code: outcome,
    file,
    message: unsure
      ? `${nameOf(file)} is written, but the disk did not confirm it.`
      : `${nameOf(file)} was saved in place, because its owner or links could not be kept otherwise.`,
    ...(unsure ? { remedy: 'Check the disk, then save again.' } : {}),
  });
}

function tellHowMerged(file: FileId, conflicts: number): void {
  const places = conflicts === 1 ? 'in one place' : `in ${conflicts} places`;
  notify({
    severity: conflicts > 0 ? 'warning' : 'info',
    code: 'merged',
    file,
    message:
      conflicts > 0
        ? `${nameOf(file)} is merged; ${places} both changed the same lines, and yours are kept.`
        : `${nameOf(file)} is merged; nothing was changed twice.`,
    remedy: conflicts > 0 ? 'Compare it with the saved file before you save.' : 'Look it over, then save.',
  });
}

function nameOf(file: FileId): string {
  return baseName(findFile(file)?.path ?? 'The file');
}
