/** Bringing an earlier version back, which makes a new one and loses nothing. */
import type { StrataClient } from '../../shared/contract/client.ts';
import type { FileId, VersionInfo } from '../../shared/contract/model.ts';
import { ask } from '../dialogs/questions.ts';
import { flush, isDirty } from '../editor/models.ts';
import { baseName } from '../state/workspace.ts';
import { notify, report } from '../toasts/queue.ts';

/** Asks, then writes the old content as a new version. */
export async function restoreVersion(
  client: StrataClient,
  file: FileId,
  version: VersionInfo,
): Promise<void> {
  const name = baseName(version.file);
  try {
    const { versions } = await client.call('history.list', { file: null, limit: 1 });
    const newest = versions[0]?.version;
    const next = newest === undefined ? null : newest + 1;
    if (!(await ask('restore', { name, version, next, unsaved: isDirty(file) }))) return;
    await flush(file);
    const { etag } = await client.call('document.open', { file });
    const { version: made, outcome } = await client.call('history.restore', {
      file,
      version: version.version,
      etag,
    });
    const message =
      outcome === 'unchanged'
        ? `${name} holds this version already.`
        : `Version ${version.version} of ${name} is restored${made === null ? '' : ` as version ${made}`}.`;
    notify({ severity: 'info', code: 'restored', file, message });
  } catch (error) {
    report(error);
  }
}
