/** Work that is asked for again and again: one run at a time, and what is asked for meanwhile becomes one more run. */
export class Repeated {
  readonly #work: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #running: Promise<void> | null = null;
  #again = false;

  /** @param failed told of every run that fails; the next one is made all the same */
  constructor(work: () => Promise<void>, failed: (error: unknown) => void) {
    this.#work = work;
    this.#failed = failed;
  }

  /** Runs the work on everything that is so by now. */
  request(): void {
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    const run = this.#work().finally(() => {
      this.#running = null;
      if (!this.#again) return;
      this.#again = false;
      this.request();
    });
    this.#running = run;
    run.catch(this.#failed);
  }

  /** Resolves when no run is under way or asked for; rejects with the error of one that fails meanwhile. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }
}
