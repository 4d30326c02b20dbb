/** Telling the user once that a schema waits for his word; afterwards the status bar shows it. */
import type { Notice } from '../../shared/contract/model.ts';
import { schemasWait } from '../workspace/notices.ts';
import type { SchemaDocuments } from './documents.ts';

export class WaitingSchemas {
  readonly #told = new Set<string>();

  /**
   * The notice about what waits. `isNews`: some address was not told before; `notice` null: nothing waits any more.
   */
  look({ foreign }: SchemaDocuments): { readonly notice: Notice | null; readonly isNews: boolean } {
    const waiting = [...foreign].filter(([, { state }]) => state === 'waiting').map(([address]) => address);
    const isNews = waiting.some((address) => !this.#told.has(address));
    for (const address of waiting) this.#told.add(address);
    return { notice: waiting.length === 0 ? null : schemasWait(waiting), isNews };
  }
}
