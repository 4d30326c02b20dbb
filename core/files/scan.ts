import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fromErrno } from './errors.ts';

export interface ScanLimits {
  readonly files: number;
  /** Folders below the root. */
  readonly depth: number;
}

export interface FolderScan {
  /** Relative to the root, with `/`, sorted. */
  readonly files: string[];
  /** Every folder that was looked into, relative to the root ("" is the root itself), with `/`. */
  readonly folders: string[];
  /** There are more than the limits let through. */
  readonly truncated: boolean;
}

const LIMITS: ScanLimits = { files: 5_000, depth: 12 };
/** A bound for somebody who opens `/`: deep trees without any configuration in them. */
const MOST_FOLDERS = 20_000;
/** Never configuration: results of builds, other people's code, version control, our own history. */
const SKIPPED_FOLDERS = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.strata',
  'target',
  'dist',
  'vendor',
  '__pycache__',
  '.venv',
]);

/**
 * The files a workspace can be made of: `*.toml`, dotenv files, `*.json` (schemas). Upper folders come first, so
 * the limits cut off the deepest. Linked folders are not followed, so a loop cannot trap it; folders below the
 * root that cannot be read are passed over. For the root itself NOT_FOUND, NOT_A_FOLDER, NO_PERMISSION.
 */
export async function scanFolder(root: string, limits: ScanLimits = LIMITS): Promise<FolderScan> {
  const files: string[] = [];
  const folders = [''];
  let truncated = false;
  let level = [''];
  for (let depth = 0; level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      for (const entry of await entriesOf(join(root, folder), folder === '')) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!isSkippedFolder(entry.name)) next.push(path);
        } else if (isCandidate(entry.name)) {
          if (files.length < limits.files) files.push(path);
          else truncated = true;
        }
      }
    }
    if (
      next.length > 0 &&
      (depth >= limits.depth || truncated || folders.length + next.length > MOST_FOLDERS)
    ) {
      return { files: files.sort(), folders, truncated: true };
    }
    folders.push(...next);
    level = next;
  }
  return { files: files.sort(), folders, truncated };
}

/** Whether a file of this name can be part of a workspace. */
export function isCandidate(name: string): boolean {
  return /\.(toml|json)$/i.test(name) || /^\.env(\..+)?$/.test(name);
}

/** Whether a folder of this name is never looked into. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

async function entriesOf(folder: string, isRoot: boolean): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    if (isRoot) throw fromErrno(error, { action: 'list', path: folder });
    if (errnoOf(error) === undefined) throw error;
    return [];
  }
}
