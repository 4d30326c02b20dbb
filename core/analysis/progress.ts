import { PHASE, PHASE_SLOT, STEP_SLOT } from './protocol.ts';

/** Says what the analysis is doing, so that a watcher in another thread can tell work from a hang. */
export interface Progress {
  /** Runs a check whose speed depends on a schema of the workspace. */
  schema<T>(work: () => T): T;
}

/** For analysis in the caller's own thread, where nobody watches. */
export const unwatched: Progress = { schema: (work) => work() };

/** Progress in shared memory. */
export function sharedProgress(memory: Int32Array): Progress {
  return {
    schema(work) {
      const before = Atomics.exchange(memory, PHASE_SLOT, PHASE.schema);
      Atomics.add(memory, STEP_SLOT, 1);
      try {
        return work();
      } finally {
        Atomics.store(memory, PHASE_SLOT, before);
        Atomics.add(memory, STEP_SLOT, 1);
      }
    },
  };
}
