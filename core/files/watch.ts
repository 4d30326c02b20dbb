/**
 * Telling the engine what other programs do to its files. The system's change events are a hint, never the
 * truth: they get lost without notice (inotify queue overflow), come twice, or come early. So an event only makes
 * the file be looked at, a change is what its hash says, and everything is looked at every few seconds anyway.
 */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { Notice } from '../../shared/contract/model.ts';
import { errnoOf } from './errors.ts';
import { isRemote } from './filesystem.ts';
import { isLockName } from './lock.ts';
import { isCandidate, isSkippedFolder } from './scan.ts';
import { FolderStructure } from './structure.ts';
import { parseTemporaryName } from './temporary.ts';
import { type FileChange, FileTruth } from './truth.ts';

/** Programs write in several steps; events within this pause are one change. */
const SETTLE_MS = 100;
/** A file that is written all the time is looked at this often all the same. */
const LONGEST_SETTLE_MS = 1_000;
/** How long a change may go unseen when the system's events fail silently. */
const LOOK_AT_ALL_MS = 5_000;
/** The same where the system has told that it will send no events. */
const POLLING_MS = 1_000;

export interface WatchOptions {
  /** Absolute paths; missing files count, they may appear. */
  readonly files: readonly string[];
  /** Folders, besides those of `files`, in which files of a workspace and subfolders may come and go. */
  readonly folders?: readonly string[];
  /** The etags the caller has seen, null for missing files. */
  readonly known: ReadonlyMap<string, string | null>;
  /** A file holds something else than was known. It is known from then on. */
  onChange(change: FileChange): void;
  /** Files of a workspace, or subfolders, came or went. */
  onStructure(): void;
  onNotice(notice: Notice): void;
}

export interface FileWatcher {
  /** Resolves when the system's events flow. */
  readonly ready: Promise<void>;
  /** Call after own reads and saves: this etag is no news. */
  known(path: string, etag: string | null): void;
  /** Call before an own save replaces the file: neither is this one, until `known` is called. */
  expect(path: string, etag: string): void;
  /** Watches one more file. */
  open(path: string): void;
  /** Looks at every file and folder now: on focus, before a save. */
  checkNow(): Promise<void>;
  /** Ends every handle and timer; no call is made after it resolved. */
  close(): Promise<void>;
}

/** Starts watching; nothing is reported for files that hold what `known` says. */
export function watchFiles(options: WatchOptions): FileWatcher {
  return new Watcher(options);
}

class Watcher implements FileWatcher {
  readonly ready: Promise<void>;
  readonly #options: WatchOptions;
  readonly #truth: FileTruth;
  readonly #structure = new FolderStructure();
  readonly #system: FSWatcher;
  readonly #files = new Set<string>();
  /** The file at the end of a link, to the paths of the links. */
  readonly #linked = new Map<string, Set<string>>();
  readonly #watchedFolders = new Set<string>();
  readonly #dueFiles = new Set<string>();
  readonly #dueFolders = new Set<string>();
  #settling: NodeJS.Timeout | null = null;
  #settlingSince = 0;
  #nextLook: NodeJS.Timeout | null = null;
  #polling = false;
  #closed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#truth = new FileTruth((change) => this.#report(change));
    for (const [path, etag] of options.known) this.#truth.known(path, etag);
    this.#system = watch([], {
      ignoreInitial: true,
      depth: 0,
      followSymlinks: true,
      atomic: 100,
      awaitWriteFinish: false,
      ignorePermissionErrors: false,
      persistent: true,
      ignored: (path, stats) => this.#isIgnored(path, stats?.isDirectory() ?? null),
    });
    this.#system.on('all', (_event, path) => this.#hint(path));
    this.#system.on('error', (error) => this.#eventsFailed(error));
    this.ready = this.#start();
  }

  known(path: string, etag: string | null): void {
    this.#truth.known(path, etag);
  }

  expect(path: string, etag: string): void {
    this.#truth.expect(path, etag);
  }

  open(path: string): void {
    if (this.#closed || this.#files.has(path)) return;
    this.#watchFile(path);
    this.#dueFiles.add(path);
    this.#settle();
  }

  async checkNow(): Promise<void> {
    await Promise.all([this.#lookAt(this.#files), this.#lookAtFolders(this.#structure.folders)]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#settling !== null) clearTimeout(this.#settling);
    if (this.#nextLook !== null) clearTimeout(this.#nextLook);
    await this.#system.close();
    await this.#truth.close();
  }

  async #start(): Promise<void> {
    const { files, folders = [] } = this.#options;
    for (const folder of folders) {
      this.#structure.add(folder);
      this.#watchFolder(folder);
    }
    for (const file of files) this.#watchFile(file);
    const flowing =
      this.#watchedFolders.size === 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => this.#system.once('ready', resolve));
    await this.#structure.compare(this.#structure.folders);
    if (this.#closed) return;
    this.#scheduleNextLook();
    await flowing;
    // Whatever happened between the caller's reading and the first event is found here.
    await this.checkNow();
  }

  #watchFile(path: string): void {
    this.#files.add(path);
    this.#structure.add(dirname(path));
    this.#watchFolder(dirname(path));
    if (!isCandidate(basename(path))) this.#system.add(path);
    void this.#followLink(path);
  }

  #watchFolder(folder: string): void {
    if (this.#closed || this.#watchedFolders.has(folder)) return;
    this.#watchedFolders.add(folder);
    // The folder above tells when a missing one appears; it is watched then as one that was made anew.
    if (existsSync(folder)) this.#system.add(folder);
    else this.#watchFolder(dirname(folder));
    if (!this.#polling && isRemote(folder)) {
      this.#poll({
        severity: 'info',
        code: 'watching-remote',
        message: `${folder} is on a network or shared disk, which does not announce changes.`,
        remedy: 'Strata looks at the open files every second instead.',
      });
    }
  }

  /** A link's own folder says nothing about the file it leads to, so the folder at the end is watched as well. */
  async #followLink(path: string): Promise<void> {
    const end = await realpath(path).catch(() => path);
    if (end === path || this.#closed) return;
    const links = this.#linked.get(end) ?? new Set();
    this.#linked.set(end, links.add(path));
    this.#watchFolder(dirname(end));
  }

  #isIgnored(path: string, isFolder: boolean | null): boolean {
    const name = basename(path);
    if (this.#watchedFolders.has(path) || this.#files.has(path) || this.#linked.has(path)) return false;
    if (isFolder === null) return isOwnName(name);
    return isFolder ? isSkippedFolder(name) : !isCandidate(name);
  }

  #hint(path: string): void {
    if (this.#files.has(path)) this.#dueFiles.add(path);
    for (const link of this.#linked.get(path) ?? []) this.#dueFiles.add(link);
    if (this.#watchedFolders.has(path)) {
      for (const file of this.#files) if (dirname(file) === path) this.#dueFiles.add(file);
    }
    for (const folder of [dirname(path), path]) if (this.#structure.has(folder)) this.#dueFolders.add(folder);
    if (this.#dueFiles.size + this.#dueFolders.size > 0) this.#settle();
  }

  #settle(): void {
    if (this.#closed) return;
    const now = Date.now();
    if (this.#settling === null) this.#settlingSince = now;
    else if (now - this.#settlingSince > LONGEST_SETTLE_MS) return;
    else clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = null;
      const files = [...this.#dueFiles];
      const folders = [...this.#dueFolders];
      this.#dueFiles.clear();
      this.#dueFolders.clear();
      void Promise.all([this.#lookAt(files), this.#lookAtFolders(folders)]);
    }, SETTLE_MS);
  }

  #scheduleNextLook(): void {
    if (this.#nextLook !== null) clearTimeout(this.#nextLook);
    const pause = this.#polling ? POLLING_MS : LOOK_AT_ALL_MS;
    this.#nextLook = setTimeout(() => {
      void this.checkNow().finally(() => {
        if (!this.#closed) this.#scheduleNextLook();
      });
    }, pause);
  }

  async #lookAt(files: Iterable<string>): Promise<void> {
    for (const file of files) {
      if (this.#closed) return;
      await this.#truth.check(file);
    }
  }

  async #lookAtFolders(folders: Iterable<string>): Promise<void> {
    const { changed, recreated } = await this.#structure.compare(folders);
    if (this.#closed) return;
    for (const folder of recreated) {
      // The system's watch died with the old folder.
      this.#system.unwatch(folder);
      this.#system.add(folder);
    }
    if (changed) this.#options.onStructure();
  }

  #report(change: FileChange): void {
    void this.#followLink(change.path);
    this.#options.onChange(change);
  }

  #eventsFailed(error: unknown): void {
    const errno = errnoOf(error);
    if (this.#polling || this.#closed) return;
    const remedy =
      errno === 'ENOSPC'
        ? 'Raise the limit: sudo sysctl fs.inotify.max_user_watches=524288'
        : errno === 'EMFILE' || errno === 'ENFILE'
          ? 'Raise the limit: sudo sysctl fs.inotify.max_user_instances=1024 (and ulimit -n)'
          : 'Check the permissions of the folder.';
    this.#poll({
      severity: 'warning',
      code: 'watching-limited',
      message: `The system does not announce all file changes (${errno ?? String(error)}), so open files are looked at every second.`,
      remedy,
    });
  }

  #poll(notice: Notice): void {
    this.#polling = true;
    if (this.#nextLook !== null) this.#scheduleNextLook();
    this.#options.onNotice(notice);
  }
}

function isOwnName(name: string): boolean {
  return parseTemporaryName(name) !== null || isLockName(name);
}
