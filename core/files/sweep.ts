import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import { errnoOf, isMissing } from './errors.ts';
import { isLockName, removeStaleLock } from './lock.ts';
import { ownerIsGone } from './owner.ts';
import { hashFile } from './read.ts';
import { discard, parseTemporaryName } from './temporary.ts';

export interface Sweep {
  readonly removed: string[];
  /**
   * Files that held their place for an instant when a save was killed, with content that neither that save nor
   * the file before it had: another program wrote it. They stay until the caller has put them into history.
   */
  readonly kept: string[];
}

/**
 * Removes what saves of dead processes left in these folders: temporary files and locks. What belongs to a
 * running process, or to another program, stays. Missing and unreadable folders are passed over.
 */
export async function sweepTemporaries(folders: readonly string[]): Promise<Sweep> {
  const sweep: Sweep = { removed: [], kept: [] };
  for (const folder of new Set(folders)) {
    for (const name of await namesIn(folder)) {
      const path = join(folder, name);
      try {
        await sweepOne(path, name, sweep);
      } catch (error) {
        // What cannot be removed harms nobody, and another start may be able to.
        if (!isExpected(error)) throw error;
      }
    }
  }
  return sweep;
}

async function sweepOne(path: string, name: string, sweep: Sweep): Promise<void> {
  const temporary = parseTemporaryName(name);
  if (temporary === null) {
    if (isLockName(name) && (await removeStaleLock(path, { evenEmpty: false }))) sweep.removed.push(path);
    return;
  }
  const age = await ageOf(path);
  if (age === null || !ownerIsGone(temporary.owner, age)) return;
  const beginning = temporary.contents === null ? null : (await hashFile(path))?.slice(0, 16);
  if (beginning === null || beginning === undefined || temporary.contents?.includes(beginning)) {
    await discard(path);
    sweep.removed.push(path);
  } else {
    sweep.kept.push(path);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (!isExpected(error)) throw error;
    return [];
  }
}

function isExpected(error: unknown): boolean {
  return error instanceof StrataError || errnoOf(error) !== undefined;
}

async function ageOf(path: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(path)).ctimeMs;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
