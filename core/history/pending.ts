/** The journal of saves under way: written before a file is touched, settled when it is known what the disk holds. */
import type { DatabaseSync } from 'node:sqlite';
import type { VersionOrigin } from '../../shared/contract/model.ts';
import { ownerIsGone, ownerToken } from '../files/owner.ts';
import { addVersion, dropUnusedContent, storeContent } from './versions.ts';

export interface PendingSave {
  readonly id: number;
  readonly file: string;
  readonly oldHash: string | null;
  readonly newHash: string;
  readonly time: string;
  readonly author: string;
  readonly origin: VersionOrigin;
  readonly message: string | null;
}

/** How a save that a crash cut short turned out. */
export interface Settled {
  readonly file: string;
  /** The disk holds the new content, the one before, or one that neither of them is. */
  readonly outcome: 'applied' | 'aborted' | 'conflict';
  /** The version that holds what was being saved; null for `aborted`. */
  readonly version: number | null;
}

/** Notes a save, content included. Returns the number to settle it by. */
export function addPending(
  database: DatabaseSync,
  save: Omit<PendingSave, 'id' | 'newHash'> & { readonly bytes: Uint8Array },
): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO pending (file, old_hash, new_hash, time, author, origin, message, owner)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      save.file,
      save.oldHash,
      storeContent(database, save.bytes),
      save.time,
      save.author,
      save.origin,
      save.message,
      ownerToken(),
    );
  return Number(lastInsertRowid);
}

/** The saves whose process is gone. */
export function abandonedSaves(database: DatabaseSync, now: Date): PendingSave[] {
  return database
    .prepare('SELECT * FROM pending ORDER BY id')
    .all()
    .filter((row) => ownerIsGone(String(row.owner), now.getTime() - Date.parse(String(row.time))))
    .map(toPending);
}

/** Ends a save that reached the disk: a version, with the time of the save. Null when it was settled before. */
export function applyPending(database: DatabaseSync, id: number): number | null {
  const save = takePending(database, id);
  return save === null ? null : addVersion(database, { ...save, hash: save.newHash, label: null });
}

/** Ends a save that did not. */
export function abortPending(database: DatabaseSync, id: number): void {
  const save = takePending(database, id);
  if (save !== null) dropUnusedContent(database, save.newHash);
}

/** Ends an abandoned save by what the disk holds now (null: no file). Null when another process was faster. */
export function settlePending(
  database: DatabaseSync,
  { id, file, oldHash, newHash }: PendingSave,
  disk: string | null,
): Settled | null {
  if (disk === newHash) {
    const version = applyPending(database, id);
    return version === null ? null : { file, outcome: 'applied', version };
  }
  if (disk === oldHash) {
    abortPending(database, id);
    return { file, outcome: 'aborted', version: null };
  }
  // Whether the save was overwritten or never happened cannot be told. Either way the user's work is kept.
  const save = takePending(database, id);
  if (save === null) return null;
  const version = addVersion(database, {
    ...save,
    hash: newHash,
    origin: 'unsaved',
    message: 'A save that was cut short; the file holds something else',
    label: null,
  });
  return { file, outcome: 'conflict', version };
}

function takePending(database: DatabaseSync, id: number): PendingSave | null {
  const row = database.prepare('DELETE FROM pending WHERE id = ? RETURNING *').get(id);
  return row === undefined ? null : toPending(row);
}

function toPending(row: Record<string, unknown>): PendingSave {
  return {
    id: Number(row.id),
    file: String(row.file),
    oldHash: row.old_hash as string | null,
    newHash: String(row.new_hash),
    time: String(row.time),
    author: String(row.author),
    origin: row.origin as VersionOrigin,
    message: row.message as string | null,
  };
}
