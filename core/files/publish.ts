/**
 * The moment of a save: a complete temporary file becomes the file. Up to here nothing was touched; after it
 * nothing may be undone. Other programs write the same file without asking, so whatever this step takes away
 * from the name is looked at afterwards: what was not expected there is handed back, never dropped.
 */
import { lstatSync, renameSync } from 'node:fs';
import { link, lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { conflict, hasNoLinks, isErrno, isMissing } from './errors.ts';
import { etagOf } from './etag.ts';
import { exchange } from './exchange.ts';
import { hashFile, type OpenedFile, openRegular, readFromStart } from './read.ts';
import { lateContent, settledContent } from './replaced.ts';
import { syncFolder } from './target.ts';
import { discard, markComplete, type Temporary } from './temporary.ts';

export interface Published {
  /** False when the disk did not confirm the new folder entry: it is saved, but may not survive a power cut. */
  readonly durable: boolean;
  /** What another program put into the file between the last look and the replacement. */
  readonly lost: Buffer | null;
  /** Resolves, soon after, to what a program still wrote into the replaced file through a handle it held open. */
  readonly late: Promise<Buffer | null>;
}

/** Puts a file where none is. CONFLICT when one appeared meanwhile. Other errors come as errno. */
export async function publishNew(temporary: Temporary, target: string): Promise<Published> {
  try {
    // Unlike rename, link never replaces: the test and the act are one step.
    await link(temporary.path, target);
    await discard(temporary.path);
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw conflict(target, await hashFile(target));
    if (!hasNoLinks(error)) throw error;
    // A file system without hard links (FAT): here the test and the act can only be close together.
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
      throw conflict(target, await hashFile(target));
    }
    renameSync(temporary.path, target);
  }
  return { durable: await syncFolder(dirname(target)), lost: null, late: Promise.resolve(null) };
}

/** Etags of the content that is replaced and of the one that replaces it. */
interface Etags {
  readonly before: string;
  readonly after: string;
}

/**
 * Replaces a file whose content has the etag `before`. CONFLICT, with nothing changed, when it has another one.
 * Other errors come as errno, and then nothing was changed either.
 */
export async function publishOver(temporary: Temporary, target: string, etags: Etags): Promise<Published> {
  const complete = await markComplete(temporary, etags);
  let replaced: OpenedFile | null;
  try {
    replaced = await replace(complete, target, etags.before);
  } catch (error) {
    await discardOwn(complete);
    throw error;
  }
  // From here on the file is saved, so nothing below may fail. What cannot be removed is left to the sweep.
  const content = replaced === null ? null : await inspect(replaced, etags).catch(() => null);
  await discard(complete.path).catch(() => {});
  const durable = await syncFolder(dirname(target));
  if (replaced === null || content === null) {
    await replaced?.handle.close().catch(() => {});
    return { durable, lost: null, late: Promise.resolve(null) };
  }
  const lost = isKnown(content, etags) ? null : content;
  return { durable, lost, late: lateContent(replaced.handle, etagOf(content)) };
}

/** Removes our own content only: after an exchange the name may hold another program's. */
async function discardOwn(complete: Temporary): Promise<void> {
  const stats = lstatSync(complete.path, { bigint: true, throwIfNoEntry: false });
  if (stats?.ino === complete.inode) await discard(complete.path);
}

/** What the replaced file holds; when it is neither of the two contents, what it holds once that is whole. */
async function inspect(replaced: OpenedFile, etags: Etags): Promise<Buffer> {
  const found = await readFromStart(replaced.handle, Number(replaced.stats.size));
  return isKnown(found, etags) ? found : settledContent(replaced.handle);
}

function isKnown(bytes: Buffer, etags: Etags): boolean {
  const etag = etagOf(bytes);
  return etag === etags.before || etag === etags.after;
}

/** The last look and the act. Returns the file that lost its name, held open; null where it cannot be kept open. */
async function replace(complete: Temporary, target: string, before: string): Promise<OpenedFile | null> {
  const current = await openExpected(target, before);
  try {
    const replaced = await takePlace(complete, target, current);
    if (replaced !== current) await current.handle.close();
    return replaced;
  } catch (error) {
    await current.handle.close();
    throw error;
  }
}

/** The last look: the file, held open from here on so that its content can be read after it lost its name. */
async function openExpected(target: string, before: string): Promise<OpenedFile> {
  let current: OpenedFile;
  try {
    current = await openRegular(target, { follow: false });
  } catch (error) {
    if (isMissing(error)) throw conflict(target, null);
    throw error;
  }
  const etag = etagOf(await readFromStart(current.handle, Number(current.stats.size)));
  if (etag === before) return current;
  await current.handle.close();
  throw conflict(target, etag);
}

/**
 * Gives `complete` the name `target` and returns the file that had it. That is `current` unless another program
 * renamed one of its own over it since the last look.
 */
async function takePlace(
  complete: Temporary,
  target: string,
  current: OpenedFile,
): Promise<OpenedFile | null> {
  await exchange(complete.path, target);
  // Whether the exchange happened is read from the disk: the program that does it may have been ended after it.
  const aside = await lstat(complete.path, { bigint: true });
  if (aside.ino === complete.inode) return takePlaceByRename(complete, target, current);
  if (aside.ino === current.stats.ino) return current;
  const displaced = await openRegular(complete.path, { follow: false }).catch(() => null);
  if (displaced !== null) return displaced;
  // A folder, a link or a file that must not be read came in between. It cannot go to history, so it goes back.
  await exchange(complete.path, target);
  throw conflict(target, await hashFile(target).catch(() => null));
}

/**
 * Where names cannot trade places. Between the last two calls lies the only gap of a save: a file that another
 * program renames into place within these microseconds is replaced unseen.
 */
async function takePlaceByRename(
  complete: Temporary,
  target: string,
  current: OpenedFile,
): Promise<OpenedFile | null> {
  // Windows refuses to replace a file that is open.
  const keepOpen = process.platform !== 'win32';
  if (!keepOpen) await current.handle.close();
  const stats = lstatSync(target, { bigint: true, throwIfNoEntry: false });
  if (stats?.ino !== current.stats.ino) throw conflict(target, await hashFile(target));
  renameSync(complete.path, target);
  return keepOpen ? current : null;
}
