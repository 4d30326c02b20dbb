import type { EngineEvent } from '../shared/contract/events.ts';

/** Hands each event to everybody who listens; one listener that fails does not keep it from the others. */
export class EventHub {
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  emit(event: EngineEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        console.error('A listener failed on an event:', error instanceof Error ? error.message : error);
      }
    }
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
