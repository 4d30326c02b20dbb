/**
 * What the user decided about schemas: which one a workspace or file is held against, and which addresses may be
 * used. Kept in the user's data folder, never in the workspace: a colleague decides for himself.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The schema picked for a subject; `address` null: the user wants none. */
export interface SchemaPick {
  readonly address: string | null;
}

export type Consent = 'agreed' | 'declined';

interface Stored {
  /** By workspace folder, then by subject. */
  readonly picks: Readonly<Record<string, Readonly<Record<string, SchemaPick>>>>;
  /** By address. */
  readonly consents: Readonly<Record<string, Consent>>;
}

/** Read anew each time: several processes of one user share the file. */
export class SchemaDecisions {
  readonly #file: string;

  constructor(dataFolder: string) {
    this.#file = join(dataFolder, 'schemas', 'decisions.json');
  }

  /** The picks of a workspace by subject: a file's path, "" for the merged result. */
  picks(folder: string): ReadonlyMap<string, SchemaPick> {
    return new Map(Object.entries(this.#read().picks[folder] ?? {}));
  }

  /** Null drops the pick. */
  pick(folder: string, subject: string, pick: SchemaPick | null): void {
    this.#change((stored) => {
      const picks = new Map(Object.entries(stored.picks[folder] ?? {}));
      if (pick === null) picks.delete(subject);
      else picks.set(subject, { address: pick.address });
      const folders = new Map(Object.entries(stored.picks)).set(folder, Object.fromEntries(picks));
      return { ...stored, picks: Object.fromEntries(folders) };
    });
  }

  /** Null where the user was not asked yet. */
  consent(address: string): Consent | null {
    return new Map(Object.entries(this.#read().consents)).get(address) ?? null;
  }

  /** Remembers the answer for this very address. */
  decide(address: string, consent: Consent): void {
    this.#change((stored) => {
      const consents = new Map(Object.entries(stored.consents)).set(address, consent);
      return { ...stored, consents: Object.fromEntries(consents) };
    });
  }

  /** An unreadable or foreign file counts as none: then the user is asked again. */
  #read(): Stored {
    try {
      const stored: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return isStored(stored) ? { ...NOTHING, ...stored } : NOTHING;
    } catch {
      return NOTHING;
    }
  }

  /** Throws what the system says where the data folder cannot be written: a decision must not be lost unseen. */
  #change(change: (stored: Stored) => Stored): void {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify(change(this.#read()), null, 2), { mode: 0o600 });
    renameSync(temporary, this.#file);
  }
}

const NOTHING: Stored = { picks: {}, consents: {} };

/** By hand, because every command loads this file, and loading zod takes longer than most of them run. */
function isStored(value: unknown): value is Partial<Stored> {
  const { picks = {}, consents = {} } = isRecord(value) ? value : { picks: null };
  return isRecordOf(picks, (folder) => isRecordOf(folder, isPick)) && isRecordOf(consents, isConsent);
}

function isPick(value: unknown): boolean {
  return isRecord(value) && (value.address === null || typeof value.address === 'string');
}

function isConsent(value: unknown): boolean {
  return value === 'agreed' || value === 'declined';
}

function isRecordOf(value: unknown, isMember: (value: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(isMember);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
