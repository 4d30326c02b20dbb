/** Where the database is, how it is opened, and what happens to one that cannot be used. */
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StrataError } from '../../shared/contract/errors.ts';
import type { Notice } from '../../shared/contract/model.ts';
import { isErrno } from '../files/errors.ts';
import { etagOf } from '../files/etag.ts';
import { isRemote } from '../files/filesystem.ts';
import { DamagedHistory, historyFault, isBusy, isDamage } from './faults.ts';
import { prepareSchema, requireOurs } from './schema.ts';

/** How long opening waits for another process before it gives up; the default of SQLite is not to wait. */
export const BUSY_TIMEOUT_MS = 5_000;
/** Checking reads the whole file; larger ones are checked only after a crash, which leaves a journal behind. */
const ALWAYS_CHECKED_BYTES = 32 * 1024 * 1024;
const FILE_NAME = 'history.db';

export interface OpenedDatabase {
  readonly database: DatabaseSync;
  readonly path: string;
  /** What the user has to be told; null where all is well. */
  readonly notice: Notice | null;
}

/**
 * Opens `.strata/history.db` in the workspace, or in a folder of its own in `fallbackFolder` where the workspace
 * cannot be written. One that is damaged is kept aside under a name with the time and a new one is started.
 * HISTORY_UNAVAILABLE when it is locked, or when neither place can be used.
 */
export function openDatabase(folder: string, fallbackFolder: string, now: () => Date): OpenedDatabase {
  const own = join(folder, '.strata');
  try {
    return openIn(own, now);
  } catch (error) {
    if (isBusy(error)) throw historyFault(error, join(own, FILE_NAME));
    const elsewhere = join(fallbackFolder, etagOf(Buffer.from(folder)).slice(0, 16));
    const cause = historyFault(error, join(own, FILE_NAME));
    try {
      const opened = openIn(elsewhere, now);
      return { ...opened, notice: opened.notice ?? keptElsewhere(elsewhere, cause) };
    } catch (second) {
      throw historyFault(second, join(elsewhere, FILE_NAME));
    }
  }
}

/** Puts a damaged database aside and starts a new one in its place; errors of the disk and of SQLite come raw. */
export function startAgain(path: string, now: () => Date, why: unknown): OpenedDatabase {
  const aside = join(dirname(path), `history.corrupt-${now().toISOString().replace(/[:.]/g, '-')}.db`);
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  }
  return { database: connect(path), path, notice: startedAgain(aside, why) };
}

function openIn(folder: string, now: () => Date): OpenedDatabase {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  ignoreInGit(folder);
  const path = join(folder, FILE_NAME);
  const inode = inodeOf(path);
  try {
    return { database: connect(path), path, notice: null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Another process may have put the damaged file aside meanwhile; then the one here is the new one.
    if (inodeOf(path) !== inode) return { database: connect(path), path, notice: null };
    return startAgain(path, now, error);
  }
}

function ignoreInGit(folder: string): void {
  try {
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

function connect(path: string): DatabaseSync {
  const crashed = existsSync(`${path}-wal`);
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, defensive: true });
  try {
    requireOurs(database);
    // Of ten last commits before a power cut, WAL with FULL kept ten, WAL with NORMAL none (RELIABILITY, finding 4).
    // WAL needs memory shared by all its processes, which a network disk cannot give.
    const [journal, synchronous] = isRemote(dirname(path)) ? ['DELETE', 'EXTRA'] : ['WAL', 'FULL'];
    setJournalMode(database, journal ?? 'WAL');
    database.exec(
      `PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;`,
    );
    prepareSchema(database);
    if (crashed || statSync(path).size <= ALWAYS_CHECKED_BYTES) requireSound(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite does not wait for its lock in this one statement when several processes open a new database at once. */
function setJournalMode(database: DatabaseSync, mode: string): void {
  for (const giveUpAt = Date.now() + BUSY_TIMEOUT_MS; ; ) {
    try {
      database.exec(`PRAGMA journal_mode = ${mode}`);
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function requireSound(database: DatabaseSync): void {
  const found = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (found !== 'ok') throw new DamagedHistory(String(found));
}

function startedAgain(aside: string, why: unknown): Notice {
  return {
    severity: 'warning',
    code: 'history-corrupt',
    message: `The version history of this workspace could not be read (${why instanceof Error ? why.message : String(why)}), so a new one was started.`,
    remedy: `The old one is kept as ${basename(aside)} in ${dirname(aside)}. Your configuration files are not affected.`,
  };
}

function keptElsewhere(folder: string, cause: StrataError): Notice {
  return {
    severity: 'info',
    code: 'history-elsewhere',
    message: `The workspace cannot hold its version history, so it is kept in ${folder}. ${cause.message}`,
    remedy: 'Make the workspace folder writable to keep the history beside the files.',
  };
}
