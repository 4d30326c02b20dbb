/**
 * The deadline for schema checks where the analysis runs in the caller's own thread: what takes too long is
 * interrupted, as the worker is ended for the editor. An interrupted step leaves nothing half done behind: results
 * are remembered when they are whole.
 */
import { isNativeError } from 'node:util/types';
import { runInNewContext } from 'node:vm';
import type { Progress } from './progress.ts';
import { SCHEMA_DEADLINE_MS } from './schema-stopped.ts';

/** A schema check was interrupted; `subject` is the path of what was checked. */
export class SchemaHang extends Error {
  readonly subject: string;

  constructor(subject: string) {
    super(`The schema check of ${subject} did not end.`);
    this.subject = subject;
  }
}

export class TimeLimit implements Progress {
  #subject = '';
  /** When the check that runs began; null outside of checks, whose time is not limited. */
  #since: number | null = null;

  schema<T>(work: () => T, subject?: string): T {
    if (subject !== undefined) this.#subject = subject;
    const before = this.#since;
    this.#since = performance.now();
    try {
      return work();
    } finally {
      this.#since = before === null ? null : performance.now();
    }
  }

  /**
   * Runs `work`, which may be run more than once and must remember what it has done.
   *
   * @throws SchemaHang when one check in it takes longer than the deadline
   */
  run<T>(work: () => T): T {
    // An interruption falls anywhere: in a check that began just now, or in work that may take its time.
    for (let allowanceMs = SCHEMA_DEADLINE_MS; ; allowanceMs *= 2) {
      this.#since = null;
      try {
        return runInNewContext('work()', { work }, { timeout: allowanceMs }) as T;
      } catch (error) {
        if (!isInterruption(error)) throw error;
        if (this.#since !== null && performance.now() - this.#since >= SCHEMA_DEADLINE_MS)
          throw new SchemaHang(this.#subject);
      }
    }
  }
}

/** The error is one of the other context, no instance of this one's `Error`. */
function isInterruption(error: unknown): boolean {
  return isNativeError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
