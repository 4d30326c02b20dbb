/** Unsaved text of open buffers, so that a crash costs at most the last second of typing. */
import type { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

export interface Draft {
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly text: string;
  /** The etag of the file the text was written on; null when there was none. */
  readonly baseHash: string | null;
  /** RFC 3339, UTC. */
  readonly time: string;
}

/** Keeps a text, in place of an earlier draft of the file. */
export function putDraft(database: DatabaseSync, { file, text, baseHash, time }: Draft): void {
  // UTF-16 keeps even half a surrogate pair, which typing can leave for a moment.
  const bytes = zstdCompressSync(Buffer.from(text, 'utf16le'));
  database
    .prepare('INSERT OR REPLACE INTO drafts (file, base_hash, bytes, time) VALUES (?, ?, ?, ?)')
    .run(file, baseHash, bytes, time);
}

export function findDraft(database: DatabaseSync, file: string): Draft | null {
  const row = database.prepare('SELECT * FROM drafts WHERE file = ?').get(file);
  return row === undefined ? null : toDraft(row);
}

/** All drafts, in the order of their files. */
export function listDrafts(database: DatabaseSync): Draft[] {
  return database.prepare('SELECT * FROM drafts ORDER BY file').all().map(toDraft);
}

/** The files that have a draft, in order. */
export function draftedFiles(database: DatabaseSync): string[] {
  return database
    .prepare('SELECT file FROM drafts ORDER BY file')
    .all()
    .map(({ file }) => String(file));
}

/** Whether there was one. */
export function removeDraft(database: DatabaseSync, file: string): boolean {
  return Number(database.prepare('DELETE FROM drafts WHERE file = ?').run(file).changes) > 0;
}

function toDraft(row: Record<string, unknown>): Draft {
  return {
    file: String(row.file),
    text: zstdDecompressSync(row.bytes as Uint8Array).toString('utf16le'),
    baseHash: row.base_hash as string | null,
    time: String(row.time),
  };
}
