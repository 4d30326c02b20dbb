import { StrataError } from '../../shared/contract/errors.ts';
import type { Documents } from '../documents/documents.ts';
import type { History } from '../history/history.ts';
import { fileId } from './files.ts';
import type { LoadedWorkspace } from './load.ts';

export interface DraftedHost {
  readonly documents: Documents;
  readonly history: History;
  /** Told what nobody could expect. */
  failed(error: unknown): void;
}

/**
 * Opens what an earlier session left unsaved in files that take part: of a change of several layers that was not saved
 * yet, no half must show. What cannot be read now is taken up when its file is opened.
 */
export async function openDrafted(
  { files, readings }: LoadedWorkspace,
  { documents, history, failed }: DraftedHost,
): Promise<void> {
  const passOver = (error: unknown) => {
    if (!(error instanceof StrataError)) failed(error);
  };
  try {
    for (const path of history.draftedFiles()) {
      const file = files.get(fileId(path));
      if (file !== undefined && readings.has(path)) await documents.openDrafted(file).catch(passOver);
    }
  } catch (error) {
    passOver(error);
  }
}
