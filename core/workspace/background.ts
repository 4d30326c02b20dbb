/** Work that goes on while nobody waits for it; what fails in it is told, never lost. */
export class Background {
  readonly #failed: (error: unknown) => void;
  readonly #unfinished = new Set<Promise<void>>();

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Lets work run; it may be cut off at the end. */
  run(work: Promise<void>): void {
    work.catch(this.#failed);
  }

  /** Lets work run that `settled` waits for. */
  finish(work: Promise<void>): void {
    this.#unfinished.add(work);
    this.run(work.finally(() => this.#unfinished.delete(work)));
  }

  /** Resolves when all that must be finished has ended, well or badly. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#unfinished);
  }
}
