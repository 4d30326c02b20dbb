/** Writes unsaved buffers to the draft table, so that a crash costs at most the last second of typing. */
import { StrataError } from '../../shared/contract/errors.ts';
import type { FileId, Notice } from '../../shared/contract/model.ts';
import { unlessFailing } from '../history/failing.ts';
import type { History } from '../history/history.ts';
import { isDirty, type OpenDocument } from './document.ts';

/** Typing rests this long before the buffer is written to the draft table; at most this much is lost to a crash. */
const DRAFT_DELAY_MS = 1000;
/** Until a draft that could not be written or dropped is tried again. */
const DRAFT_RETRY_MS = 1000;

/** What is to be done about the draft of a buffer, and when. */
interface Waiting {
  readonly document: OpenDocument;
  readonly work: 'write' | 'drop';
  readonly timer: NodeJS.Timeout;
}

export class DraftKeeper {
  readonly #history: History;
  readonly #notify: (notice: Notice) => void;
  readonly #waiting = new Map<FileId, Waiting>();
  /** Files whose draft cannot be written just now, and whose user knows. */
  readonly #told = new Set<FileId>();

  constructor(history: History, notify: (notice: Notice) => void) {
    this.#history = history;
    this.#notify = notify;
  }

  /** The buffer has changed: its draft is written soon, or dropped where nothing is unsaved. */
  changed(document: OpenDocument): void {
    if (isDirty(document)) this.#schedule(document, DRAFT_DELAY_MS);
    else this.forget(document);
  }

  forget(document: OpenDocument): void {
    this.#stopWaiting(document.file.id);
    const isDropped = this.#unlessFailing(document, () => this.#history.dropDraft(document.file.path));
    // One that stayed behind would come back as unsaved work at the next start.
    if (!isDropped) this.#schedule(document, DRAFT_RETRY_MS, 'drop');
  }

  /** Writes the drafts of several buffers now, all or none; where it fails they wait as after typing. */
  writeTogether(documents: readonly OpenDocument[]): void {
    const [first] = documents;
    if (first === undefined) return;
    const isWritten = this.#unlessFailing(first, () =>
      this.#history.saveDrafts(
        documents.filter(isDirty).map(({ file, etag, text }) => ({ file: file.path, baseHash: etag, text })),
      ),
    );
    for (const document of documents) {
      if (!isDirty(document)) this.forget(document);
      else if (isWritten) this.#stopWaiting(document.file.id);
      else this.#schedule(document, DRAFT_RETRY_MS);
    }
  }

  /**
   * Writes every waiting draft now. CONFLICT where no history is kept, so that `unsaved` work would be gone with the
   * buffers; HISTORY_UNAVAILABLE or DISK_FULL where it fails. What could not be written goes on waiting.
   */
  flush(unsaved: readonly OpenDocument[]): void {
    const [first] = unsaved;
    if (first !== undefined && !this.#history.available) {
      throw new StrataError({
        code: 'CONFLICT',
        message: `${first.file.path} has unsaved changes, and there is no history to keep them in.`,
        remedy: 'Save them, or close the tab without saving.',
      });
    }
    for (const [id, waiting] of this.#waiting) {
      this.#do(waiting);
      this.#stopWaiting(id);
    }
  }

  #schedule(document: OpenDocument, delayMs: number, work: Waiting['work'] = 'write'): void {
    const { id } = document.file;
    const before = this.#waiting.get(id);
    if (before !== undefined) {
      this.#waiting.set(id, { document, work, timer: before.timer });
      return;
    }
    const timer = setTimeout(() => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (waiting === undefined || this.#unlessFailing(waiting.document, () => this.#do(waiting))) return;
      this.#schedule(waiting.document, DRAFT_RETRY_MS, waiting.work);
    }, delayMs);
    timer.unref();
    this.#waiting.set(id, { document, work, timer });
  }

  #stopWaiting(id: FileId): void {
    clearTimeout(this.#waiting.get(id)?.timer);
    this.#waiting.delete(id);
  }

  #do({ document, work }: Waiting): void {
    const { file, etag, text } = document;
    if (work === 'drop') this.#history.dropDraft(file.path);
    else if (isDirty(document)) this.#history.saveDraft(file.path, etag, text);
  }

  /** Whether it worked; where not, the user knows, and is not told again with every further try. */
  #unlessFailing({ file }: OpenDocument, work: () => void): boolean {
    const worked = () => {
      work();
      this.#told.delete(file.id);
      return true;
    };
    const tell = (notice: Notice) => {
      if (!this.#told.has(file.id)) this.#notify(notice);
      this.#told.add(file.id);
    };
    return unlessFailing(worked, false, { file, notify: tell });
  }
}
