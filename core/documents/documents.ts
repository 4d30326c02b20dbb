/**
 * The open buffers. The engine owns the true text: clients send changes as lines and columns, so a file with
 * mixed line endings keeps every byte nobody touched, whatever the editor on screen makes of it.
 */

import { StrataError } from '../../shared/contract/errors.ts';
import type { EngineEvent } from '../../shared/contract/events.ts';
import type { DocumentState, FileId, Notice } from '../../shared/contract/model.ts';
import { applyChanges } from '../../shared/text/changes.ts';
import type { TextChange } from '../../shared/text/text.ts';
import type { FileContent } from '../files/read.ts';
import { decodeText, encode } from '../files/read.ts';
import { unlessFailing } from '../history/failing.ts';
import type { History } from '../history/history.ts';
import { recordSeen } from '../history/seen.ts';
import type { WorkspaceFile } from '../workspace/files.ts';
import { describeDocument, isDirty, type OpenDocument, openDocument, rebase, typedEol } from './document.ts';
import { mergeText } from './merge-text.ts';

/** Typing rests this long before the buffer is written to the draft table; at most this much is lost to a crash. */
const DRAFT_DELAY_MS = 1000;
/** Until a draft that could not be written is tried again: waiting for a locked history stops everything else. */
const DRAFT_RETRY_MS = 10_000;

export interface DocumentsHost {
  readonly history: History;
  /** Reads a file now; null where it does not exist. */
  read(file: WorkspaceFile): Promise<FileContent | null>;
  emit(event: EngineEvent): void;
  notify(notice: Notice): void;
  /** The buffer's text is now this; undefined: the file has no buffer any more. */
  bufferChanged(file: WorkspaceFile, text: string | undefined): void;
  /** The disk holds this now. */
  diskChanged(file: WorkspaceFile, content: FileContent | null): void;
}

export class Documents {
  readonly #host: DocumentsHost;
  readonly #open = new Map<FileId, OpenDocument>();
  readonly #draftTimers = new Map<FileId, NodeJS.Timeout>();
  readonly #queues = new Map<FileId, Promise<unknown>>();

  constructor(host: DocumentsHost) {
    this.#host = host;
  }

  /** Runs `work` after whatever else is under way on the file: saves, reloads and restores never interleave. */
  exclusively<T>(id: FileId, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(id) ?? Promise.resolve();
    const run = before.then(work, work);
    const settled = run
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        if (this.#queues.get(id) === settled) this.#queues.delete(id);
      });
    this.#queues.set(id, settled);
    return run;
  }

  /** Resolves when nothing is under way on any file. */
  async idle(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  get(id: FileId): OpenDocument | undefined {
    return this.#open.get(id);
  }

  /** The buffer, or NOT_FOUND: the client has to open the file first. */
  require(id: FileId): OpenDocument {
    const document = this.#open.get(id);
    if (document === undefined) {
      throw new StrataError({
        code: 'NOT_FOUND',
        message: 'This file is not open in the editor.',
        remedy: 'Open it from the Layers panel.',
      });
    }
    return document;
  }

  all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  unsaved(): readonly OpenDocument[] {
    return this.all().filter(isDirty);
  }

  /** Opens a buffer: on unsaved work of an earlier session where there is some, else on the disk. */
  async open(file: WorkspaceFile): Promise<DocumentState> {
    return this.exclusively(file.id, async () => {
      const existing = this.#open.get(file.id);
      if (existing !== undefined) return describeDocument(existing);
      const content = await this.#host.read(file);
      const document = openDocument(file, content);
      if (content !== null)
        this.#unlessFailing(file, () => recordSeen(this.#host.history, file.path, content));
      this.#takeUpDraft(document, content);
      this.#open.set(file.id, document);
      this.#host.diskChanged(file, content);
      this.#host.bufferChanged(file, document.text);
      return describeDocument(document);
    });
  }

  /** Applies a client's changes; OUT_OF_SYNC when they were made on another version. */
  change(id: FileId, baseVersion: number, changes: readonly TextChange[], client: string) {
    const document = this.require(id);
    if (document.version !== baseVersion) {
      throw new StrataError({
        code: 'OUT_OF_SYNC',
        message: `The change was made on version ${baseVersion} of ${document.file.path}, the buffer is at ${document.version}.`,
        remedy: 'Send the whole text.',
      });
    }
    this.#requireEditable(document);
    document.text = applyChanges(document.text, changes, typedEol(document));
    document.version += 1;
    this.#edited(document);
    this.#host.emit({
      type: 'document.edited',
      file: id,
      client,
      version: document.version,
      changes: changes.map((change) => ({ range: change.range, text: change.text })),
    });
    return { version: document.version, dirty: isDirty(document) };
  }

  /** Puts a whole text into the buffer; its line breaks become the file's own. */
  replace(id: FileId, text: string, client: string) {
    const document = this.require(id);
    this.#requireEditable(document);
    document.text = applyChanges('', [{ range: { start: START, end: START }, text }], typedEol(document));
    document.version += 1;
    this.#edited(document);
    this.#announce(document, 'replaced', client);
    return { version: document.version, dirty: isDirty(document) };
  }

  /** Closes the buffer. Discarded work goes to history first, so even a wrong click loses nothing. */
  async close(id: FileId, discard: boolean): Promise<void> {
    await this.exclusively(id, async () => {
      const document = this.require(id);
      if (isDirty(document)) {
        if (!discard) {
          throw new StrataError({
            code: 'CONFLICT',
            message: `${document.file.path} has unsaved changes.`,
            remedy: 'Save them, or close without saving; they stay in History then.',
          });
        }
        this.keepUnsaved(document);
      }
      this.#forgetDraft(document);
      this.#open.delete(id);
      this.#host.bufferChanged(document.file, undefined);
    });
  }

  /** The disk holds something new. A clean buffer follows; one with unsaved work is asked about. */
  async changedOutside(file: WorkspaceFile, content: FileContent | null): Promise<void> {
    await this.exclusively(file.id, async () => {
      const document = this.#open.get(file.id);
      if (content !== null) {
        const { bytes } = content;
        this.#unlessFailing(file, () =>
          this.#host.history.record({ file: file.path, bytes, origin: 'external' }),
        );
      }
      this.#host.diskChanged(file, content);
      this.#host.emit({ type: 'history', file: file.id });
      if (document === undefined) return;
      if ((content?.etag ?? null) === document.etag) return this.#backInStep(document);
      if (content === null) return this.#missing(document);
      // A clean buffer whose file was deleted and written again follows like any other.
      const isEdited = document.text !== document.savedText;
      if (isEdited && content.text !== document.text) return this.#conflict(document, content);
      rebase(document, content, content.text);
      this.#forgetDraft(document);
      this.#host.bufferChanged(file, document.text);
      this.#announce(document, 'reloaded');
    });
  }

  /** The disk could not be read as text; the buffer stays as it is and the next save will be asked about. */
  unreadable(file: WorkspaceFile, error: StrataError): void {
    this.#host.notify({
      severity: 'error',
      code: 'unreadable',
      message: error.message,
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      file: file.id,
    });
  }

  /** Answers a conflict; see `document.resolve` in the contract. */
  async resolve(id: FileId, choice: 'mine' | 'theirs' | 'merge') {
    return this.exclusively(id, async () => {
      const document = this.require(id);
      const disk = await this.#host.read(document.file);
      // The next save may replace what the disk holds by now.
      if (disk !== null) recordSeen(this.#host.history, document.file.path, disk);
      const mine = document.text;
      let conflicts = 0;
      if (choice === 'theirs') {
        this.keepUnsaved(document);
        rebase(document, disk, disk?.text ?? '');
      } else if (choice === 'merge' && disk !== null) {
        this.keepUnsaved(document);
        const merged = mergeText(document.savedText, mine, disk.text);
        conflicts = merged.conflicts;
        rebase(document, disk, merged.text);
      } else {
        rebase(document, disk, mine);
      }
      this.#host.diskChanged(document.file, disk);
      this.#edited(document);
      this.#announce(document, 'resolved');
      return { document: describeDocument(document), conflicts };
    });
  }

  /** After a save or restore: the disk holds `content`, and the buffer, unless typed in meanwhile, equals it. */
  saved(
    document: OpenDocument,
    content: { text: string; etag: string; bom: boolean },
    cause: 'saved' | 'restored',
  ): void {
    if (cause === 'restored') {
      if (document.text !== content.text) document.version += 1;
      document.text = content.text;
    }
    document.savedText = content.text;
    document.etag = content.etag;
    document.bom = content.bom;
    document.conflict = 'none';
    document.disk = null;
    this.#host.bufferChanged(document.file, document.text);
    if (isDirty(document)) this.#scheduleDraft(document);
    else this.#forgetDraft(document);
    this.#announce(document, cause);
  }

  /** A save found other bytes on disk than the buffer is based on. */
  inConflict(document: OpenDocument, disk: FileContent | null): void {
    if (disk === null) this.#missing(document);
    else this.#conflict(document, disk);
  }

  /** Puts the buffer's text into history, so that what replaces it can be undone. */
  keepUnsaved(document: OpenDocument): void {
    if (!isDirty(document)) return;
    this.#host.history.record({
      file: document.file.path,
      // Half a character, which a file cannot hold, must not keep the rest from being kept.
      bytes: encode(document.text.toWellFormed(), document.bom),
      origin: 'unsaved',
      message: 'Unsaved work, set aside',
    });
    this.#host.emit({ type: 'history', file: document.file.id });
  }

  /**
   * Writes every waiting draft now. CONFLICT where no history is kept, so that unsaved work would be gone with the
   * buffers; HISTORY_UNAVAILABLE or DISK_FULL where it fails. What could not be written goes on waiting.
   */
  flushDrafts(): void {
    const [first] = this.unsaved();
    if (first !== undefined && !this.#host.history.available) {
      throw new StrataError({
        code: 'CONFLICT',
        message: `${first.file.path} has unsaved changes, and there is no history to keep them in.`,
        remedy: 'Save them, or close the tab without saving.',
      });
    }
    for (const [id, timer] of this.#draftTimers) {
      const document = this.#open.get(id);
      if (document !== undefined) this.#writeDraft(document);
      clearTimeout(timer);
      this.#draftTimers.delete(id);
    }
  }

  #takeUpDraft(document: OpenDocument, content: FileContent | null): void {
    const draft = this.#host.history.draft(document.file.path);
    if (draft === null || draft.text === document.text) return;
    document.text = draft.text;
    document.version += 1;
    if (draft.baseHash !== document.etag) {
      document.etag = draft.baseHash;
      document.savedText = this.#textWith(draft.baseHash, document.file);
      document.conflict = content === null ? 'missing-on-disk' : 'changed-on-disk';
      document.disk = content;
    }
    this.#host.notify({
      severity: 'info',
      code: 'draft-restored',
      message: `Unsaved work on ${document.file.path} from ${draft.time.slice(0, 16).replace('T', ' ')} UTC is back in the editor.`,
      remedy: 'Save it, or close the tab without saving; it stays in History then.',
      file: document.file.id,
    });
  }

  /** The text a draft was written on; empty, so that merging finds everything in dispute, where it is not known. */
  #textWith(etag: string | null, { path }: WorkspaceFile): string {
    const bytes = etag === null ? null : this.#host.history.contentWith(etag);
    return bytes === null ? '' : decodeText(bytes, path).text;
  }

  #requireEditable(document: OpenDocument): void {
    if (document.tier !== 'read-only') return;
    throw new StrataError({
      code: 'TOO_LARGE',
      message: `${document.file.path} is too large to edit here; it is open for reading.`,
      remedy: 'Edit it with a tool for large files; Strata follows the change.',
    });
  }

  #edited(document: OpenDocument): void {
    this.#host.bufferChanged(document.file, document.text);
    if (isDirty(document)) this.#scheduleDraft(document);
    else this.#forgetDraft(document);
  }

  #backInStep(document: OpenDocument): void {
    if (document.conflict === 'none') return;
    document.conflict = 'none';
    document.disk = null;
    this.#announce(document, 'reloaded');
  }

  #missing(document: OpenDocument): void {
    document.conflict = 'missing-on-disk';
    document.disk = null;
    this.#announce(document, 'missing');
  }

  #conflict(document: OpenDocument, disk: FileContent): void {
    document.conflict = 'changed-on-disk';
    document.disk = disk;
    this.#announce(document, 'conflict');
  }

  #announce(
    document: OpenDocument,
    cause: Extract<EngineEvent, { type: 'document.state' }>['cause'],
    client?: string,
  ) {
    this.#host.emit({
      type: 'document.state',
      cause,
      ...(client === undefined ? {} : { client }),
      document: describeDocument(document),
    });
  }

  #scheduleDraft(document: OpenDocument, delayMs = DRAFT_DELAY_MS): void {
    const id = document.file.id;
    if (this.#draftTimers.has(id)) return;
    const timer = setTimeout(() => {
      this.#draftTimers.delete(id);
      const kept = this.#unlessFailing(document.file, () => this.#writeDraft(document));
      if (!kept) this.#scheduleDraft(document, DRAFT_RETRY_MS);
    }, delayMs);
    timer.unref();
    this.#draftTimers.set(id, timer);
  }

  #writeDraft(document: OpenDocument): void {
    if (!isDirty(document)) return;
    this.#host.history.saveDraft(document.file.path, document.etag, document.text);
  }

  #forgetDraft(document: OpenDocument): void {
    const timer = this.#draftTimers.get(document.file.id);
    if (timer !== undefined) clearTimeout(timer);
    this.#draftTimers.delete(document.file.id);
    this.#unlessFailing(document.file, () => this.#host.history.dropDraft(document.file.path));
  }

  /** Whether it worked; where not, the user knows. */
  #unlessFailing(file: WorkspaceFile, work: () => void): boolean {
    const worked = () => {
      work();
      return true;
    };
    return unlessFailing(worked, false, { file, notify: (notice) => this.#host.notify(notice) });
  }
}

const START = { line: 1, column: 1 };
