/**
 * The sibling file that becomes the saved one. Its name tells the sweep whose it was and what it may hold:
 *   .strata-tmp-OWNER-RANDOM           being written; worthless once its owner is dead
 *   .strata-swap-OWNER-RANDOM-OLD-NEW  complete; trades places with the saved file, so after a kill it holds the
 *                                      new content, the old one, or one that another program wrote just then
 * OLD and NEW are the first 16 digits of the etags.
 */
import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import { keepAttributes } from './attributes.ts';
import { isMissing } from './errors.ts';
import { etagOf } from './etag.ts';
import { OWNER_PATTERN, ownerToken } from './owner.ts';
import { readFromStart } from './read.ts';

const NAME = new RegExp(
  `^\\.strata-(tmp|swap)-(${OWNER_PATTERN})-[0-9a-f]{32}(?:-([0-9a-f]{16})-([0-9a-f]{16}))?$`,
);

export interface Temporary {
  readonly path: string;
  readonly inode: bigint;
  /** OWNER-RANDOM of the name. */
  readonly id: string;
}

/**
 * Writes all bytes to a new file in the folder of `target` and has the disk confirm it. Its permissions are those
 * of any new file of this user. Errors come as errno; IO_ERROR when the disk holds something else afterwards.
 */
export async function writeNew(target: string, bytes: Buffer): Promise<Temporary> {
  const temporary = await writeTemporary(target, bytes, 0o666, async () => true);
  if (temporary === null) throw new Error('A new file has nothing to keep.');
  return temporary;
}

/**
 * As `writeNew`, but with mode, owner and extended attributes of the file at `target`. Null, with nothing left
 * behind, when they cannot be kept.
 */
export function writeLike(target: string, bytes: Buffer, stats: BigIntStats): Promise<Temporary | null> {
  // 0600 until it is dressed: a secret file must not be readable for a moment.
  return writeTemporary(target, bytes, 0o600, (handle, path) =>
    keepAttributes(handle, path, { from: target, stats }),
  );
}

async function writeTemporary(
  target: string,
  bytes: Buffer,
  mode: number,
  dress: (handle: FileHandle, path: string) => Promise<boolean>,
): Promise<Temporary | null> {
  const { path, id } = temporaryPath(target);
  const handle = await open(path, 'wx+', mode);
  let complete = false;
  try {
    await writeAll(handle, bytes);
    if (!(await dress(handle, path))) return null;
    await handle.sync();
    await verify(handle, bytes, path);
    complete = true;
    return { path, id, inode: (await handle.stat({ bigint: true })).ino };
  } finally {
    await handle.close();
    if (!complete) await discard(path);
  }
}

/** Gives a complete temporary file the name under which a kill cannot make its content worthless. */
export async function markComplete(
  temporary: Temporary,
  etags: { readonly before: string; readonly after: string },
): Promise<Temporary> {
  const contents = `${etags.before.slice(0, 16)}-${etags.after.slice(0, 16)}`;
  const path = join(dirname(temporary.path), `.strata-swap-${temporary.id}-${contents}`);
  await rename(temporary.path, path);
  return { ...temporary, path };
}

/** A name that no other file has, beside `target`; a file of it is swept once this process is dead. */
export function temporaryPath(target: string): { path: string; id: string } {
  const id = `${ownerToken()}-${randomBytes(16).toString('hex')}`;
  return { path: join(dirname(target), `.strata-tmp-${id}`), id };
}

/** What the name of a temporary file says; null for any other file. `contents` are etag beginnings it may have. */
export function parseTemporaryName(
  name: string,
): { owner: string; contents: readonly string[] | null } | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, kind, owner = '', before = '', after = ''] = match;
  return { owner, contents: kind === 'swap' ? [before, after] : null };
}

/** Removes a file that may be gone already. */
export async function discard(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

/** Writes until every byte is taken: `write` may take fewer than asked (a full disk, a limit, a signal). */
export async function writeAll(handle: FileHandle, bytes: Buffer, position = 0): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw shortWrite(bytes.length, done);
    done += bytesWritten;
  }
}

async function verify(handle: FileHandle, bytes: Buffer, path: string): Promise<void> {
  const { size } = await handle.stat();
  if (size !== bytes.length) throw shortWrite(bytes.length, size);
  if (etagOf(await readFromStart(handle, size)) !== etagOf(bytes)) {
    throw new StrataError({
      code: 'IO_ERROR',
      message: `NOT saved: what was written to ${path} reads back differently.`,
      details: { path },
      remedy: 'The disk or its driver is faulty. Save to another disk and check this one.',
    });
  }
}

function shortWrite(wanted: number, written: number): StrataError {
  return new StrataError({
    code: 'DISK_FULL',
    message: `NOT saved: the disk took ${written} of ${wanted} bytes.`,
    details: { wanted, written },
    remedy: 'Free some space, or save to another disk. The text is still in the editor.',
  });
}
