/**
 * One save of a file at a time, among all running Strata processes: `.NAME.lock` beside the file, made
 * exclusively. Other programs do not know it; against them there is the comparison of hashes.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StrataError } from '../../shared/contract/errors.ts';
import { hasNoLinks, isErrno, isMissing } from './errors.ts';
import { etagOf } from './etag.ts';
import { OWNER_PATTERN, ownerIsGone, ownerToken } from './owner.ts';
import { temporaryPath } from './temporary.ts';

/** A save takes milliseconds; whoever holds a lock this long is stopped or stuck. */
const WAIT_MS = 5_000;
const RETRY_MS = 10;
/** Where there are no hard links, a process killed between creating and filling a lock leaves an empty one. */
const EMPTY_GRACE_MS = 2_000;
/** File systems end names at 255 bytes; the lock adds six. */
const LONGEST_NAME_BYTES = 240;

const CONTENT = new RegExp(`^strata (${OWNER_PATTERN}) [0-9a-f]{32}\\n$`);

export interface FileLock {
  release(): Promise<void>;
}

/**
 * Waits for the lock of a file, at most `waitMs`; LOCKED after that. Null where the folder does not let
 * this process create files: then nobody else of this user can replace the file either.
 */
export async function lockFile(target: string, waitMs = WAIT_MS): Promise<FileLock | null> {
  const path = lockPath(target);
  const content = `strata ${ownerToken()} ${randomBytes(16).toString('hex')}\n`;
  const giveUpAt = Date.now() + waitMs;
  for (;;) {
    try {
      create(path, content);
      return { release: () => removeIfStill(path, content) };
    } catch (error) {
      if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return null;
      if (!isErrno(error, 'EEXIST')) throw error;
    }
    if (await removeStaleLock(path, { evenEmpty: true })) continue;
    if (Date.now() > giveUpAt) throw locked(target, path);
    await sleep(RETRY_MS);
  }
}

/** Where the lock of a file is. */
export function lockPath(target: string): string {
  const name = basename(target);
  const fits = Buffer.byteLength(name) <= LONGEST_NAME_BYTES;
  return join(dirname(target), `.${fits ? name : etagOf(Buffer.from(name))}.lock`);
}

/** Whether a file name looks like a lock of a file, ours or another program's. */
export function isLockName(name: string): boolean {
  return /^\..+\.lock(-[0-9a-f]{16})?$/.test(name);
}

/**
 * Removes a lock (or the guard of its removal) whose process is dead; returns whether the name is free now.
 * Locks of other programs are left alone. An empty one may be theirs, so it counts only with `evenEmpty`.
 */
export async function removeStaleLock(
  path: string,
  { evenEmpty }: { readonly evenEmpty: boolean },
): Promise<boolean> {
  const seen = await look(path);
  if (seen === null) return true;
  if (seen.content === '' ? !evenEmpty || seen.ageMs < EMPTY_GRACE_MS : !ownedByDead(seen)) return false;
  // Only the holder of the guard of this very content may remove it, and it looks once more while holding it.
  // So no process that read the old lock earlier can take away the lock of a successor.
  const guard = `${path}-${etagOf(Buffer.from(seen.content)).slice(0, 16)}`;
  const content = `strata ${ownerToken()} ${randomBytes(16).toString('hex')}\n`;
  try {
    create(guard, content);
  } catch (error) {
    if (isErrno(error, 'EEXIST', 'EACCES', 'EPERM', 'EROFS')) return false;
    throw error;
  }
  try {
    await removeIfStill(path, seen.content);
    return true;
  } finally {
    await removeIfStill(guard, content);
  }
}

/** Makes the lock with its content in one step: a kill must not leave one that says nothing. Fails with EEXIST. */
function create(path: string, content: string): void {
  const whole = temporaryPath(path).path;
  try {
    writeFileSync(whole, content, { flag: 'wx', mode: 0o600 });
    linkSync(whole, path);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
  } finally {
    // A full disk may have let it be made, but not filled.
    rmSync(whole, { force: true });
  }
}

async function look(path: string): Promise<{ content: string; ageMs: number } | null> {
  try {
    const { mtimeMs } = await stat(path);
    return { content: await readFile(path, 'utf8'), ageMs: Date.now() - mtimeMs };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function ownedByDead({ content, ageMs }: { content: string; ageMs: number }): boolean {
  const owner = CONTENT.exec(content)?.[1];
  return owner !== undefined && ownerIsGone(owner, ageMs);
}

async function removeIfStill(path: string, content: string): Promise<void> {
  if ((await look(path))?.content !== content) return;
  await unlink(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

function locked(target: string, path: string): StrataError {
  return new StrataError({
    code: 'LOCKED',
    message: `NOT saved: another program is saving ${target} (${path} exists).`,
    details: { path: target, lock: path },
    remedy: `Try again in a moment. If no other program is at work, delete ${path}.`,
  });
}
