/**
 * Saving one file so that at every moment, whatever fails, the disk holds the old content or the new one, and
 * nothing another program wrote is replaced unseen. The steps are those of RELIABILITY section 2:
 *   1 the real file behind the links, inside the workspace     target.ts
 *   2 its lock, against other Strata processes                 lock.ts
 *   3 what it holds now, against what the caller expects
 *   4 the caller's journal entry                               beforeRename
 *   5 a complete sibling, confirmed by the disk                temporary.ts, attributes.ts
 *   6 a last look, and the sibling takes the file's place      publish.ts; in-place.ts where it cannot
 *   7 the caller marks its journal entry as applied
 */
import type { BigIntStats } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import { conflict, fromErrno, isErrno, isMissing } from './errors.ts';
import { etagOf } from './etag.ts';
import { overwriteInPlace } from './in-place.ts';
import { lockFile } from './lock.ts';
import { publishNew, publishOver } from './publish.ts';
import { hashFile, isWritable, LARGEST_FILE_BYTES, openRegular, readFromStart } from './read.ts';
import { createParents, resolveTarget } from './target.ts';
import { discard, type Temporary, writeLike, writeNew } from './temporary.ts';

export interface SaveRequest {
  readonly path: string;
  readonly bytes: Buffer;
  /** The etag the file must have; null: it must not exist. */
  readonly expected: string | null;
  /** The folders outside of which nothing is written. */
  readonly roots: readonly string[];
  /** Called once, when the content fits and before anything is written. A rejection ends the save. */
  readonly beforeRename?: (info: SaveInfo) => Promise<void> | void;
  /** Where the old content waits while a file is overwritten in place; the system's temporary folder if absent. */
  readonly recoveryFolder?: string;
}

export interface SaveInfo {
  /** The real path that will be written. */
  readonly target: string;
  readonly before: string | null;
  readonly after: string;
  readonly previous: Buffer | null;
}

export interface SaveResult {
  readonly etag: string;
  /** `saved-unsure`: the disk did not confirm the folder entry, a power cut now could undo the save. */
  readonly outcome: 'saved' | 'unchanged' | 'saved-in-place' | 'saved-unsure';
  /** What the file held before; null when there was none. */
  readonly previous: Buffer | null;
  /** Content that another program put there in the instant before the replacement: nobody has seen it yet. */
  readonly lost?: Buffer;
  /**
   * Resolves about half a second later: what another program, still holding the replaced file open, wrote into
   * it; null, the ordinary case, when nothing. Never rejects.
   */
  readonly late: Promise<Buffer | null>;
}

/**
 * Writes `bytes` to a file that still is what the caller believes. Equal content is left alone (`unchanged`).
 *
 * Errors, with the old content in place in every case: CONFLICT (`details.disk` is the etag found, null for a
 * missing file), OUTSIDE_WORKSPACE, LOCKED, READ_ONLY, NOT_A_FILE, and those of `fromErrno`.
 */
export async function saveFile(request: SaveRequest): Promise<SaveResult> {
  try {
    const target = await resolveTarget(request.path, request.roots);
    if (request.expected === null) await createParents(target);
    const lock = await lockFile(target).catch((error: unknown) => {
      throw isMissing(error) ? conflict(request.path, null) : error;
    });
    try {
      return await save(request, target, lock !== null);
    } finally {
      await lock?.release();
    }
  } catch (error) {
    throw fromErrno(error, { action: 'write', path: request.path });
  }
}

async function save(request: SaveRequest, target: string, folderWritable: boolean): Promise<SaveResult> {
  const { bytes, expected } = request;
  const etag = etagOf(bytes);
  const current = await readCurrent(target);
  const before = current === null ? null : etagOf(current.bytes);
  const previous = current?.bytes ?? null;
  if (before === etag) return { etag, outcome: 'unchanged', previous, late: Promise.resolve(null) };
  if (before !== expected) throw conflict(request.path, before);
  if (current !== null) await requireWritable(target, current.stats);
  await request.beforeRename?.({ target, before, after: etag, previous });

  const result = { etag, previous };
  if (current === null || before === null) return { ...result, ...(await create(target, bytes)) };
  if (!folderWritable || current.stats.nlink > 1n)
    return { ...result, ...(await overwrite(request, target, current)) };
  const replaced = await replace(target, bytes, { stats: current.stats, before, after: etag });
  return { ...result, ...(replaced ?? (await overwrite(request, target, current))) };
}

type Written = Omit<SaveResult, 'etag' | 'previous'>;

interface Current {
  readonly bytes: Buffer;
  readonly stats: BigIntStats;
}

async function readCurrent(target: string): Promise<Current | null> {
  try {
    const { handle, stats } = await openRegular(target, { follow: false });
    try {
      // Nothing Strata opened is this large, so it was changed: the hash is all a conflict needs.
      if (stats.size > LARGEST_FILE_BYTES) throw conflict(target, await hashFile(target));
      return { stats, bytes: await readFromStart(handle, Number(stats.size)) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function requireWritable(target: string, stats: BigIntStats): Promise<void> {
  if (await isWritable(target, Number(stats.mode))) return;
  throw new StrataError({
    code: 'READ_ONLY',
    message: `NOT saved: ${target} is read-only.`,
    details: { path: target },
    remedy: 'Allow writing (chmod u+w), then save again. The text is still in the editor.',
  });
}

async function create(target: string, bytes: Buffer): Promise<Written> {
  const temporary = await writeNew(target, bytes);
  const { durable, late } = await usingTemporary(temporary, () => publishNew(temporary, target));
  return { outcome: durable ? 'saved' : 'saved-unsure', late };
}

/** Null when a new file cannot take the place of the old one, with nothing changed. */
async function replace(
  target: string,
  bytes: Buffer,
  old: { readonly stats: BigIntStats; readonly before: string; readonly after: string },
): Promise<Written | null> {
  const temporary = await writeLike(target, bytes, old.stats);
  if (temporary === null) return null;
  try {
    const { durable, lost, late } = await usingTemporary(temporary, () =>
      publishOver(temporary, target, old),
    );
    return { outcome: durable ? 'saved' : 'saved-unsure', late, ...(lost === null ? {} : { lost }) };
  } catch (error) {
    // A file mounted by itself (usual in containers), or one in a sticky folder that belongs to somebody else.
    if (isErrno(error, 'EBUSY', 'EXDEV', 'EPERM', 'EACCES')) return null;
    throw error;
  }
}

async function usingTemporary<T>(temporary: Temporary, publish: () => Promise<T>): Promise<T> {
  try {
    return await publish();
  } catch (error) {
    await discard(temporary.path);
    throw error;
  }
}

async function overwrite(request: SaveRequest, target: string, current: Current): Promise<Written> {
  const recoveryFolder = request.recoveryFolder ?? join(tmpdir(), 'strata-recovery');
  await overwriteInPlace({ target, previous: current.bytes, bytes: request.bytes, recoveryFolder });
  return { outcome: 'saved-in-place', late: Promise.resolve(null) };
}
