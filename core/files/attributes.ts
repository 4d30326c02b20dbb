import { execFile } from 'node:child_process';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { isErrno } from './errors.ts';

/**
 * Makes a new file look like the one it will replace: owner, group, mode, and on Linux extended attributes and
 * access lists. Returns false when something cannot be kept; then the old file must be overwritten instead.
 */
export async function keepAttributes(
  handle: FileHandle,
  path: string,
  old: { readonly from: string; readonly stats: BigIntStats },
): Promise<boolean> {
  if (process.platform === 'win32') return true;
  return (
    (await keepOwner(handle, old.stats)) &&
    (await keepMode(handle, old.stats)) &&
    (await keepExtended(old.from, path))
  );
}

/** First, since a change of owner clears the set-user-id bits of the mode. */
async function keepOwner(handle: FileHandle, old: BigIntStats): Promise<boolean> {
  const { uid, gid } = await handle.stat({ bigint: true });
  if (uid === old.uid && gid === old.gid) return true;
  try {
    await handle.chown(Number(old.uid), Number(old.gid));
    return true;
  } catch (error) {
    if (isErrno(error, 'EPERM', 'EACCES', 'EINVAL')) return false;
    throw error;
  }
}

async function keepMode(handle: FileHandle, old: BigIntStats): Promise<boolean> {
  const wanted = Number(old.mode) & 0o7777;
  await handle.chmod(wanted);
  // The kernel drops the set-group-id bit silently when this process is not in the group.
  return ((await handle.stat()).mode & 0o7777) === wanted;
}

/** What `cp` says when this build of it has no such ability; any other failure is about this file. */
const CP_WITHOUT_ABILITY =
  /unrecognized|unknown|unexpected|invalid option|illegal option|without xattr support/i;
let cpIsAble = process.platform === 'linux';

/**
 * Node has no calls for extended attributes, GNU and uutils `cp` copy them (and the access list, which is one).
 * Where `cp` cannot, there is no way to see whether a file has any, and the save goes on without.
 */
function keepExtended(from: string, to: string): Promise<boolean> {
  if (!cpIsAble) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, LC_ALL: 'C' }, timeout: 5_000 };
    execFile(
      'cp',
      ['--attributes-only', '--preserve=mode,xattr', '--', from, to],
      options,
      (error, _, said) => {
        cpIsAble = error === null || (error.code !== 'ENOENT' && !CP_WITHOUT_ABILITY.test(said));
        resolve(error === null || !cpIsAble);
      },
    );
  });
}
