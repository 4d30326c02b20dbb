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
  return `f_${shortHash(path)}`;
}

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
