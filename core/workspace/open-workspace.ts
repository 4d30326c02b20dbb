/**
 * One opened workspace: it ties files, buffers, history, watcher and analysis together and decides nothing
 * they could decide alone.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
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
import type { SavingHost } from '../documents/save-document.ts';
import type { EngineHost } from '../engine-types.ts';
import type { EventHub } from '../events.ts';
import { type FileContent, readFile } from '../files/read.ts';
import { type FolderScan, scanFolder } from '../files/scan.ts';
import { type FileWatcher, watchFiles } from '../files/watch.ts';
import { type History, openHistory } from '../history/history.ts';
import { recordSeen } from '../history/seen.ts';
import { fileId, type WorkspaceFile } from './files.ts';
import { type LoadedWorkspace, loadWorkspace, MANIFEST, type Reading, relativePath } from './load.ts';
import { analysisFailed, manyFiles, schemaStopped, workspaceFailed } from './notices.ts';
import { recover } from './recover.ts';
import { selectIn } from './selection.ts';
import { describeWorkspace } from './snapshot.ts';

export interface WorkspaceContext {
  readonly host: EngineHost;
  readonly events: EventHub;
  readonly generation: number;
}

export class OpenWorkspace {
  readonly root: string;
  readonly history: History;
  readonly documents: Documents;
  readonly worker: AnalysisClient;
  readonly saving: SavingHost;
  /** The newest analysis; null until the first is done. */
  analysis: AnalysisState | null = null;

  readonly #context: WorkspaceContext;
  readonly #notices = new Map<string, Notice>();
  #loaded: LoadedWorkspace;
  #disk = new Map<string, Etag>();
  #watcher: FileWatcher | null = null;
  #analysing = false;
  #analyseAgain = false;
  readonly #recoveryFolder: string;
  readonly #lateWork = new Set<Promise<void>>();
  #reloading = false;
  #reloadAgain = false;
  #closed = false;

  static async open(path: string, context: WorkspaceContext): Promise<OpenWorkspace> {
    const loaded = await loadWorkspace(path);
    return new OpenWorkspace(loaded, context);
  }

  private constructor(loaded: LoadedWorkspace, context: WorkspaceContext) {
    this.root = loaded.root;
    this.#loaded = loaded;
    this.#context = context;
    this.#recoveryFolder = join(context.host.dataFolder, 'recovery');
    this.history = openHistory({
      folder: loaded.root,
      fallbackFolder: join(context.host.dataFolder, 'history'),
      now: context.host.now,
      author: context.host.author,
      onNotice: (notice) => this.notify(notice),
    });
    this.worker = new AnalysisClient({
      schemaStopped: (schema) => this.#schemaStopped(schema),
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
    this.saving = {
      history: this.history,
      documents: this.documents,
      root: loaded.root,
      recoveryFolder: this.#recoveryFolder,
      afterwards: (work) => this.#afterwards(work),
      read: (file) => this.read(file),
      wouldBreak: (file) => this.worker.call('wouldBreak', file.path).catch(() => []),
      aboutToWrite: (file, etag) => this.#watcher?.expect(file.absolute, etag),
      wrote: (file, content) => this.#wrote(file, content),
      notify: (notice) => this.notify(notice),
      historyChanged: (file) => context.events.emit({ type: 'history', file: file.id }),
    };
  }

  /** Begins the work that needs time: clean-up, first analysis, watching, catching up with the past. */
  start(): void {
    // Closing waits for it: a command that ends at once must still record what changed meanwhile.
    this.#afterwards(this.#begin());
  }

  snapshot(): WorkspaceSnapshot {
    const exists = ({ path, absolute }: WorkspaceFile) =>
      this.#disk.has(path) ? this.#disk.get(path) !== null : existsSync(absolute);
    return describeWorkspace(this.#loaded, this.#context.generation, exists);
  }

  notices(): Notice[] {
    return [...this.#notices.values()];
  }

  hasFile(id: FileId): boolean {
    return this.#loaded.files.has(id);
  }

  /** The file with this id; NOT_FOUND for anything the workspace does not list. */
  file(id: FileId): WorkspaceFile {
    const file = this.#loaded.files.get(id);
    if (file === undefined) {
      throw new StrataError({
        code: 'NOT_FOUND',
        message: 'This file is not part of the opened workspace.',
        remedy: 'It may have been deleted or renamed; pick it again from the Layers panel.',
      });
    }
    return file;
  }

  /** What is on disk now; null where the file does not exist. */
  async read(file: WorkspaceFile): Promise<FileContent | null> {
    try {
      return await readFile(file.absolute);
    } catch (error) {
      if (error instanceof StrataError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  /** The hash of what was last seen on disk. */
  diskEtag(path: string): Etag {
    return this.#disk.get(path) ?? null;
  }

  async openDocument(id: FileId): Promise<DocumentState> {
    const file = this.file(id);
    const state = await this.documents.open(file);
    this.#watcher?.open(file.absolute);
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
      this.documents.flushDrafts();
    } catch (error) {
      if (!(error instanceof StrataError)) throw error;
      console.error(`Unsaved work is lost. ${error.message}`);
    } finally {
      this.history.close();
    }
  }

  async #settled(): Promise<void> {
    await this.documents.idle();
    await Promise.allSettled(this.#lateWork);
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
    this.#catchUp();
  }

  /** Changes made while nobody watched become versions, so that History has no gap. */
  #catchUp(): void {
    for (const [path, reading] of this.#loaded.readings) {
      if (reading === null || reading instanceof StrataError) continue;
      recordSeen(this.history, path, reading);
    }
  }

  async #setUpAnalysis(): Promise<void> {
    this.#rememberDisk();
    const { generation, host } = this.#context;
    await this.worker.setup(analysisSetup(this.#loaded, generation, host.environment));
    for (const document of this.documents.all()) {
      if (document.tier === 'full') this.worker.buffer(document.file.path, document.version, document.text);
    }
    this.#analyse();
  }

  #rememberDisk(): void {
    for (const [path, reading] of this.#loaded.readings) {
      this.#disk.set(path, reading === null || reading instanceof StrataError ? null : reading.etag);
    }
  }

  #analyse(): void {
    if (this.#analysing) {
      this.#analyseAgain = true;
      return;
    }
    this.#analysing = true;
    this.worker
      .call('analyse')
      .then((analysis) => {
        this.analysis = analysis;
        this.#context.events.emit({ type: 'analysis', analysis });
      })
      .catch((error: unknown) => {
        if (this.#closed || (error instanceof StrataError && error.code === 'TIMED_OUT')) return;
        this.notify(analysisFailed(error instanceof Error ? error.message : String(error)));
      })
      .finally(() => {
        this.#analysing = false;
        if (!this.#analyseAgain || this.#closed) return;
        this.#analyseAgain = false;
        this.#analyse();
      });
  }

  #bufferChanged(file: WorkspaceFile, text: string | undefined): void {
    const document = this.documents.get(file.id);
    // A larger file is checked when it is saved, not at every key.
    if (document !== undefined && document.tier !== 'full') return;
    this.worker.buffer(file.path, document?.version ?? 0, text ?? null);
    this.#analyse();
  }

  #diskChanged(file: WorkspaceFile, content: FileContent | null): void {
    this.#disk.set(file.path, content?.etag ?? null);
    this.#watcher?.known(file.absolute, content?.etag ?? null);
    this.worker.disk({ path: file.path, text: content?.text ?? null });
    this.#analyse();
  }

  #wrote(file: WorkspaceFile, content: { text: string; etag: string }): void {
    const created = this.#disk.get(file.path) === null;
    this.#disk.set(file.path, content.etag);
    this.#watcher?.known(file.absolute, content.etag);
    this.worker.disk({ path: file.path, text: content.text });
    if (created || file.path === MANIFEST || file.path === this.#loaded.schema?.path) this.#reload();
    else this.#analyse();
  }

  #watch(): FileWatcher {
    const { files, scan, readings } = this.#loaded;
    const layers = [...readings.keys()].map((path) => join(this.root, ...path.split('/')));
    const opened = this.documents.all().map(({ file }) => file);
    const watcher = watchFiles({
      files: [...new Set([...layers, ...opened.map(({ absolute }) => absolute)])],
      folders: scan.folders.map((path) => join(this.root, ...path.split('/'))),
      known: new Map(
        [...files.values(), ...opened].map((file) => [file.absolute, this.#disk.get(file.path) ?? null]),
      ),
      onChange: ({ path, content }) =>
        this.#inBackground(this.#changedOutside(relativePath(this.root, path), content)),
      onStructure: () => this.#reload(),
      onNotice: (notice) => this.notify(notice),
    });
    this.#inBackground(watcher.ready.then(() => this.#findUnannounced(scan, watcher)));
    return watcher;
  }

  /** Files that came or went after the folder was read and before its watcher heard anything. */
  async #findUnannounced(before: FolderScan, watcher: FileWatcher): Promise<void> {
    if (this.#watcher !== watcher) return;
    const { files, folders } = await scanFolder(this.root);
    const same = isDeepStrictEqual([files, folders], [before.files, before.folders]);
    if (!same && this.#watcher === watcher) this.#reload();
  }

  async #changedOutside(path: string, reading: Reading): Promise<void> {
    await this.#takeIn(path, reading);
    if (path === MANIFEST || path === this.#loaded.schema?.path) this.#reload();
  }

  async #takeIn(path: string, reading: Reading): Promise<void> {
    const id = fileId(path);
    // A file that was deleted may be off the list already, while its buffer is still open.
    const file = this.#loaded.files.get(id) ?? this.documents.get(id)?.file;
    if (file === undefined || this.#closed) return;
    if (reading instanceof StrataError) {
      this.documents.unreadable(file, reading);
      this.worker.disk({ path, text: null, error: reading.toShape() });
      this.#analyse();
    } else await this.documents.changedOutside(file, reading);
  }

  /** Reads the folder again: the manifest, the schema or the set of files changed. Requests meanwhile become one. */
  #reload(): void {
    if (this.#reloading) {
      this.#reloadAgain = true;
      return;
    }
    this.#reloading = true;
    this.#inBackground(
      this.#readAgain().finally(() => {
        this.#reloading = false;
        if (!this.#reloadAgain) return;
        this.#reloadAgain = false;
        this.#reload();
      }),
    );
  }

  async #readAgain(): Promise<void> {
    if (this.#closed) return;
    const seenBefore = new Map(this.#disk);
    this.#loaded = await loadWorkspace(this.root);
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

  #afterwards(work: Promise<void>): void {
    this.#lateWork.add(work);
    this.#inBackground(work.finally(() => this.#lateWork.delete(work)));
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#failed(error));
  }

  /** Work nobody waits for failed: the user is told, unless the workspace is gone already. */
  #failed(error: unknown): void {
    if (!this.#closed) this.notify(workspaceFailed(error));
  }

  #schemaStopped(schema: string): void {
    this.notify(schemaStopped(schema));
    this.#analyse();
  }
}
