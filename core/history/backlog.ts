/** What was to be recorded while another process held the history, in order, until it lets go. */
import { isLocked } from './patience.ts';

/** Until the history is tried again. */
const RETRY_MS = 1_000;

export class Backlog {
  readonly #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** Does the work now, or, where the history is locked, as soon as it is not; then it throws all the same. */
  add(work: () => void): void {
    this.#waiting.push(work);
    this.drain();
  }

  /** Does what waits, in order. Throws when the history is still locked; what fails otherwise is given up. */
  drain(): void {
    for (let work = this.#waiting[0]; work !== undefined; work = this.#waiting[0]) {
      try {
        work();
      } catch (error) {
        if (isLocked(error)) this.#retry();
        else this.#waiting.shift();
        throw error;
      }
      this.#waiting.shift();
    }
  }

  /** No more tries. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #retry(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      try {
        this.drain();
      } catch (error) {
        // Who asked was told the first time.
        if (!isLocked(error)) console.error(error);
      }
    }, RETRY_MS);
    this.#timer.unref();
  }
}
