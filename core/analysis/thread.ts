/** Starting the thread the analysis runs in. It needs little, so that a host can begin with it. */
import module from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROGRESS_BYTES } from './protocol.ts';

export interface AnalysisThread {
  readonly worker: Worker;
  /** Where it says what it is doing; `protocol.ts` names the slots. */
  readonly memory: SharedArrayBuffer;
}

let prepared: AnalysisThread | null = null;

/** Starts a thread before it is known what for: it loads while this one does. The next that is asked for is this one. */
export function prepareThread(): void {
  prepared ??= start();
}

/** A thread of its own for whoever asks. It keeps no process alive until it is listened to. */
export function startThread(): AnalysisThread {
  const thread = prepared ?? start();
  prepared = null;
  return thread;
}

function start(): AnalysisThread {
  const memory = new SharedArrayBuffer(PROGRESS_BYTES);
  const worker = new Worker(workerUrl(), { workerData: memory, env: workerEnvironment() });
  worker.unref();
  return { worker, memory };
}

/**
 * With the cache of compiled code that this thread uses, which a thread does not take over by itself: it starts in a
 * third of the time, and need not load what strips the types.
 */
function workerEnvironment(): NodeJS.ProcessEnv {
  const cache = module.getCompileCacheDir?.();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(cache) };
}

/** Beside this file, as source and as bundle alike. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}
