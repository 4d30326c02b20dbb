/**
 * The main side of the analysis: forwards texts to the worker and restarts one that hangs. Schemas come from
 * the workspace and may hold patterns that never end, so a schema check has a deadline; our own code has none.
 */
import type { Worker } from 'node:worker_threads';
import { StrataError } from '../../shared/contract/errors.ts';
import { differing } from '../../shared/text/differing.ts';
import type { TextReplacement } from '../../shared/text/replacements.ts';
import { sharedSubject } from './progress.ts';
import {
  type AnalysisSetup,
  type CallName,
  type DiskFile,
  PHASE,
  PHASE_SLOT,
  type Request,
  type Response,
  STEP_SLOT,
  type WorkerCalls,
} from './protocol.ts';
import { isSchemaDocument, schemaBehind } from './schema-documents.ts';
import { SCHEMA_DEADLINE_MS } from './schema-stopped.ts';
import { startThread } from './thread.ts';

const WATCH_INTERVAL_MS = 250;
/** A worker that ends by itself this often within `CRASH_WINDOW_MS` is not started again. */
const CRASH_LIMIT = 3;
const CRASH_WINDOW_MS = 60_000;

type Result<N extends CallName> = ReturnType<WorkerCalls[N]>;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Buffered {
  readonly version: number;
  readonly text: string;
}

export interface AnalysisClientHost {
  /** The worker hung in the workspace's schema, checking `subject`, and was restarted without it. */
  schemaStopped(schema: string, subject: string): void;
  /** The worker ended by itself and was started anew: answers under way are lost and have to be asked for again. */
  restarted(): void;
  /** The worker ended by itself again and again; there is no analysis until the workspace is opened again. */
  gaveUp(reason: string): void;
}

export class AnalysisClient {
  readonly #host: AnalysisClientHost;
  readonly #waiting = new Map<number, Waiting>();
  readonly #buffers = new Map<string, Buffered>();
  /** What the worker was told of the buffers; the rest follows with the next question. */
  readonly #sent = new Map<string, Buffered>();
  #disk = new Map<string, DiskFile>();
  #setup: AnalysisSetup | null = null;
  #worker: Worker;
  /** Where the worker says what it is doing. */
  #memory: Int32Array;
  #nextId = 1;
  #watch: NodeJS.Timeout;
  #lastStep = 0;
  #stepSince = 0;
  #crashes: number[] = [];
  /** Why there is no worker any more; null while there is one. */
  #ended: string | null = null;

  constructor(host: AnalysisClientHost) {
    this.#host = host;
    const { worker, memory } = this.#start();
    this.#worker = worker;
    this.#memory = memory;
    this.#watch = setInterval(() => this.#endHang(), WATCH_INTERVAL_MS);
    this.#watch.unref();
  }

  /** Starts over with a workspace; buffers of the one before are forgotten. */
  async setup(setup: AnalysisSetup): Promise<void> {
    this.#setup = setup;
    this.#disk = new Map(setup.files.map((file) => [file.path, file]));
    this.#buffers.clear();
    this.#sent.clear();
    await this.call('setup', setup);
  }

  disk(file: DiskFile): void {
    // What is sent as a change counts on what the disk held until now.
    this.#sendBuffers();
    this.#disk.set(file.path, file);
    if (this.#setup?.validate === false && isSchemaDocument(this.#setup, file.path))
      this.#setup = { ...this.#setup, validate: true };
    this.#post('disk', file);
  }

  /** Sent with the next question: of what is typed while an analysis runs, only the last text matters. */
  buffer(path: string, version: number, text: string | null): void {
    if (text !== null) this.#buffers.set(path, { version, text });
    else {
      this.#sendBuffers();
      this.#buffers.delete(path);
      this.#sent.delete(path);
      this.#post('buffer', path, version, null);
    }
  }

  /** Asks the worker. TIMED_OUT when it had to be ended meanwhile, or is not started again. */
  call<N extends CallName>(name: N, ...args: Parameters<WorkerCalls[N]>): Promise<Result<N>> {
    if (this.#ended !== null) return Promise.reject(timedOut(this.#ended));
    return new Promise<unknown>((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      // A waiting caller keeps the process alive; an idle worker does not.
      this.#worker.ref();
      this.#sendBuffers();
      const request: Request = { id, name, args };
      this.#worker.postMessage(request);
    }) as Promise<Result<N>>;
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    this.#worker.removeAllListeners();
    this.#end('The workspace was closed.');
    await this.#worker.terminate();
  }

  #sendBuffers(): void {
    for (const [path, buffered] of this.#buffers) {
      const sent = this.#sent.get(path);
      if (sent === buffered) continue;
      this.#sent.set(path, buffered);
      const known = sent?.text ?? this.#disk.get(path)?.text ?? null;
      const { version, text } = buffered;
      if (known === null) this.#post('buffer', path, version, text);
      else this.#post('edit', path, version, replacementBetween(known, text));
    }
  }

  #post(name: CallName, ...args: readonly unknown[]): void {
    const request: Request = { id: this.#nextId++, name, args };
    this.#worker.postMessage(request);
  }

  #start() {
    const { worker, memory } = startThread();
    worker.on('message', (response: Response) => {
      const waiting = this.#waiting.get(response.id);
      this.#waiting.delete(response.id);
      if (this.#waiting.size === 0) worker.unref();
      if (waiting === undefined) return;
      if (response.ok) waiting.resolve(response.value);
      else waiting.reject(new StrataError(response.error));
    });
    worker.on('error', (error) => this.#crashed(error));
    worker.unref();
    return { worker, memory: new Int32Array(memory) };
  }

  #crashed(error: unknown): void {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((time) => now - time < CRASH_WINDOW_MS), now];
    if (this.#crashes.length < CRASH_LIMIT) {
      this.#restart(true);
      this.#host.restarted();
      return;
    }
    this.#end('The check of this workspace cannot run.');
    this.#host.gaveUp(error instanceof Error ? error.message : String(error));
  }

  #endHang(): void {
    const memory = this.#memory;
    const step = Atomics.load(memory, STEP_SLOT);
    if (step !== this.#lastStep || Atomics.load(memory, PHASE_SLOT) !== PHASE.schema) {
      this.#lastStep = step;
      this.#stepSince = Date.now();
      return;
    }
    if (Date.now() - this.#stepSince < SCHEMA_DEADLINE_MS) return;
    const subject = sharedSubject(memory);
    const schema = this.#setup === null ? '' : schemaBehind(this.#setup, subject);
    if (this.#setup !== null) this.#setup = { ...this.#setup, hungAt: subject };
    this.#restart(false);
    this.#host.schemaStopped(schema, subject);
  }

  #restart(validate: boolean): void {
    const ended = this.#worker;
    ended.removeAllListeners();
    void ended.terminate();
    const { worker, memory } = this.#start();
    this.#worker = worker;
    this.#memory = memory;
    this.#lastStep = 0;
    this.#stepSince = Date.now();
    if (this.#setup !== null) {
      this.#setup = {
        ...this.#setup,
        files: [...this.#disk.values()],
        validate: validate && this.#setup.validate,
      };
      this.#sent.clear();
      this.#post('setup', this.#setup);
      this.#sendBuffers();
    }
    this.#rejectAll('The check of this workspace was ended because it took too long.');
  }

  #end(message: string): void {
    this.#ended = message;
    this.#rejectAll(message);
  }

  #rejectAll(message: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(timedOut(message));
  }
}

/** What makes the one text of the other; both sides know the first, so the second is never guessed. */
function replacementBetween(before: string, after: string): TextReplacement {
  const { start, endBefore, endAfter } = differing(before, after);
  return { start, end: endBefore, text: after.slice(start, endAfter) };
}

function timedOut(message: string): StrataError {
  return new StrataError({
    code: 'TIMED_OUT',
    message,
    remedy: 'Try again; the rest of the product goes on.',
  });
}
