import { StrataError } from '../../shared/contract/errors.ts';
import type { Notice } from '../../shared/contract/model.ts';
import type { WorkspaceFile } from '../workspace/files.ts';

import { patiently } from './patience.ts';

interface About {
  readonly file: WorkspaceFile;
  notify(notice: Notice): void;
}

/**
 * Runs what a history does on the side of something more important. Where it fails (locked, disk full) the user is
 * told, `otherwise` is returned, and the more important thing goes on.
 */
export function unlessFailing<T>(work: () => T, otherwise: T, about: About): T {
  try {
    return work();
  } catch (error) {
    tell(error, about);
    return otherwise;
  }
}

/** The same for what should be in the history before anything else happens: waits a while where it is locked. */
export async function unlessFailingFor<T>(work: () => T, otherwise: T, about: About): Promise<T> {
  try {
    return await patiently(work);
  } catch (error) {
    tell(error, about);
    return otherwise;
  }
}

function tell(error: unknown, { file, notify }: About): void {
  if (!(error instanceof StrataError)) throw error;
  notify({
    severity: 'warning',
    code: 'history-failing',
    message: `The history could not take note of ${file.path}. ${error.message}`,
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    file: file.id,
  });
}
