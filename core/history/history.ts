/**
 * The versions of a workspace's files: every content once, every version for ever. Also what a crash must not
 * lose: drafts of unsaved buffers, and the journal of saves under way. Contents stand there as they are in the
 * files, unencrypted; the folder of the database is closed to other users.
 *
 * Several processes may use one history at once. Without a usable database (`available` is false) reading finds
 * nothing and writing does nothing, so the product goes on. With one, a call may give HISTORY_UNAVAILABLE (locked
 * by another program, with `details.locked`; a failing disk) or DISK_FULL.
 */
import { StrataError } from '../../shared/contract/errors.ts';
import type { Notice, VersionOrigin } from '../../shared/contract/model.ts';
import { Backlog } from './backlog.ts';
import { type Draft, draftedFiles, findDraft, listDrafts, putDraft, removeDraft } from './drafts.ts';
import {
  abandonedSaves,
  abortPending,
  addPending,
  applyPending,
  type Settled,
  settlePending,
} from './pending.ts';
import { Store } from './store.ts';
import {
  addVersion,
  contentOf,
  contentWith,
  findVersion,
  listVersions,
  storeContent,
  type VersionRow,
  versionedFiles,
} from './versions.ts';

export type { Draft } from './drafts.ts';
export type { Settled } from './pending.ts';
export type { VersionRow } from './versions.ts';

export interface HistoryOptions {
  /** The workspace. */
  readonly folder: string;
  /** Where the history is kept, in a folder of its own, when the workspace cannot be written. */
  readonly fallbackFolder: string;
  readonly now: () => Date;
  readonly author: string;
  /** Told when the database turns out damaged later than at opening. */
  readonly onNotice?: (notice: Notice) => void;
  /** How long a write waits for another process, and everything else in this one with it; 5,000 where absent. */
  readonly busyTimeoutMs?: number;
}

export interface NewVersion {
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly origin: VersionOrigin;
  readonly message?: string;
  readonly label?: string;
}

/** Opens the history of a workspace. Never throws: `available` and `notice` tell how it went. */
export function openHistory(options: HistoryOptions): History {
  return new History(options);
}

/** What is returned for a version or a pending save where no history is kept. */
const NONE = 0;

export class History {
  readonly #store: Store;
  readonly #options: HistoryOptions;
  readonly #backlog = new Backlog();

  constructor(options: HistoryOptions) {
    this.#store = new Store(options);
    this.#options = options;
  }

  get available(): boolean {
    return this.#store.available;
  }

  /** What the user has to be told about this history; null where all is well. */
  get notice(): Notice | null {
    return this.#store.notice;
  }

  /**
   * Records a content and returns the number of its version. What the newest version of the file holds already
   * is not recorded again, except by a restore. 0 when no history is kept.
   */
  record(version: NewVersion): number {
    this.#backlog.drain();
    return this.#add(version, this.#stamp());
  }

  /**
   * Records a content that nobody waits for: where another program holds the history, as soon as it lets go, with the
   * time of the call. It throws then all the same, so that the user can be told.
   */
  recordSoon(version: NewVersion): void {
    const stamp = this.#stamp();
    this.#backlog.add(() => this.#add(version, stamp));
  }

  /**
   * Notes a save, with its content, before the file is touched: on the disk when this returns. Returns the number
   * for `applied` or `aborted`; 0 when no history is kept.
   */
  begin(
    file: string,
    oldHash: string | null,
    bytes: Uint8Array,
    origin: VersionOrigin,
    message?: string,
  ): number {
    const save = { file, oldHash, bytes, origin, message: message ?? null, ...this.#stamp() };
    this.#backlog.drain();
    return this.#store.write((database) => addPending(database, save), NONE);
  }

  /** The save reached the disk. Returns its version; 0 when no history is kept or nothing was pending. */
  applied(pending: number): number {
    return this.#store.write((database) => applyPending(database, pending) ?? NONE, NONE);
  }

  /** The save did not reach the disk. */
  aborted(pending: number): void {
    this.#store.write((database) => abortPending(database, pending), undefined);
  }

  /**
   * Settles, at start, the saves of processes that are gone, by what the disk holds: `readHash` gives the etag of a
   * file now, null where it is missing. A file it cannot read (it rejects with a StrataError) waits for another start.
   */
  async reconcile(readHash: (file: string) => Promise<string | null>): Promise<Settled[]> {
    const settled: Settled[] = [];
    for (const save of this.#store.read((database) => abandonedSaves(database, this.#options.now()), [])) {
      try {
        const disk = await readHash(save.file);
        const result = this.#store.write((database) => settlePending(database, save, disk), null);
        if (result !== null) settled.push(result);
      } catch (error) {
        if (!(error instanceof StrataError)) throw error;
      }
    }
    return settled;
  }

  /** Versions of one file or of all, newest first, at most `limit`, and how many there are in all. */
  list(query: { readonly file?: string; readonly limit: number }): { rows: VersionRow[]; total: number } {
    return this.#store.read((database) => listVersions(database, query), { rows: [], total: 0 });
  }

  /** Every file that has versions, relative to the workspace, in order. */
  files(): string[] {
    return this.#store.read(versionedFiles, []);
  }

  get(version: number): VersionRow | null {
    return this.#store.read((database) => findVersion(database, version), null);
  }

  /** The bytes of a version. UNKNOWN_VERSION; HISTORY_UNAVAILABLE when they are damaged. */
  content(version: number): Buffer {
    const bytes = this.#store.read((database) => contentOf(database, version), null);
    if (bytes !== null) return bytes;
    throw new StrataError({
      code: 'UNKNOWN_VERSION',
      message: `There is no version ${version} in the history of this workspace.`,
      remedy: 'Pick one from the History panel or `strata log`.',
      details: { version },
    });
  }

  /** The bytes that have this etag, of whichever version; null where no version does. */
  contentWith(etag: string): Buffer | null {
    return this.#store.read((database) => contentWith(database, etag), null);
  }

  /** Keeps unsaved work, in place of the file's earlier draft. */
  saveDraft(file: string, baseHash: string | null, text: string): void {
    this.saveDrafts([{ file, baseHash, text }]);
  }

  /** Keeps unsaved work on several files, all or none. */
  saveDrafts(drafts: readonly Omit<Draft, 'time'>[]): void {
    const { time } = this.#stamp();
    this.#store.write((database) => {
      for (const draft of drafts) putDraft(database, { ...draft, time });
    }, undefined);
  }

  draft(file: string): Draft | null {
    return this.#store.read((database) => findDraft(database, file), null);
  }

  /** Every draft, in the order of their files. */
  drafts(): Draft[] {
    return this.#store.read(listDrafts, []);
  }

  /** The files that have a draft, in order. */
  draftedFiles(): string[] {
    return this.#store.read(draftedFiles, []);
  }

  dropDraft(file: string): void {
    if (this.draft(file) === null) return;
    this.#store.write((database) => removeDraft(database, file), false);
  }

  /** Records what still waits for a locked history; HISTORY_UNAVAILABLE while it is. */
  catchUp(): void {
    this.#backlog.drain();
  }

  /** Closes the database; the last process to do so leaves no side files behind. */
  close(): void {
    this.#backlog.stop();
    this.#store.close();
  }

  #add({ file, bytes, origin, message, label }: NewVersion, stamp: { time: string; author: string }): number {
    return this.#store.write((database) => {
      const hash = storeContent(database, bytes);
      const texts = { message: message ?? null, label: label ?? null };
      return addVersion(database, { file, hash, origin, ...stamp, ...texts });
    }, NONE);
  }

  #stamp(): { time: string; author: string } {
    return { time: this.#options.now().toISOString(), author: this.#options.author };
  }
}
