/** What watched files really hold, by hash. Events and timers only say when to look. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StrataError } from '../../shared/contract/errors.ts';
import { type FileContent, hashFile, readFile } from './read.ts';

/** Programs that save by deleting and writing again have the file back within this time. */
const MISSING_GRACE_MS = 300;

/** What a file was found to hold: null where it is missing, an error where it is no readable text. */
export interface FileChange {
  readonly path: string;
  /** Null where it is missing, or its bytes cannot be read at all. */
  readonly etag: string | null;
  readonly content: FileContent | null | StrataError;
}

interface Entry {
  /** The etag, null for a missing file, an error code for an unreadable one; undefined before the first look. */
  state: string | null | undefined;
  /** Etags that a save of our own is about to put there. */
  readonly expected: Set<string>;
  /** Grows whenever somebody else than a look sets the state; a look that began before is then worth nothing. */
  generation: number;
  looking: Promise<void> | null;
  lookAgain: boolean;
}

export class FileTruth {
  readonly #entries = new Map<string, Entry>();
  readonly #onChange: (change: FileChange) => void;
  #closed = false;

  constructor(onChange: (change: FileChange) => void) {
    this.#onChange = onChange;
  }

  /** From now on the file holds this, as far as the caller knows; it is reported when it holds something else. */
  known(path: string, etag: string | null): void {
    const entry = this.#entry(path);
    entry.state = etag;
    entry.expected.clear();
    entry.generation++;
  }

  /** The file may turn into this without being reported: a save is under way. Holds until the next `known`. */
  expect(path: string, etag: string): void {
    this.#entry(path).expected.add(etag);
  }

  /** Looks at the file and reports it if it holds something new. One look at a time per file. */
  check(path: string): Promise<void> {
    const entry = this.#entry(path);
    if (entry.looking !== null) {
      entry.lookAgain = true;
      return entry.looking;
    }
    entry.looking = this.#lookUntilSteady(path, entry).finally(() => {
      entry.looking = null;
    });
    return entry.looking;
  }

  /** Reports nothing any more; resolves when the last look is over. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#entries.values()].map((entry) => entry.looking));
  }

  #entry(path: string): Entry {
    let entry = this.#entries.get(path);
    if (entry === undefined) {
      entry = { state: undefined, expected: new Set(), generation: 0, looking: null, lookAgain: false };
      this.#entries.set(path, entry);
    }
    return entry;
  }

  async #lookUntilSteady(path: string, entry: Entry): Promise<void> {
    do {
      entry.lookAgain = false;
      const { generation } = entry;
      const change = await this.#look(path, entry);
      if (this.#closed) return;
      if (entry.generation !== generation) entry.lookAgain = true;
      else if (change !== null) this.#take(entry, change);
    } while (entry.lookAgain);
  }

  async #look(path: string, entry: Entry): Promise<FileChange | null> {
    const seen = await observe(path);
    if (!isNews(entry, seen)) return null;
    if (seen.content === null && typeof entry.state === 'string') {
      await sleep(MISSING_GRACE_MS);
      return observe(path);
    }
    return seen;
  }

  #take(entry: Entry, change: FileChange): void {
    const news = isNews(entry, change);
    const first = entry.state === undefined;
    entry.state = stateOf(change);
    if (news && !first) this.#onChange(change);
  }
}

function isNews(entry: Entry, change: FileChange): boolean {
  const state = stateOf(change);
  return state !== entry.state && !(state !== null && entry.expected.has(state));
}

function stateOf({ etag, content }: FileChange): string | null {
  return etag ?? (content instanceof StrataError ? content.code : null);
}

async function observe(path: string): Promise<FileChange> {
  try {
    const content = await readFile(path);
    return { path, etag: content.etag, content };
  } catch (error) {
    if (!(error instanceof StrataError)) throw error;
    if (error.code === 'NOT_FOUND' || error.code === 'NOT_A_FOLDER')
      return { path, etag: null, content: null };
    const readable = error.code === 'NOT_TEXT' || error.code === 'TOO_LARGE';
    return { path, etag: readable ? await hashFile(path).catch(() => null) : null, content: error };
  }
}
