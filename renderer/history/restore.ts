/** Bringing an earlier version back, which makes a new one and loses nothing. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { toErrorShape } from '../../shared/contract/errors.ts';
import type { FileId, SaveOutcome, VersionInfo } from '../../shared/contract/model.ts';
import { ask } from '../dialogs/questions.ts';
import { flush, isDirty } from '../editor/models.ts';
import { baseName } from '../state/workspace.ts';
import { notify, report } from '../toasts/queue.ts';

export type Restorable = Pick<VersionInfo, 'version' | 'file' | 'time'>;

/** Asks, then writes the old content as a new version. */
export async function restoreVersion(client: StrataClient, file: FileId, version: Restorable): Promise<void> {
  const name = baseName(version.file);
  try {
    const { versions } = await client.call('history.list', { file: null, limit: 1 });
    const newest = versions[0]?.version;
    const next = newest === undefined ? null : newest + 1;
    if (!(await ask('restore', { name, version, next, unsaved: isDirty(file) }))) return;
    await flush(file);
    const restored = await write(client, file, version);
    if (restored === null) return;
    const { version: made, outcome } = restored;
    const message =
      outcome === 'unchanged'
        ? `${name} holds this version already.`
        : `Version ${version.version} of ${name} is restored${made === null ? '' : ` as version ${made}`}.`;
    notify({ severity: 'info', code: 'restored', file, message });
  } catch (error) {
    report(error);
  }
}

/** Null where it needs a reason and none was given. */
async function write(
  client: StrataClient,
  file: FileId,
  version: Restorable,
  reason?: string,
): Promise<SaveOutcome | null> {
  try {
    const { etag } = await client.call('document.open', { file });
    return await client.call('history.restore', {
      file,
      version: version.version,
      etag,
      ...(reason === undefined ? {} : { reason }),
    });
  } catch (error) {
    const { code, message } = toErrorShape(error);
    if (code !== 'REASON_REQUIRED' || reason !== undefined) throw error;
    const given = await ask('reason', { name: baseName(version.file), message, action: 'Restore' });
    return given === null ? null : write(client, file, version, given);
  }
}
