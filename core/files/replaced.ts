/**
 * A file that lost its name lives on while it is held open. A program that had opened it for writing before
 * (an editor that saves in place, a slow script) still writes there, and nobody would ever see it.
 */
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { etagOf } from './etag.ts';
import { readFromStart } from './read.ts';

/** Pauses between the looks after the replacement; an in-place save of another program ends well within them. */
const PAUSES_MS = [20, 40, 90, 150, 200];
/** Content counts as whole when it stayed the same this long and is not empty (truncated, about to be written). */
const STEADY_MS = 50;
const LONGEST_WAIT_MS = 5_000;

/** The content of a file that another program is writing, once it holds still; at most five seconds later. */
export async function settledContent(handle: FileHandle): Promise<Buffer> {
  const giveUpAt = Date.now() + LONGEST_WAIT_MS;
  let bytes = await readFromStart(handle, 0);
  for (;;) {
    await sleep(STEADY_MS);
    const again = await readFromStart(handle, bytes.length);
    if ((again.length > 0 && again.equals(bytes)) || Date.now() > giveUpAt) return again;
    bytes = again;
  }
}

/**
 * Watches a replaced file for half a second and closes it. Resolves to what was written into it after it had
 * the etag `before`; null, the ordinary case, when nothing was. Never rejects.
 */
export async function lateContent(handle: FileHandle, before: string): Promise<Buffer | null> {
  try {
    for (const pause of PAUSES_MS) {
      await sleep(pause);
      if (etagOf(await readFromStart(handle, 0)) !== before) return await settledContent(handle);
    }
    return null;
  } catch {
    // The save itself is long done; a disk that cannot be read any more is reported by whoever reads next.
    return null;
  } finally {
    await handle.close().catch(() => {});
  }
}
