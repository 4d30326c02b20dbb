import { PHASE, PHASE_SLOT, STEP_SLOT, SUBJECT_START, SUBJECT_UNITS } from './protocol.ts';

/** Says what the analysis is doing, so that whoever watches it can tell work from a hang. */
export interface Progress {
  /** Runs a check whose speed depends on a schema of the workspace. `subject`: the path of what is checked. */
  schema<T>(work: () => T, subject?: string): T;
}

/** For analysis in the caller's own thread, where nobody watches. */
export const unwatched: Progress = { schema: (work) => work() };

/** Progress in shared memory, of `PROGRESS_BYTES`. */
export function sharedProgress(memory: Int32Array): Progress {
  const write = (subject: string) => {
    const length = Math.min(subject.length, SUBJECT_UNITS);
    memory[SUBJECT_START] = length;
    for (let at = 0; at < length; at++) memory[SUBJECT_START + 1 + at] = subject.charCodeAt(at);
  };
  return {
    schema(work, subject) {
      if (subject !== undefined) write(subject);
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

/** The path of what was checked last, as `sharedProgress` wrote it. */
export function sharedSubject(memory: Int32Array): string {
  const start = SUBJECT_START + 1;
  return String.fromCharCode(...memory.slice(start, start + (memory[SUBJECT_START] ?? 0)));
}
