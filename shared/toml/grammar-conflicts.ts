/** Phase 2, merge conflicts: one problem each, and one side of the two is read. */
import { Char, END } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { Token } from './tokens.ts';

const MARKER_LENGTH = 7;

/** Takes the marker lines of merge conflicts, and the second side between `=======` and `>>>>>>>`. */
export class ConflictReader {
  readonly #cursor: Cursor;
  #side: 'none' | 'first' | 'second' = 'none';
  /** Where the next closing marker stands as far as looked for; -1 when there is none. */
  #end = 0;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** Takes the rest of the line when it is part of a conflict and not to be read; tells whether it was. */
  takeLine(): boolean {
    const cursor = this.#cursor;
    const marker = this.#marker();
    if (marker === END && this.#side !== 'second') return false;
    const end = cursor.scanner.line(cursor.at);
    if (marker !== END) this.#passMarker(marker, end);
    cursor.isFarSighted = true;
    cursor.take(Token.Junk, end);
    return true;
  }

  #passMarker(marker: number, end: number): void {
    const cursor = this.#cursor;
    if (this.#side === 'none') cursor.report('merge-conflict', cursor.at, end);
    if (marker === Char.Less && this.#isClosed()) this.#side = 'first';
    else if (marker === Char.Greater) this.#side = 'none';
    else if (marker !== Char.Less && this.#side !== 'none') this.#side = 'second';
  }

  /** The character of the marker that begins the line, or END. */
  #marker(): number {
    const { text, at } = this.#cursor;
    const unit = this.#cursor.peek();
    if (unit !== Char.Less && unit !== Char.Equals && unit !== Char.Greater && unit !== Char.Bar) return END;
    return text.startsWith(String.fromCharCode(unit).repeat(MARKER_LENGTH), at) ? unit : END;
  }

  #isClosed(): boolean {
    const { text, at } = this.#cursor;
    if (this.#end >= 0 && this.#end < at) this.#end = text.indexOf(`\n${'>'.repeat(MARKER_LENGTH)}`, at);
    return this.#end >= 0;
  }
}
