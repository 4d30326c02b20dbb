/**
 * Keeps the text in an editor and the engine's buffer of the same file in step.
 *
 * The engine owns the true text. What is typed travels as changes made on a version of the buffer, one request
 * at a time; what is typed meanwhile waits and goes together. Answers and events come by different ways and overtake
 * each other: that the buffer has what was sent is believed of whichever comes first, all other events wait until the
 * request under way is settled. When the buffer turns out
 * to be at another version, both texts are merged on their common ancestor and the difference is sent as changes
 * on the version that was read, so neither side ever overwrites what it has not seen.
 */
import { StrataError } from '../../../shared/contract/errors.ts';
import type { EngineEvent } from '../../../shared/contract/events.ts';
import type { DocumentState, Etag, SaveOutcome } from '../../../shared/contract/model.ts';
import { checksum } from '../../../shared/text/checksum.ts';
import type { TextChange } from '../../../shared/text/text.ts';
import { changesBetween } from './changes.ts';
import { asStrataError, givingUp, isOutOfStep, isRefused, isUncertain } from './failures.ts';
import { LineText, splitLines } from './line-text.ts';
import { type BufferState, meet } from './meet.ts';

export type DocumentEvent = Extract<EngineEvent, { type: 'document.edited' | 'document.state' }>;

type EditEvent = Extract<DocumentEvent, { type: 'document.edited' }>;

/** The engine's operations on one document; they reject with StrataError. */
export interface EngineDocument {
  open(): Promise<DocumentState>;
  change(baseVersion: number, changes: readonly TextChange[]): Promise<BufferVersion>;
  replace(text: string): Promise<BufferVersion>;
  save(request: SaveRequest): Promise<SaveOutcome>;
}

export interface BufferVersion {
  readonly version: number;
  readonly dirty: boolean;
}

export interface SaveNote {
  readonly message?: string;
  /** Why a protected environment may become invalid. */
  readonly reason?: string;
}

export interface SaveRequest extends SaveNote {
  readonly version: number;
  readonly checksum: string;
  readonly etag: Etag;
}

/** The text on screen. */
export interface EditorText {
  lines(): string[];
  /** Makes changes that did not come from here; they are not reported back through `typed`. */
  apply(changes: readonly TextChange[]): void;
  /** Names the text's content: the same after an undo that brings the same text back. */
  revision(): number;
}

export interface SyncHost {
  readonly engine: EngineDocument;
  readonly text: EditorText;
  /** Names this window in the engine's events. */
  readonly client: string;
  /** Something that `DocumentSync` shows has changed. */
  onChange(): void;
  /** Runs `work` after a while; the returned function calls it off. */
  later(delayMs: number, work: () => void): () => void;
}

/** A request carries at most so many changes; the contract allows 100,000. */
const MAX_CHANGES = 20_000;
/** A connection that is gone is tried again soon, then ever less often. */
const RETRY_DELAYS_MS = [250, 500, 1000, 2000, 5000];
/** So many merges in a row without one accepted change mean that something is wrong on one of the two sides. */
const MAX_MERGES = 10;

export class DocumentSync {
  readonly #host: SyncHost;
  /** The text of the engine's buffer at the version in `#state`. */
  #base: LineText;
  #state: BufferState;
  /** Sent and not answered; then, made since. Together they lead from the base to the text on screen. */
  #sent: readonly TextChange[] = [];
  #queue: TextChange[] = [];
  /** Ends the wait for the answer about `#sent`, where an event tells first that the buffer has it. */
  #told: ((accepted: BufferVersion) => void) | null = null;
  /** Whether `#sent` may have reached the buffer all the same. */
  #sentMayBeIn = false;
  /** While the engine names `disk` as what its buffer is based on, the text on screen still stands on `base`. */
  #withheld: { readonly disk: Etag; readonly base: Etag } | null = null;
  #held: DocumentEvent[] = [];
  #outOfStep = false;
  #recheck = false;
  #replaceWhole = false;
  #merges = 0;
  #savedRevision: number | null;

  #running = false;
  #closed = false;
  #stall: { readonly error: StrataError; readonly callOff: () => void } | null = null;
  #retries = 0;
  #flushes: PromiseWithResolvers<number>[] = [];
  #saves: SaveJob[] = [];

  /** Starts from a document just opened, whose text is already on screen. */
  constructor(host: SyncHost, { text, ...state }: DocumentState) {
    this.#host = host;
    this.#base = new LineText(splitLines(text));
    this.#state = state;
    this.#savedRevision = state.dirty ? null : host.text.revision();
  }

  get state(): BufferState {
    return this.#state;
  }

  /** Whether something typed here has not been accepted by the engine yet. */
  get pending(): boolean {
    return this.#sent.length > 0 || this.#queue.length > 0 || this.#outOfStep || this.#replaceWhole;
  }

  /** Whether the text differs from the saved one; the engine knows, except about what it has not seen yet. */
  get dirty(): boolean {
    return this.#state.dirty || (this.pending && this.#host.text.revision() !== this.#savedRevision);
  }

  /** Why nothing gets through at the moment; it is tried again by itself. */
  get error(): StrataError | null {
    return this.#stall?.error ?? null;
  }

  /** Takes what was typed, in the editor's order: each change applies to the result of the one before. */
  typed(changes: readonly TextChange[]): void {
    for (const change of changes) this.#queue.push(change);
    // Ahead of what the screen makes of it: the engine works meanwhile. Edits of one command still go together.
    queueMicrotask(() => this.#run());
    this.#host.onChange();
  }

  /** Takes what the engine says about this document. */
  handle(event: DocumentEvent): void {
    this.#held.push(event);
    if (event.type === 'document.edited' && this.#isSent(event)) this.#told?.(told(event));
    this.retry();
    this.#run();
  }

  /** Tries again at once what waits for a connection. */
  retry(): void {
    if (this.#stall === null) return;
    this.#stall.callOff();
    this.#stall = null;
    this.#run();
  }

  /** Looks at the buffer anew: events of a gap in the connection never arrive. */
  recheck(): void {
    this.#recheck = true;
    this.retry();
    this.#run();
  }

  /** Resolves to the buffer's version when it holds everything typed so far; rejects when it cannot be reached. */
  flush(): Promise<number> {
    if (!this.pending) return Promise.resolve(this.#state.version);
    const flush = Promise.withResolvers<number>();
    this.#flushes.push(flush);
    this.retry();
    this.#run();
    return flush.promise;
  }

  /** Sends what waits and has the buffer written. Rejects with the engine's error; nothing was written then. */
  save(note: SaveNote): Promise<SaveOutcome> {
    const job: SaveJob = { note, attempts: 0, ...Promise.withResolvers<SaveOutcome>() };
    this.#saves.push(job);
    this.retry();
    this.#run();
    return job.promise;
  }

  close(): void {
    this.#closed = true;
    this.#stall?.callOff();
    this.#rejectWaiting(
      new StrataError({
        code: 'NOT_FOUND',
        message: `${this.#state.path} is not open in the editor any more.`,
      }),
    );
  }

  async #run(): Promise<void> {
    if (this.#running || this.#closed) return;
    this.#running = true;
    try {
      for (let step = this.#nextStep(); step !== null; step = this.#nextStep()) await step();
    } catch (error) {
      this.#stop(asStrataError(error));
    } finally {
      this.#running = false;
    }
    this.#host.onChange();
  }

  #nextStep(): (() => Promise<void>) | null {
    this.#takeHeldEvents();
    this.#outOfStep ||= this.#recheck;
    this.#recheck = false;
    if (!this.pending) for (const flush of this.#flushes.splice(0)) flush.resolve(this.#state.version);
    if (this.#closed || this.#stall !== null) return null;
    if (this.#outOfStep) return () => this.#merge();
    if (this.#replaceWhole) return () => this.#replace();
    if (this.pending) return () => this.#send();
    const job = this.#saves[0];
    return job === undefined ? null : () => this.#save(job);
  }

  async #send(): Promise<void> {
    if (this.#sent.length === 0) this.#sent = this.#queue.splice(0, MAX_CHANGES);
    const event = Promise.withResolvers<BufferVersion>();
    this.#told = event.resolve;
    try {
      const answer = this.#host.engine.change(this.#state.version, this.#sent);
      this.#accepted(await Promise.race([answer, event.promise]));
    } catch (thrown) {
      const error = asStrataError(thrown);
      if (isUncertain(error)) this.#sentMayBeIn = true;
      if (isOutOfStep(error)) this.#outOfStep = true;
      else if (isRefused(error, this.#retries)) this.#replaceWhole = true;
      else throw error;
    } finally {
      this.#told = null;
    }
  }

  #accepted({ version, dirty }: BufferVersion): void {
    this.#base.apply(this.#sent);
    this.#sent = [];
    this.#sentMayBeIn = false;
    this.#merges = 0;
    this.#retries = 0;
    this.#know({ ...this.#state, version, dirty });
  }

  #know(state: BufferState): void {
    this.#state = state;
    if (!this.pending && !state.dirty) this.#savedRevision = this.#host.text.revision();
    this.#host.onChange();
  }

  /** The last resort, where the engine refuses a change: the whole text as it stands on screen. */
  async #replace(): Promise<void> {
    const lines = this.#host.text.lines();
    this.#sent = [];
    this.#queue = [];
    this.#replaceWhole = false;
    this.#outOfStep = true;
    const answer = await this.#host.engine.replace(lines.join('\n'));
    this.#outOfStep = false;
    this.#base = new LineText(lines);
    this.#accepted(answer);
  }

  async #merge(): Promise<void> {
    this.#merges += 1;
    if (this.#merges > MAX_MERGES) throw givingUp(this.#state.path);
    const document = await this.#host.engine.open();
    this.#outOfStep = false;
    this.#meet(document);
  }

  /** Puts both texts together on what the engine holds now; what only this side has is sent next. */
  #meet({ text, ...found }: DocumentState): void {
    const known = this.#state;
    const theirs = splitLines(text);
    const mine = this.#host.text.lines();
    const uncertain = this.#sentMayBeIn ? this.#sent : [];
    const met = meet({ known, base: this.#base.lines, uncertain, mine, found, theirs });
    this.#host.text.apply(changesBetween(mine, met.lines));
    this.#base = new LineText(theirs);
    this.#sent = [];
    this.#sentMayBeIn = false;
    this.#queue = changesBetween(theirs, met.lines);
    if (met.asks) this.#withheld = { disk: found.etag, base: known.etag };
    this.#knowDisk(found);
  }

  /** Takes over what the engine says of the file, except an etag whose content the text passes over. */
  #knowDisk(state: BufferState): void {
    if (state.etag !== this.#withheld?.disk) this.#withheld = null;
    this.#know(this.#withheld === null ? state : { ...state, etag: this.#withheld.base });
  }

  #takeHeldEvents(): void {
    for (const event of this.#held.splice(0)) {
      if (event.type === 'document.edited') this.#edited(event);
      else this.#stateChanged(event);
    }
  }

  #edited(event: EditEvent): void {
    if (event.version <= this.#state.version) return;
    const isNext = event.version === this.#state.version + 1;
    const isOwn = event.client === this.#host.client;
    if (this.#isSent(event)) {
      this.#accepted(told(event));
    } else if (isNext && !isOwn && !this.pending) {
      this.#base.apply(event.changes);
      this.#host.text.apply(event.changes);
      this.#know({ ...this.#state, ...told(event) });
    } else {
      if (isNext) this.#sentMayBeIn = false;
      this.#outOfStep = true;
    }
  }

  /** Whether an edit is the one in `#sent`: the buffer has it then, whatever becomes of the answer. */
  #isSent({ client, version }: EditEvent): boolean {
    return client === this.#host.client && version === this.#state.version + 1 && this.#sent.length > 0;
  }

  #stateChanged({ cause, document }: Extract<DocumentEvent, { type: 'document.state' }>): void {
    const { text, ...state } = document;
    const { version, dirty } = this.#state;
    if (cause === 'saved' || cause === 'restored' || cause === 'resolved') this.#withheld = null;
    if (state.version === version + 1) this.#sentMayBeIn = false;
    if (this.#outOfStep) return;
    // Overtaken by an edit: what it says of the file on disk still holds, of the text it does not.
    if (state.version < version) this.#knowDisk({ ...state, version, dirty });
    else if (state.version === version && sameLines(splitLines(text), this.#base.lines))
      this.#knowDisk(state);
    else this.#meet(document);
  }

  async #save(job: SaveJob): Promise<void> {
    const lines = this.#host.text.lines();
    const revision = this.#host.text.revision();
    try {
      const { version, etag } = this.#state;
      const outcome = await this.#host.engine.save({
        ...job.note,
        version,
        etag,
        checksum: checksum(lines.join('\n')),
      });
      this.#saves.shift();
      this.#savedRevision = revision;
      this.#withheld = null;
      this.#state = { ...this.#state, etag: outcome.etag, dirty: false };
      this.#host.onChange();
      job.resolve(outcome);
    } catch (thrown) {
      const error = asStrataError(thrown);
      job.attempts += 1;
      if (isOutOfStep(error) && job.attempts <= 2) {
        this.#outOfStep = true;
        this.#replaceWhole = job.attempts === 2;
        return;
      }
      this.#saves.shift();
      job.reject(error);
    }
  }

  #stop(error: StrataError): void {
    const delayMs = RETRY_DELAYS_MS[Math.min(this.#retries, RETRY_DELAYS_MS.length - 1)] ?? 0;
    this.#retries += 1;
    this.#merges = 0;
    this.#stall = { error, callOff: this.#host.later(delayMs, () => this.retry()) };
    this.#rejectWaiting(error);
  }

  #rejectWaiting(error: StrataError): void {
    for (const waiting of [...this.#flushes.splice(0), ...this.#saves.splice(0)]) waiting.reject(error);
  }
}

interface SaveJob extends PromiseWithResolvers<SaveOutcome> {
  readonly note: SaveNote;
  attempts: number;
}

function told({ version, dirty = true }: EditEvent): BufferVersion {
  return { version, dirty };
}

function sameLines(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}
