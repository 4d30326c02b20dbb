import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { FileId, FileInfo, FolderId } from '../../shared/contract/model.ts';

/** A file of the workspace: the id clients name it by, and where it is. */
export interface WorkspaceFile {
  readonly id: FileId;
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly role: FileInfo['role'];
  readonly language: FileInfo['language'];
}

/** The id of a workspace-relative path. It names, it does not prove: the engine looks it up in its own list. */
export function fileId(path: string): FileId {
  const known = fileIds.get(path);
  if (known !== undefined) return known;
  const id = `f_${shortHash(path)}`;
  if (fileIds.size < MAX_REMEMBERED_IDS) fileIds.set(path, id);
  return id;
}

/** Every problem and every value names its file, so an id is asked for far more often than there are files. */
const fileIds = new Map<string, FileId>();
const MAX_REMEMBERED_IDS = 20_000;

export function folderId(absolutePath: string): FolderId {
  return `d_${shortHash(absolutePath)}`;
}

export function languageOf(path: string): FileInfo['language'] {
  const name = basename(path);
  if (name.endsWith('.toml')) return 'toml';
  if (name.endsWith('.json')) return 'json';
  if (name === '.env' || name.startsWith('.env.')) return 'dotenv';
  return 'text';
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
