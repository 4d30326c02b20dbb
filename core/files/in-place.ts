/**
 * Overwriting a file where it stands, for the cases in which a new file cannot take its place: other hard links
 * to it, an owner or attributes that cannot be given to a new file, a folder that cannot be written, a file
 * mounted by itself. A kill in the middle leaves it torn, so the old content is set aside on disk first.
 */
import { randomBytes } from 'node:crypto';
import { constants, ftruncateSync, lstatSync, readSync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import { conflict, isMissing } from './errors.ts';
import { etagOf } from './etag.ts';
import { ownerIsGone, ownerToken } from './owner.ts';
import { hashFile } from './read.ts';
import { syncFolder } from './target.ts';
import { discard, writeAll } from './temporary.ts';

const SUFFIX = '.strata-recovery';
const UNFINISHED_GRACE_MS = 60_000;

export interface Overwrite {
  readonly target: string;
  readonly previous: Buffer;
  readonly bytes: Buffer;
  readonly recoveryFolder: string;
}

/**
 * Writes the bytes into the existing file. CONFLICT when it no longer holds `previous`, or holds something else
 * right afterwards. When the disk fails in the middle, the old content is written back; where that fails too,
 * IO_ERROR names the copy. Other errors come as errno, and then the old content is in place.
 */
export async function overwriteInPlace(request: Overwrite): Promise<void> {
  const { target, previous, bytes } = request;
  const handle = await open(target, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0)).catch(
    (error: unknown) => {
      throw isMissing(error) ? conflict(target, null) : error;
    },
  );
  let copy: string | null = null;
  try {
    const { ino } = await handle.stat({ bigint: true });
    copy = await writeRecoveryCopy(request);
    // Synchronous from the last look to the last byte: the gap for other programs is a few microseconds.
    if (!holds(handle.fd, previous)) throw conflict(target, await hashFile(target));
    try {
      writeWhole(handle.fd, bytes);
      await handle.sync();
    } catch (error) {
      if (await putBack(handle, previous)) throw error;
      const kept = copy;
      copy = null;
      throw tornFile(target, kept, error);
    }
    const named = lstatSync(target, { bigint: true, throwIfNoEntry: false });
    if (named?.ino !== ino || !holds(handle.fd, bytes)) throw conflict(target, await hashFile(target));
  } finally {
    await handle.close();
    if (copy !== null) await discard(copy);
  }
}

/** The old content of a file whose overwriting was cut short by a kill or a power cut. */
export interface Interrupted {
  /** Of the file that was being overwritten. */
  readonly path: string;
  readonly previous: Buffer;
  /** Of the copy that holds `previous`; delete it once the content is safe elsewhere. */
  readonly copy: string;
}

/**
 * What the copies of dead processes say. A copy whose file is whole, old or new, is removed; for each of the
 * others the caller decides between the torn file and the old content.
 */
export async function findInterrupted(recoveryFolder: string): Promise<Interrupted[]> {
  const names = await readdir(recoveryFolder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const found: Interrupted[] = [];
  for (const name of names.filter((each) => each.endsWith(SUFFIX))) {
    const copy = join(recoveryFolder, name);
    const content = await readFile(copy);
    const header = parseCopy(content);
    if (header === null) {
      // Cut short itself, before the file was touched; or still being written by a running process.
      if (Date.now() - (await stat(copy)).mtimeMs > UNFINISHED_GRACE_MS) await discard(copy);
    } else if (ownerIsGone(header.owner, Date.now() - header.time)) {
      const disk = await hashFile(header.path);
      if (disk === header.before || disk === header.after) await discard(copy);
      else found.push({ path: header.path, previous: header.previous, copy });
    }
  }
  return found;
}

interface Header {
  readonly path: string;
  readonly owner: string;
  readonly time: number;
  readonly before: string;
  readonly after: string;
}

/** A line of JSON that says what the copy is of, then the old bytes. */
async function writeRecoveryCopy({ target, previous, bytes, recoveryFolder }: Overwrite): Promise<string> {
  await mkdir(recoveryFolder, { recursive: true, mode: 0o700 });
  const header: Header = {
    path: target,
    owner: ownerToken(),
    time: Date.now(),
    before: etagOf(previous),
    after: etagOf(bytes),
  };
  const path = join(recoveryFolder, `${basename(target)}.${randomBytes(8).toString('hex')}${SUFFIX}`);
  const handle = await open(path, 'wx', 0o600);
  try {
    await writeAll(handle, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), previous]));
    await handle.sync();
  } catch (error) {
    await discard(path);
    throw error;
  } finally {
    await handle.close();
  }
  await syncFolder(recoveryFolder);
  return path;
}

function parseCopy(content: Buffer): (Header & { readonly previous: Buffer }) | null {
  const end = content.indexOf('\n');
  if (end === -1) return null;
  try {
    const header = JSON.parse(content.toString('utf8', 0, end)) as Header;
    const previous = content.subarray(end + 1);
    return etagOf(previous) === header.before ? { ...header, previous } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function holds(descriptor: number, wanted: Buffer): boolean {
  const current = Buffer.allocUnsafe(wanted.length + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < current.length; length += read) {
    read = readSync(descriptor, current, length, current.length - length, length);
  }
  return current.subarray(0, length).equals(wanted);
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, done);
  }
  ftruncateSync(descriptor, bytes.length);
}

/** The blocks of the old content are still the file's, so a full disk does not stop this. */
async function putBack(handle: FileHandle, previous: Buffer): Promise<boolean> {
  try {
    writeWhole(handle.fd, previous);
    await handle.sync();
    return holds(handle.fd, previous);
  } catch {
    return false;
  }
}

function tornFile(target: string, copy: string, cause: unknown): StrataError {
  return new StrataError(
    {
      code: 'IO_ERROR',
      message: `NOT saved: the disk failed while ${target} was being overwritten; it may be damaged now.`,
      details: { path: target, copy },
      remedy: `Its content before the save is in ${copy}, after the first line. Check the disk first.`,
    },
    { cause },
  );
}
