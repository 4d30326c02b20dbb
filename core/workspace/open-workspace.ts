/**
 * One opened workspace: it ties files, buffers, history, watcher and analysis together and decides nothing
 * they could decide alone.
 */
import { join } from 'node:path';
import type { Selection } from '../../shared/config/resolve.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type {
  AnalysisState,
  DocumentState,
  Etag,
  FileId,
  Notice,
  WorkspaceSnapshot,
} from '../../shared/contract/model.ts';
import { AnalysisClient } from '../analysis/client.ts';
import { analysisSetup } from '../analysis/setup.ts';
import { Documents } from '../documents/documents.ts';
import { GroupEdits } from '../documents/group-edits.ts';
import type { SavingHost } from '../documents/save-document.ts';
import type { EngineHost } from '../engine-types.ts';
import type { EventHub } from '../events.ts';
import type { FileContent } from '../files/read.ts';
import type { FileWatcher } from '../files/watch.ts';
import { type History, openHistory } from '../history/history.ts';
import { patiently } from '../history/patience.ts';
import { SchemaLibrary } from '../schemas/library.ts';
import { WaitingSchemas } from '../schemas/waiting.ts';
import { Background } from './background.ts';
import { openDrafted } from './drafted.ts';
import { fileId, type WorkspaceFile } from './files.ts';
import { formerFile, unknownFile } from './former-files.ts';
import {
  type LoadedWorkspace,
  loadWorkspace,
  mayChangeWorkspace,
  type Reading,
  readContent,
  standsAlone,
  wantsSchema,
} from './load.ts';
import { analysisFailed, manyFiles, schemaStopped, workspaceFailed } from './notices.ts';
import { catchUp, recover } from './recover.ts';
import { Repeated } from './repeated.ts';
import { selectIn } from './selection.ts';
import { describeWorkspace } from './snapshot.ts';
import { hasUnannounced, watchWorkspace } from './watching.ts';

/** A history that is locked holds up everything, so it is waited for between other work instead (`patiently`). */
const BUSY_TIMEOUT_MS = 100;

export interface WorkspaceContext {
  readonly host: EngineHost;
  readonly events: EventHub;
  readonly generation: number;
}

export class OpenWorkspace {
  readonly root: string;
  readonly history: History;
  readonly documents: Documents;
  /** Changes of several buffers as one step. */
  readonly edits: GroupEdits;
  readonly worker: AnalysisClient;
  readonly saving: SavingHost;
  /** Schemas outside of the workspace, and what the user decided about schemas. */
  readonly library: SchemaLibrary;
  /** The newest analysis; null until the first is done. */
  analysis: AnalysisState | null = null;

  readonly #context: WorkspaceContext;
  readonly #notices = new Map<string, Notice>();
  readonly #waitingSchemas = new WaitingSchemas();
  #loaded: LoadedWorkspace;
  /** How often the folder was read. */
  #readings = 1;
  #disk = new Map<string, Etag>();
  #watcher: FileWatcher | null = null;
  readonly #analysing: Repeated;
  readonly #reloading: Repeated;
  /** The worker knows the folder, or is about to be told of it. */
  #begun = false;
  readonly #recoveryFolder: string;
  readonly #background = new Background((error) => this.#failed(error));
  #closed = false;

  static async open(path: string, context: WorkspaceContext): Promise<OpenWorkspace> {
    const { dataFolder, now } = context.host;
    const library = new SchemaLibrary({ dataFolder, now });
    const loaded = await loadWorkspace(path, { library });
    return new OpenWorkspace(loaded, library, context);
  }

  private constructor(loaded: LoadedWorkspace, library: SchemaLibrary, context: WorkspaceContext) {
    this.root = loaded.root;
    this.#loaded = loaded;
    this.library = library;
    this.#context = context;
    const failed = (error: unknown) => this.#failed(error);
    this.#analysing = new Repeated(() => this.#analyseOnce(), failed);
    this.#reloading = new Repeated(() => this.#readAgain(), failed);
    this.#recoveryFolder = join(context.host.dataFolder, 'recovery');
    this.history = openHistory({
      folder: loaded.root,
      fallbackFolder: join(context.host.dataFolder, 'history'),
      now: context.host.now,
      author: context.host.author,
      busyTimeoutMs: BUSY_TIMEOUT_MS,
      onNotice: (notice) => this.notify(notice),
    });
    this.worker = new AnalysisClient({
      schemaStopped: (schema, subject) => {
        this.notify(schemaStopped(schema, subject));
        this.#analysing.request();
      },
      restarted: () => this.#analysing.request(),
      gaveUp: (reason) => this.notify(analysisFailed(reason)),
    });
    this.documents = new Documents({
      history: this.history,
      read: (file) => this.read(file),
      emit: (event) => context.events.emit(event),
      notify: (notice) => this.notify(notice),
      bufferChanged: (file, text) => this.#bufferChanged(file, text),
      diskChanged: (file, content) => this.#diskChanged(file, content),
    });
    this.edits = new GroupEdits({
      documents: this.documents,
      file: (id) => this.file(id),
      opened: (file) => this.#watcher?.open(file.absolute),
    });
    this.saving = {
      history: this.history,
      documents: this.documents,
      root: loaded.root,
      recoveryFolder: this.#recoveryFolder,
      afterwards: (work) => this.#background.finish(work),
      read: (file) => this.read(file),
      wouldBreak: (file, text) =>
        this.worker.call('wouldBreak', file.path, text).catch((error: unknown) => {
          this.#failed(error);
          return [];
        }),
      aboutToWrite: (file, etag) => this.#watcher?.expect(file.absolute, etag),
      wrote: (file, content) => this.#wrote(file, content),
      notify: (notice) => this.notify(notice),
      historyChanged: (file) => context.events.emit({ type: 'history', file: file.id }),
    };
  }

  /** Unsaved work of an earlier session counts from the first analysis on; to be called before `start`. */
  takeUpDrafts(): Promise<void> {
    const { documents, history } = this;
    return openDrafted(this.#loaded, { documents, history, failed: (error) => this.#failed(error) });
  }

  /** Begins the work that needs time: clean-up, first analysis, watching, catching up with the past. */
  start(): void {
    this.#begun = true;
    // Closing waits for it: a command that ends at once must still record what changed meanwhile.
    this.#background.finish(this.#begin());
  }

  snapshot(): WorkspaceSnapshot {
    const { generation } = this.#context;
    const described = describeWorkspace(this.#loaded, { generation, revision: this.#readings }, this.#disk);
    const unsaved = this.documents.unsaved().map(({ file }) => file.id);
    return { ...described, keepsHistory: this.history.available, unsaved };
  }

  notices(): Notice[] {
    return [...this.#notices.values()];
  }

  hasFile(id: FileId): boolean {
    return this.#loaded.files.has(id);
  }

  /** The file with this id, also one that was deleted; NOT_FOUND for what the workspace never held. */
  file(id: FileId): WorkspaceFile {
    const listed = this.#loaded.files.get(id) ?? this.documents.get(id)?.file;
    return listed ?? formerFile(this.root, this.history, id) ?? unknownFile();
  }

  /** What is on disk now; null where the file does not exist. */
  read(file: WorkspaceFile): Promise<FileContent | null> {
    return readContent(file.absolute);
  }

  /** The hash of what was last seen on disk. */
  diskEtag(path: string): Etag {
    return this.#disk.get(path) ?? null;
  }

  async openDocument(id: FileId): Promise<DocumentState> {
    const file = this.file(id);
    const state = await this.documents.open(file);
    this.#watcher?.open(file.absolute);
    if (wantsSchema(this.#loaded, file.path, state.text)) this.#reloading.request();
    return state;
  }

  /** Turns names and aliases into a selection; UNKNOWN_ENVIRONMENT or UNKNOWN_SERVICE with the nearest name. */
  select({ environment, service }: { environment: string; service: string | null }): Selection {
    return selectIn(this.#loaded.model, environment, service);
  }

  notify(notice: Notice): void {
    this.#notices.set(`${notice.code} ${notice.file ?? ''}`, notice);
    this.#context.events.emit({ type: 'notice', notice });
  }

  /** What was read when the folder was opened, or read again. */
  get loaded(): LoadedWorkspace {
    return this.#loaded;
  }

  /** Reads the folder again: the user decided something about its schemas. */
  async reload(): Promise<void> {
    this.#reloading.request();
    await this.#reloading.idle();
  }

  /** Looks at every file now instead of waiting for the system to tell. */
  async refresh(): Promise<void> {
    await this.#watcher?.checkNow();
  }

  /** Drafts are written, locks and watchers released, the worker and the database closed. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#watcher?.close();
    // A save that runs ends first, with its check and its version.
    await this.#settled();
    await this.worker.close();
    await this.#settled();
    try {
      await this.documents.flushDrafts();
      await patiently(() => this.history.catchUp());
    } catch (error) {
      if (!(error instanceof StrataError)) throw error;
      console.error(`Unsaved work is lost. ${error.message}`);
    } finally {
      this.history.close();
    }
  }

  async #settled(): Promise<void> {
    await this.documents.idle();
    await this.#background.settled();
  }

  /** One step that fails must not keep the next ones from running, watching above all. */
  async #begin(): Promise<void> {
    if (this.history.notice !== null) this.notify(this.history.notice);
    if (this.#loaded.scan.truncated) this.notify(manyFiles());
    await this.#setUpAnalysis().catch((error: unknown) => this.#failed(error));
    await this.#recover().catch((error: unknown) => this.#failed(error));
    if (!this.#closed) this.#watcher = this.#watch();
  }

  async #recover(): Promise<void> {
    await recover({
      root: this.root,
      files: [...this.#loaded.files.values()].map(({ absolute }) => absolute),
      recoveryFolder: this.#recoveryFolder,
      history: this.history,
      notify: (notice) => this.notify(notice),
    });
    await catchUp(this.history, this.#loaded.readings);
  }

  async #setUpAnalysis(): Promise<void> {
    this.#rememberDisk();
    this.#tellOfWaitingSchemas();
    const { generation, host } = this.#context;
    await this.worker.setup(analysisSetup(this.#loaded, generation, host.environment));
    for (const document of this.documents.all()) {
      if (document.tier === 'full') this.worker.buffer(document.file.path, document.version, document.text);
    }
    this.#analysing.request();
  }

  #tellOfWaitingSchemas(): void {
    const { notice, isNews } = this.#waitingSchemas.look(this.#loaded.schemas);
    if (notice === null) this.#notices.delete('schema-waits ');
    else if (isNews) this.notify(notice);
  }

  #rememberDisk(): void {
    for (const [path, reading] of this.#loaded.readings) {
      this.#disk.set(path, reading === null || reading instanceof StrataError ? null : reading.etag);
    }
  }

  async #analyseOnce(): Promise<void> {
    if (this.#closed) return;
    // Buffers that change together are all told to the worker before it begins.
    await Promise.resolve();
    try {
      const analysis = await this.worker.call('analyse');
      this.analysis = analysis;
      this.#context.events.emit({ type: 'analysis', analysis });
    } catch (error) {
      if (this.#closed || (error instanceof StrataError && error.code === 'TIMED_OUT')) return;
      this.notify(analysisFailed(error instanceof Error ? error.message : String(error)));
    }
  }

  #bufferChanged(file: WorkspaceFile, text: string | undefined): void {
    const document = this.documents.get(file.id);
    // A larger file is checked when it is saved, not at every key.
    if (document !== undefined && document.tier !== 'full') return;
    // What is open at the start is told together with the folder.
    if (!this.#begun) return;
    this.worker.buffer(file.path, document?.version ?? 0, text ?? null);
    this.#analysing.request();
  }

  #diskChanged(file: WorkspaceFile, content: FileContent | null): void {
    this.#disk.set(file.path, content?.etag ?? null);
    this.#watcher?.known(file.absolute, content?.etag ?? null);
    if (!this.#begun) return;
    this.worker.disk({ path: file.path, text: content?.text ?? null });
    this.#analysing.request();
  }

  #wrote(file: WorkspaceFile, content: { text: string; etag: string }): void {
    const created = (this.#disk.get(file.path) ?? null) === null;
    this.#disk.set(file.path, content.etag);
    this.#watcher?.known(file.absolute, content.etag);
    this.worker.disk({ path: file.path, text: content.text });
    if (created || mayChangeWorkspace(this.#loaded, file.path, content.text)) this.#reloading.request();
    else this.#analysing.request();
  }

  #watch(): FileWatcher {
    const loaded = this.#loaded;
    const watcher = watchWorkspace(loaded, {
      opened: this.documents.all().map(({ file }) => file),
      disk: this.#disk,
      changed: (path, reading) => this.#background.run(this.#changedOutside(path, reading)),
      structureChanged: () => this.#reloading.request(),
      notify: (notice) => this.notify(notice),
    });
    const lookAgain = async () => {
      if (this.#watcher !== watcher) return;
      const isOther = await hasUnannounced(loaded);
      if (isOther && this.#watcher === watcher) this.#reloading.request();
    };
    this.#background.run(watcher.ready.then(lookAgain));
    return watcher;
  }

  async #changedOutside(path: string, reading: Reading): Promise<void> {
    await this.#takeIn(path, reading);
    const text = reading === null || reading instanceof StrataError ? null : reading.text;
    if (mayChangeWorkspace(this.#loaded, path, text)) this.#reloading.request();
  }

  async #takeIn(path: string, reading: Reading): Promise<void> {
    const id = fileId(path);
    // A file that was deleted may be off the list already, while its buffer is still open.
    const file = this.#loaded.files.get(id) ?? this.documents.get(id)?.file;
    if (file === undefined || this.#closed) return;
    if (reading instanceof StrataError) {
      this.documents.unreadable(file, reading);
      this.worker.disk({ path, text: null, error: reading.toShape() });
      this.#analysing.request();
    } else await this.documents.changedOutside(file, reading);
  }

  /** Reads the folder again: the manifest, the schema or the set of files changed. */
  async #readAgain(): Promise<void> {
    if (this.#closed) return;
    const seenBefore = new Map(this.#disk);
    const open = this.documents.all().map(({ file }) => file.path);
    const alone = open.filter((path) => standsAlone(this.#loaded, path));
    this.#loaded = await loadWorkspace(this.root, { library: this.library, alone });
    this.#readings += 1;
    await this.#setUpAnalysis();
    await this.#watcher?.close();
    if (this.#closed) return;
    this.#watcher = this.#watch();
    this.#context.events.emit({ type: 'workspace', workspace: this.snapshot() });
    // What changed at the same moment would otherwise count as known.
    for (const [path, reading] of this.#loaded.readings) {
      if (seenBefore.has(path) && seenBefore.get(path) !== this.#disk.get(path))
        await this.#takeIn(path, reading);
    }
  }

  /** Work nobody waits for failed: the user is told, unless the workspace is gone already. */
  #failed(error: unknown): void {
    if (!this.#closed) this.notify(workspaceFailed(error));
  }
}
