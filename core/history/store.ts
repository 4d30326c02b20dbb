import type { DatabaseSync } from 'node:sqlite';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Notice } from '../../shared/contract/model.ts';
import { BUSY_TIMEOUT_MS, type OpenedDatabase, openDatabase, startAgain } from './database.ts';
import { historyFault, isDamage } from './faults.ts';

export interface StoreOptions {
  readonly folder: string;
  readonly fallbackFolder: string;
  readonly now: () => Date;
  readonly onNotice?: (notice: Notice) => void;
  /** How long a write waits for another process, and everything else in this one with it; 5,000 where absent. */
  readonly busyTimeoutMs?: number;
}

/**
 * The database behind a history, and its absence: where none can be had, work is answered with a substitute,
 * and a database found damaged while in use is replaced by a new one.
 */
export class Store {
  #opened: OpenedDatabase | null;
  #notice: Notice | null;
  readonly #options: StoreOptions;

  /** Never throws; `available` and `notice` tell how it went. */
  constructor(options: StoreOptions) {
    this.#options = options;
    try {
      this.#opened = openDatabase(options.folder, options.fallbackFolder, options.now);
      this.#limitWaiting(this.#opened, options.busyTimeoutMs);
      this.#notice = this.#opened.notice;
    } catch (error) {
      if (!(error instanceof StrataError)) throw error;
      this.#opened = null;
      this.#notice = unavailable(error);
    }
  }

  get available(): boolean {
    return this.#opened !== null;
  }

  get notice(): Notice | null {
    return this.#notice;
  }

  /** Runs `work`; `otherwise` where there is no database. HISTORY_UNAVAILABLE, DISK_FULL. */
  read<T>(work: (database: DatabaseSync) => T, otherwise: T): T {
    return this.#guarded(work, otherwise);
  }

  /** The same in one transaction, which is on the disk when this returns. Waits for other processes. */
  write<T>(work: (database: DatabaseSync) => T, otherwise: T): T {
    return this.#guarded((database) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work(database);
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk ends the transaction by itself.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    }, otherwise);
  }

  /** Closes the database; the last process to do so leaves no side files behind. */
  close(): void {
    const database = this.#opened?.database;
    this.#opened = null;
    if (database === undefined) return;
    try {
      database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // The journal stays beside the database and is read at the next start: nothing is lost.
      if (!(error instanceof Error && 'errcode' in error)) throw error;
    } finally {
      database.close();
    }
  }

  #limitWaiting({ database }: OpenedDatabase, milliseconds = BUSY_TIMEOUT_MS): void {
    database.exec(`PRAGMA busy_timeout = ${milliseconds}`);
  }

  #guarded<T>(work: (database: DatabaseSync) => T, otherwise: T): T {
    const opened = this.#opened;
    if (opened === null) return otherwise;
    try {
      return work(opened.database);
    } catch (error) {
      if (error instanceof StrataError) throw error;
      if (!isDamage(error)) throw historyFault(error, opened.path);
      const again = this.#replace(opened, error);
      return again === null ? otherwise : work(again.database);
    }
  }

  #replace(damaged: OpenedDatabase, why: unknown): OpenedDatabase | null {
    try {
      damaged.database.close();
      this.#opened = startAgain(damaged.path, this.#options.now, why);
      this.#limitWaiting(this.#opened, this.#options.busyTimeoutMs);
      this.#tell(this.#opened.notice);
    } catch (error) {
      this.#opened = null;
      this.#tell(unavailable(historyFault(error, damaged.path)));
    }
    return this.#opened;
  }

  #tell(notice: Notice | null): void {
    this.#notice = notice;
    if (notice !== null) this.#options.onNotice?.(notice);
  }
}

function unavailable({ message, remedy = '' }: StrataError): Notice {
  return {
    severity: 'warning',
    code: 'history-unavailable',
    message: `This session keeps no versions. ${message}`,
    remedy: `${remedy} Editing and saving work meanwhile.`,
  };
}
