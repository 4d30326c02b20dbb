import { lstat, mkdir, open, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import { isErrno, isMissing } from './errors.ts';

/** As many links in a row as a save follows; more is a mistake or a trap. */
const MOST_LINKS = 8;

/**
 * The real path a save writes to: symbolic links are followed once, here, so the link itself survives and the
 * later steps cannot be led elsewhere. The file, and folders above it, need not exist.
 * OUTSIDE_WORKSPACE when the end of the chain is in none of `roots`.
 */
export async function resolveTarget(path: string, roots: readonly string[]): Promise<string> {
  const target = await followLinks(path);
  for (const root of roots) {
    if (isInside(await realpath(root), target)) return target;
  }
  throw new StrataError({
    code: 'OUTSIDE_WORKSPACE',
    message: `NOT saved: ${path} leads to ${target}, outside the opened folder.`,
    details: { path, target },
    remedy: 'Open the folder that holds that file, or replace the link by a copy.',
  });
}

/** Makes the missing folders above a target and their entries durable. Errors come as errno. */
export async function createParents(target: string): Promise<void> {
  const folder = dirname(target);
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const top = dirname(first);
  for (let current = folder; current !== top; current = dirname(current)) await syncFolder(dirname(current));
}

/**
 * Makes the entries of a folder survive a power cut. Returns false where the disk refused; filesystems that
 * have no such operation (and Windows) count as done, as in PostgreSQL's `fsync_fname`.
 */
export async function syncFolder(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    return isErrno(error, 'EINVAL', 'ENOTSUP', 'EBADF');
  }
}

/** Whether `target` lies below the folder `root`; both absolute and without links. */
export function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== '' && way !== '..' && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}

async function followLinks(path: string): Promise<string> {
  let current = resolve(path);
  for (let hops = 0; hops <= MOST_LINKS; hops++) {
    current = join(await realFolder(dirname(current)), basename(current));
    const next = await linkTarget(current);
    if (next === null) return current;
    current = resolve(dirname(current), next);
  }
  throw new StrataError({
    code: 'NOT_A_FILE',
    message: `NOT saved: ${path} is a chain of more than ${MOST_LINKS} symbolic links.`,
    details: { path },
    remedy: 'Let the link point to the file directly.',
  });
}

async function linkTarget(path: string): Promise<string | null> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await readlink(path) : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The real path of a folder of which only the upper part may exist yet. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (!isErrno(error, 'ENOENT') || parent === folder) throw error;
    return join(await realFolder(parent), basename(folder));
  }
}
