/** What an earlier run that was cut short has left: settled at start, and every content of it kept. */
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Notice } from '../../shared/contract/model.ts';
import { findInterrupted } from '../files/in-place.ts';
import { hashFile } from '../files/read.ts';
import { sweepTemporaries } from '../files/sweep.ts';
import { isInside } from '../files/target.ts';
import type { History } from '../history/history.ts';
import { patiently } from '../history/patience.ts';
import { recordSeen } from '../history/seen.ts';
import { type Reading, relativePath } from './load.ts';

export interface Recovery {
  readonly root: string;
  /** Absolute paths of the files Strata may have been saving. */
  readonly files: readonly string[];
  readonly recoveryFolder: string;
  readonly history: History;
  notify(notice: Notice): void;
}

/** Settles the journal of saves, removes leftovers, and puts contents found only in leftovers into history. */
export async function recover(recovery: Recovery): Promise<void> {
  const { root, files, history, notify } = recovery;
  const settled = await history.reconcile((path) => hashFile(join(root, ...path.split('/'))));
  for (const { file, outcome } of settled) {
    if (outcome === 'conflict') notify(cutShort(file));
  }
  await keepInterrupted(recovery);
  const { kept } = await sweepTemporaries([...new Set(files.map((file) => dirname(file)))]);
  for (const leftover of kept) {
    const bytes = await readFile(leftover);
    await patiently(() =>
      history.record({
        file: relativePath(root, leftover),
        bytes,
        origin: 'external',
        message: 'Found in a temporary file of a save that was cut short',
      }),
    );
    if (history.available) await rm(leftover, { force: true });
  }
}

/** Changes made while nobody watched become versions, so that History has no gap. */
export async function catchUp(history: History, readings: ReadonlyMap<string, Reading>): Promise<void> {
  for (const [path, reading] of readings) {
    if (reading === null || reading instanceof StrataError) continue;
    await patiently(() => recordSeen(history, path, reading, (version) => void history.record(version)));
  }
}

/** Saves in place that were cut short leave a torn file and a copy of what it held before. */
async function keepInterrupted({ root, recoveryFolder, history, notify }: Recovery): Promise<void> {
  for (const { path, previous, copy } of await findInterrupted(recoveryFolder)) {
    if (!isInside(root, path) || !history.available) continue;
    const file = relativePath(root, path);
    await patiently(() =>
      history.record({
        file,
        bytes: previous,
        origin: 'external',
        message: 'Held before a save that was cut short',
      }),
    );
    notify({
      severity: 'error',
      code: 'save-interrupted',
      message: `A save of ${file} was cut short and the file may be torn.`,
      remedy: 'What it held before is the newest version in History; compare, and restore it if you need it.',
    });
    await rm(copy, { force: true });
  }
}

function cutShort(file: string): Notice {
  return {
    severity: 'warning',
    code: 'save-cut-short',
    message: `A save of ${file} was cut short, and the file holds something else now.`,
    remedy: 'What was being saved is in History; compare it with the file.',
  };
}
