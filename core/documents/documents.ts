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
import { encode } from '../files/read.ts';
import { unlessFailing } from '../history/failing.ts';
import type { Draft, History } from '../history/history.ts';
import { patiently } from '../history/patience.ts';
import { recordSeen } from '../history/seen.ts';
import type { WorkspaceFile } from '../workspace/files.ts';
import { describeDocument, isDirty, type OpenDocument, openDocument, rebase, typedEol } from './document.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { draftRestored, takeUpDraft } from './earlier-work.ts';
import { FileTurns } from './file-turns.ts';
import { mergeText } from './merge-text.ts';

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

/** A buffer that is not open yet, what the disk holds, and the earlier unsaved work that is in it. */
export interface LoadedDocument {
  readonly document: OpenDocument;
  readonly content: FileContent | null;
  readonly draft: Draft | null;
}

export class Documents {
  readonly #host: DocumentsHost;
  readonly #open = new Map<FileId, OpenDocument>();
  readonly #drafts: DraftKeeper;
  readonly #turns = new FileTurns();

  constructor(host: DocumentsHost) {
    this.#host = host;
    this.#drafts = new DraftKeeper(host.history, (notice) => host.notify(notice));
  }

  /** Runs `work` after whatever else is under way on the file: saves, reloads and restores never interleave. */
  exclusively<T>(id: FileId, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(id, work);
  }

  /** Resolves when nothing is under way on any file. */
  idle(): Promise<void> {
    return this.#turns.idle();
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
    return this.exclusively(file.id, async () =>
      describeDocument(this.#open.get(file.id) ?? this.adopt(await this.load(file))),
    );
  }

  /** The buffer a file would be opened with; nothing knows of it before `adopt`. */
  async load(file: WorkspaceFile): Promise<LoadedDocument> {
    const content = await this.#host.read(file);
    const document = openDocument(file, content);
    const draft = takeUpDraft(document, content, this.#host.history);
    return { document, content, draft };
  }

  /**
   * Opens a buffer only where an earlier session left unsaved work on the file. What the disk holds is not noted in
   * the history: at start a save that was cut short has to be settled first.
   */
  async openDrafted(file: WorkspaceFile): Promise<void> {
    await this.exclusively(file.id, async () => {
      if (this.#open.has(file.id)) return;
      const loaded = await this.load(file);
      if (loaded.draft !== null) this.#addBuffer(loaded);
    });
  }

  /** Opens what was loaded, within the same `exclusively`. */
  adopt(loaded: LoadedDocument): OpenDocument {
    const { document, content } = loaded;
    const { file } = document;
    if (content !== null) this.#unlessFailing(file, () => recordSeen(this.#host.history, file.path, content));
    return this.#addBuffer(loaded);
  }

  #addBuffer({ document, content, draft }: LoadedDocument): OpenDocument {
    const { file } = document;
    if (draft !== null) this.#host.notify(draftRestored(file, draft));
    this.#open.set(file.id, document);
    this.#host.diskChanged(file, content);
    this.#host.bufferChanged(file, document.text);
    return document;
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
    this.requireEditable(document);
    applyTo(document, changes);
    this.#edited(document);
    this.#tellEdited(document, changes, client);
    return { version: document.version, dirty: isDirty(document) };
  }

  /**
   * Applies changes to several buffers as one step that was checked before, `changes` as `change` takes them. Their
   * drafts are written before any client hears of it.
   */
  changeTogether(
    edits: readonly { readonly document: OpenDocument; readonly changes: readonly TextChange[] }[],
    client: string,
  ): void {
    for (const { document, changes } of edits) applyTo(document, changes);
    this.#drafts.writeTogether(edits.map(({ document }) => document));
    for (const { document, changes } of edits) {
      this.#host.bufferChanged(document.file, document.text);
      this.#tellEdited(document, changes, client);
    }
  }

  /** Puts a whole text into the buffer; its line breaks become the file's own. */
  replace(id: FileId, text: string, client: string) {
    const document = this.require(id);
    this.requireEditable(document);
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
        await this.keepUnsaved(document);
      }
      this.#drafts.forget(document);
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
          this.#host.history.recordSoon({ file: file.path, bytes, origin: 'external' }),
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
      this.#drafts.forget(document);
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
      if (disk !== null)
        this.#unlessFailing(document.file, () => recordSeen(this.#host.history, document.file.path, disk));
      if (choice !== 'mine') await this.keepUnsaved(document);
      const mine = document.text;
      let conflicts = 0;
      if (choice === 'theirs') {
        rebase(document, disk, disk?.text ?? '');
      } else if (choice === 'merge' && disk !== null) {
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
    this.#drafts.changed(document);
    this.#announce(document, cause);
  }

  /** A save found other bytes on disk than the buffer is based on. */
  inConflict(document: OpenDocument, disk: FileContent | null): void {
    if (disk === null) this.#missing(document);
    else this.#conflict(document, disk);
  }

  /**
   * Puts the buffer's text into history, so that what replaces it can be undone. When this resolves it holds what the
   * buffer holds, also where a locked history took a while and somebody typed meanwhile.
   */
  async keepUnsaved(document: OpenDocument): Promise<void> {
    for (let kept: string | null = null; isDirty(document) && kept !== document.text; ) {
      await patiently(() => {
        kept = document.text;
        this.#host.history.record({
          file: document.file.path,
          // Half a character, which a file cannot hold, must not keep the rest from being kept.
          bytes: encode(kept.toWellFormed(), document.bom),
          origin: 'unsaved',
          message: 'Unsaved work, set aside',
        });
      });
      this.#host.emit({ type: 'history', file: document.file.id });
    }
  }

  /**
   * Writes every waiting draft now. CONFLICT where no history is kept, so that unsaved work would be gone with the
   * buffers; HISTORY_UNAVAILABLE or DISK_FULL where it fails. What could not be written goes on waiting.
   */
  async flushDrafts(): Promise<void> {
    await patiently(() => this.#drafts.flush(this.unsaved()));
  }

  /** TOO_LARGE where the buffer is for reading only. */
  requireEditable({ file, tier }: OpenDocument): void {
    if (tier !== 'read-only') return;
    throw new StrataError({
      code: 'TOO_LARGE',
      message: `${file.path} is too large to edit here; it is open for reading.`,
      remedy: 'Edit it with a tool for large files; Strata follows the change.',
      details: { file: file.id, path: file.path },
    });
  }

  #edited(document: OpenDocument): void {
    this.#host.bufferChanged(document.file, document.text);
    this.#drafts.changed(document);
  }

  #tellEdited(document: OpenDocument, changes: readonly TextChange[], client: string): void {
    this.#host.emit({
      type: 'document.edited',
      file: document.file.id,
      client,
      version: document.version,
      dirty: isDirty(document),
      changes: changes.map(({ range, text }) => ({ range, text })),
    });
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

function applyTo(document: OpenDocument, changes: readonly TextChange[]): void {
  const breaksLine = changes.some(({ text }) => /[\r\n]/.test(text));
  document.text = applyChanges(document.text, changes, breaksLine ? typedEol(document) : '\n');
  document.version += 1;
}
