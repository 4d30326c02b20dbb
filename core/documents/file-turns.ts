import type { FileId } from '../../shared/contract/model.ts';

/** Work on files, one piece at a time for each file, in the order it was asked for. */
export class FileTurns {
  readonly #last = new Map<FileId, Promise<unknown>>();

  /** Runs `work` after whatever else is under way on the file. */
  take<T>(id: FileId, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(id) ?? Promise.resolve();
    const run = before.then(work, work);
    const settled = run
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        if (this.#last.get(id) === settled) this.#last.delete(id);
      });
    this.#last.set(id, settled);
    return run;
  }

  /** Resolves when nothing is under way on any file. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
