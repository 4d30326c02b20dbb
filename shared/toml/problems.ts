/** The problems of one parse. */
import { LineIndex } from '../text/lines.ts';
import { type Details, type ProblemCode, type Wording, wordings } from './problem-wording.ts';
import type { TomlProblem } from './types.ts';

/** A message quotes no more than so many characters of the text. */
const QUOTED_LENGTH = 60;

/** Problems in the order they were found, up to a limit. */
export class ProblemList {
  readonly #text: string;
  readonly #limit: number;
  readonly #origin: number;
  readonly #found: TomlProblem[] = [];
  #lines: LineIndex | undefined;
  #hasMore = false;

  /** @param origin the offset in the text that others are counted from, for who reads a part of it */
  constructor(text: string, limit: number, origin = 0) {
    this.#text = text;
    this.#limit = limit;
    this.#origin = origin;
  }

  get count(): number {
    return this.#found.length;
  }

  /** Whether further problems are dropped, so that nobody need work out their details. */
  get isFull(): boolean {
    return this.#found.length >= this.#limit;
  }

  /** Adds an error between two offsets; `details` are what its wording names. */
  add(code: ProblemCode, start: number, end: number, details: Partial<Details> = {}): void {
    if (this.isFull) {
      this.#hasMore = true;
      return;
    }
    const { key = '', text = '', line = 0, limit = 0 } = details;
    const wording: Wording = wordings[code]({ key: shorten(key), text: shorten(text), line, limit });
    const place = { start: start + this.#origin, end: end + this.#origin };
    this.#found.push({ code, severity: 'error', path: key, ...place, ...wording });
  }

  /** Takes back what was found since the list held `count` problems. */
  truncate(count: number): void {
    this.#found.length = Math.min(count, this.#found.length);
  }

  /** The line, from 1, of an offset that a message names. */
  lineOf(offset: number): number {
    this.#lines ??= new LineIndex(this.#text);
    return this.#lines.positionAt(offset + this.#origin).line;
  }

  /** All of them in the order of the text. */
  sorted(): TomlProblem[] {
    const sorted = inOrder(this.#found);
    if (this.#hasMore) {
      const { message } = wordings['too-many-problems']({ key: '', text: '', line: 0, limit: this.#limit });
      const end = this.#text.length;
      sorted.push({ code: 'too-many-problems', severity: 'warning', path: '', start: end, end, message });
    }
    return sorted;
  }
}

/** Problems in the order of the text; those of one place stay as they are. */
export function inOrder(problems: readonly TomlProblem[]): TomlProblem[] {
  return problems.toSorted((one, other) => one.start - other.start || one.end - other.end);
}

function shorten(text: string): string {
  return text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH - 1)}…` : text;
}
