import type { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { StrataError } from '../../shared/contract/errors.ts';
import type { VersionOrigin } from '../../shared/contract/model.ts';
import { etagOf } from '../files/etag.ts';

export interface VersionRow {
  /** Grows by at least one with every version of the workspace. */
  readonly version: number;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  /** The etag of the content. */
  readonly hash: string;
  /** The version of the file before this one. */
  readonly parent: number | null;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly author: string;
  readonly origin: VersionOrigin;
  readonly message: string | null;
  readonly label: string | null;
  /** In bytes. */
  readonly size: number;
}

const COLUMNS = 'version, file, hash, parent, time, author, origin, message, label, size';

/** Stores a content, once however often it occurs, and returns its hash. */
export function storeContent(database: DatabaseSync, bytes: Uint8Array): string {
  const hash = etagOf(bytes);
  if (database.prepare('SELECT 1 FROM contents WHERE hash = ?').get(hash) === undefined) {
    database
      .prepare('INSERT INTO contents (hash, size, bytes) VALUES (?, ?, ?)')
      .run(hash, bytes.length, zstdCompressSync(bytes));
  }
  return hash;
}

/** Removes a content that no version and no save under way refers to. */
export function dropUnusedContent(database: DatabaseSync, hash: string): void {
  database
    .prepare(
      `DELETE FROM contents WHERE hash = :hash
        AND NOT EXISTS (SELECT 1 FROM versions WHERE hash = :hash)
        AND NOT EXISTS (SELECT 1 FROM pending WHERE new_hash = :hash)`,
    )
    .run({ hash });
}

/**
 * Adds a version of a stored content and returns its number. Where the newest version of the file holds the same
 * content, that one's number is returned and nothing added, except for a restore, which always leaves a trace, and
 * for a content that was only set aside until now: that the file holds it is news.
 */
export function addVersion(
  database: DatabaseSync,
  row: Omit<VersionRow, 'version' | 'parent' | 'size'>,
): number {
  const newest = database
    .prepare('SELECT version, hash, origin FROM versions WHERE file = ? ORDER BY version DESC LIMIT 1')
    .get(row.file);
  const told = newest?.hash === row.hash && (newest.origin !== 'unsaved' || row.origin === 'unsaved');
  if (told && row.origin !== 'restored') return Number(newest.version);
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO versions (file, hash, parent, time, author, origin, message, label, size)
        SELECT ?, hash, ?, ?, ?, ?, ?, ?, size FROM contents WHERE hash = ?`,
    )
    .run(
      row.file,
      newest?.version ?? null,
      row.time,
      row.author,
      row.origin,
      row.message,
      row.label,
      row.hash,
    );
  return Number(lastInsertRowid);
}

/** Versions of one file or of all, newest first, at most `limit`, and how many there are in all. */
export function listVersions(
  database: DatabaseSync,
  { file, limit }: { readonly file?: string; readonly limit: number },
): { rows: VersionRow[]; total: number } {
  const where = file === undefined ? '' : 'WHERE file = ?';
  const values = file === undefined ? [] : [file];
  const rows = database
    .prepare(`SELECT ${COLUMNS} FROM versions ${where} ORDER BY version DESC LIMIT ?`)
    .all(...values, limit);
  const counted = database.prepare(`SELECT count(*) AS total FROM versions ${where}`).get(...values);
  return { rows: rows as unknown as VersionRow[], total: Number(counted?.total) };
}

/** Every file that has versions, in order. */
export function versionedFiles(database: DatabaseSync): string[] {
  return database
    .prepare('SELECT DISTINCT file FROM versions ORDER BY file')
    .all()
    .map(({ file }) => String(file));
}

/** One version; null where there is none of that number. */
export function findVersion(database: DatabaseSync, version: number): VersionRow | null {
  const row = database.prepare(`SELECT ${COLUMNS} FROM versions WHERE version = ?`).get(version);
  return (row as unknown as VersionRow | undefined) ?? null;
}

/** The bytes of a version, checked against its hash; null where there is none. HISTORY_UNAVAILABLE when damaged. */
export function contentOf(database: DatabaseSync, version: number): Buffer | null {
  const row = database
    .prepare('SELECT hash, bytes FROM versions JOIN contents USING (hash) WHERE version = ?')
    .get(version);
  if (row === undefined) return null;
  const bytes = decompress(row.bytes as Uint8Array);
  if (bytes !== null && etagOf(bytes) === row.hash) return bytes;
  throw new StrataError({
    code: 'HISTORY_UNAVAILABLE',
    message: `The stored content of version ${version} is damaged: its hash does not fit.`,
    remedy: 'Choose a neighbouring version. The file on disk is not affected.',
    details: { version },
  });
}

/** A content by its etag; null where it is not kept, or damaged. */
export function contentWith(database: DatabaseSync, hash: string): Buffer | null {
  const row = database.prepare('SELECT bytes FROM contents WHERE hash = ?').get(hash);
  const bytes = row === undefined ? null : decompress(row.bytes as Uint8Array);
  return bytes !== null && etagOf(bytes) === hash ? bytes : null;
}

function decompress(bytes: Uint8Array): Buffer | null {
  try {
    return zstdDecompressSync(bytes);
  } catch {
    return null;
  }
}
