import type { FileId, VersionInfo } from '../../shared/contract/model.ts';
import type { Output } from '../../shared/contract/operations.ts';
import type { VersionRow } from '../history/history.ts';
import { fileId } from './files.ts';
import type { OpenWorkspace } from './open-workspace.ts';

/** Versions for the screen, newest first; of one file, or of all where `file` is null. */
export async function listVersions(
  workspace: OpenWorkspace,
  request: { file: FileId | null; limit: number },
): Promise<Output<'history.list'>> {
  const file = request.file === null ? undefined : workspace.file(request.file).path;
  const { rows, total } = workspace.history.list({
    ...(file === undefined ? {} : { file }),
    limit: request.limit,
  });
  const current = new Map<string, string | null>();
  for (const { file: path } of rows) {
    if (!current.has(path)) current.set(path, workspace.diskEtag(path));
  }
  const seen = new Set<string>();
  const versions = rows.map((row) => {
    const isCurrent = !seen.has(row.file) && row.origin !== 'unsaved' && row.hash === current.get(row.file);
    if (isCurrent) seen.add(row.file);
    return describeVersion(row, workspace.hasFile(fileId(row.file)) ? fileId(row.file) : null, isCurrent);
  });
  return { versions, total };
}

export function describeVersion(row: VersionRow, id: FileId | null, current: boolean): VersionInfo {
  return {
    version: row.version,
    file: row.file,
    fileId: id,
    time: row.time,
    origin: row.origin,
    author: row.author,
    ...(row.message === null ? {} : { message: row.message }),
    ...(row.label === null ? {} : { label: row.label }),
    hash: row.hash,
    size: row.size,
    current,
  };
}
