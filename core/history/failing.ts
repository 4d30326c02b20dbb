import { StrataError } from '../../shared/contract/errors.ts';
import type { Notice } from '../../shared/contract/model.ts';
import type { WorkspaceFile } from '../workspace/files.ts';

/**
 * Runs what a history does on the side of something more important. Where it fails (locked, disk full) the user is
 * told, `otherwise` is returned, and the more important thing goes on.
 */
export function unlessFailing<T>(
  work: () => T,
  otherwise: T,
  { file, notify }: { readonly file: WorkspaceFile; notify(notice: Notice): void },
): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof StrataError)) throw error;
    notify({
      severity: 'warning',
      code: 'history-failing',
      message: `The history could not take note of ${file.path}. ${error.message}`,
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      file: file.id,
    });
    return otherwise;
  }
}
