import type { ErrorShape } from '../../shared/contract/errors.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import type { Position } from '../../shared/text/text.ts';
import { adoptValues } from '../../shared/toml/adopt.ts';
import { FormerPlaces } from '../../shared/toml/former-places.ts';
import { parse, type TomlDocument, type TomlVersion } from '../../shared/toml/index.ts';
import { reparse } from '../../shared/toml/reparse.ts';
import type { DiskFile } from './protocol.ts';

/** A text and what was read from it. Made once per text; `stamp` tells one from another. */
export class Parsed {
  static #nextStamp = 1;
  readonly stamp = Parsed.#nextStamp++;
  readonly document: TomlDocument;
  /** Whether a TOML reader would accept it. */
  readonly valid: boolean;
  /** Another text was read out of this one: its values still hold, its tree does not. */
  isUsedUp = false;
  /** Where its keys stand in its text, also when texts were read out of it that could not be read themselves. */
  readonly places = new FormerPlaces();
  #lines: LineIndex | null = null;

  constructor(document: TomlDocument) {
    this.document = document;
    this.valid = isValid(document);
  }

  get text(): string {
    return this.document.text;
  }

  /** The lines of the text; asked about its values, they know where those stood before they moved. */
  get lines(): LineIndex {
    this.#lines ??= new FormerLines(this.text, this.places);
    return this.#lines;
  }
}

class FormerLines extends LineIndex {
  readonly #places: FormerPlaces;

  constructor(text: string, places: FormerPlaces) {
    super(text);
    this.#places = places;
  }

  override positionAt(offset: number): Position {
    return super.positionAt(this.#places.placeOf(offset));
  }
}

/** Which of a file's texts: what is being edited, or what the disk holds. */
export type View = 'current' | 'saved';

/** The values to use for a file, and whether they are older than its text. */
export interface Usable {
  readonly parsed: Parsed;
  readonly stale: boolean;
}

interface Latest {
  readonly parsed: Parsed;
  /** Whether it was read out of the last text that could be read, or is that itself: then they share their values. */
  readonly sharesGood: boolean;
}

/** One file of the workspace: disk, buffer, and the last text that could be read. */
export class SourceFile {
  readonly path: string;
  readonly #version: TomlVersion;
  #diskText: string | null;
  #error: ErrorShape | undefined;
  #buffer: { readonly version: number; readonly text: string } | null = null;
  #saved: Parsed | null = null;
  #current: Parsed | null = null;
  #lastGood: Parsed | null = null;
  /** What the next text can be read out of: the text read last. */
  #latest: Latest | null = null;
  #diskChanges = 0;
  #currentChanges = 0;

  constructor(file: DiskFile, version: TomlVersion) {
    this.path = file.path;
    this.#version = version;
    this.#diskText = file.text;
    this.#error = file.error;
  }

  get error(): ErrorShape | undefined {
    return this.#buffer === null ? this.#error : undefined;
  }

  get bufferVersion(): number | null {
    return this.#buffer?.version ?? null;
  }

  /** Unsaved work. */
  get edited(): boolean {
    return this.#buffer !== null && this.#buffer.text !== (this.#diskText ?? '');
  }

  /** What is being edited, else what is on disk; null where there is neither. */
  text(view: View = 'current'): string | null {
    return view === 'current' ? (this.#buffer?.text ?? this.#diskText) : this.#diskText;
  }

  /** Changes with the text, for files that are not TOML. */
  textStamp(view: View): string {
    return view === 'current' ? `current ${this.#currentChanges}` : `saved ${this.#diskChanges}`;
  }

  setDisk(file: DiskFile): void {
    this.#diskChanges += 1;
    this.#currentChanges += 1;
    // Of equal texts one is kept; they come from another thread, each a copy.
    if (this.#diskText !== file.text) this.#diskText = file.text;
    this.#error = file.error;
    if (this.#saved?.text !== file.text) this.#saved = null;
    if (this.#buffer === null) this.#current = null;
  }

  setBuffer(buffer: { version: number; text: string } | null): void {
    this.#currentChanges += 1;
    if (this.#current?.text === this.#diskText) this.#saved = this.#current;
    this.#buffer = buffer;
    if (this.#current?.text !== this.text()) this.#current = null;
  }

  /** What `work` finds while `text` stands in the buffer; afterwards everything is as it was. */
  trying<T>(text: string, work: () => T): T {
    if (text === this.text()) return work();
    const [buffer, current, lastGood, latest] = [this.#buffer, this.#current, this.#lastGood, this.#latest];
    this.setBuffer({ version: 0, text });
    // What comes back has to keep its places, so nothing may be read out of it.
    this.#lastGood = null;
    this.#latest = null;
    try {
      return work();
    } finally {
      this.#currentChanges += 1;
      this.#buffer = buffer;
      this.#current = current;
      this.#lastGood = lastGood;
      this.#latest = latest;
    }
  }

  /** What was read from a text. Of the saved one only the values count: their places are those in the current one. */
  parsed(view: View = 'current'): Parsed | null {
    const text = this.text(view);
    if (text === null) return null;
    if (view === 'saved') {
      this.#saved ??= this.#current?.text === text ? this.#current : this.#readSaved(text);
      return this.#saved;
    }
    this.#current ??= this.#takeSaved(text) ?? this.#readCurrent(text);
    return this.#current;
  }

  /** The values to merge: the text's own, or those of the last text that could be read. */
  usable(view: View = 'current'): Usable | null {
    const parsed = this.parsed(view);
    if (parsed === null) {
      return this.#error !== undefined && this.#lastGood !== null
        ? { parsed: this.#lastGood, stale: true }
        : null;
    }
    if (parsed.valid) return { parsed, stale: false };
    if (this.#lastGood === null) this.parsed('saved');
    return { parsed: this.#lastGood ?? parsed, stale: true };
  }

  #readSaved(text: string): Parsed {
    const parsed = new Parsed(parse(text, { version: this.#version }));
    if (parsed.valid) this.#lastGood ??= parsed;
    return parsed;
  }

  #takeSaved(text: string): Parsed | null {
    const saved = this.#saved;
    if (saved === null || saved.isUsedUp || saved.text !== text) return null;
    if (saved.valid) this.#lastGood = saved;
    this.#latest = { parsed: saved, sharesGood: saved.valid };
    return saved;
  }

  /** Reads what is being edited. What it shares with the last text that could be read keeps its identity. */
  #readCurrent(text: string): Parsed {
    const good = this.#lastGood;
    const base = this.#latest ?? (good === null || good.isUsedUp ? null : { parsed: good, sharesGood: true });
    // As long as the text cannot be read, the last good one has to show its values where they stood.
    const again = base === null ? null : readAgain(base, text, good?.places);
    const document = again ?? parse(text, { version: this.#version });
    if (!isValid(document)) {
      const parsed = new Parsed(document);
      this.#latest = { parsed, sharesGood: again !== null && base?.sharesGood === true };
      return parsed;
    }
    const root = good === null ? document.root : adoptValues(good.document.root, document.root);
    const parsed = new Parsed({ ...document, root });
    this.#latest = { parsed, sharesGood: true };
    this.#lastGood = parsed;
    return parsed;
  }
}

/** Reads no more than where the text differs from the one before, which is used up; null when all has to be read. */
function readAgain(
  { parsed, sharesGood }: Latest,
  text: string,
  good: FormerPlaces | undefined,
): TomlDocument | null {
  parsed.isUsedUp = true;
  return reparse(parsed.document, text, sharesGood ? good : undefined);
}

function isValid({ problems }: TomlDocument): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}
