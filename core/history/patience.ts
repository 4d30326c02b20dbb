/** Waiting for a history that another process holds, without holding up anything else. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StrataError } from '../../shared/contract/errors.ts';

/** How long work that must be in the history waits for it. Who holds it longer is stopped or stuck. */
export const PATIENCE_MS = 5_000;
const RETRY_MS = 50;

/** Repeats `work` while the history is locked, until `PATIENCE_MS` have passed; any other error ends it at once. */
export async function patiently<T>(work: () => T): Promise<T> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ; ) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || Date.now() > giveUpAt) throw error;
    }
    await sleep(RETRY_MS);
  }
}

/** Whether an error says that another process holds the history: the same work may succeed in a moment. */
export function isLocked(error: unknown): boolean {
  return (
    error instanceof StrataError && error.code === 'HISTORY_UNAVAILABLE' && error.details?.locked === true
  );
}
