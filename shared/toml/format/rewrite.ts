/** A text written anew from pieces of itself, and the changes that lead there. */
import { ChangeLog, type TextReplacement } from '../../text/replacements.ts';
import type { Span } from '../../text/text.ts';

/** Text of the document that stays what it is, or text that is put there. */
export type Piece = Span | string;

/**
 * Takes pieces in the order of the new text. Kept ones must come in the order of the old text: only what stands
 * between them is ever replaced, so nothing that is kept can be changed or lost.
 */
export class Rewriter {
  readonly #text: string;
  readonly #gaps: TextReplacement[] = [];
  /** Where the last kept piece ended. */
  #at = 0;
  #put = '';

  constructor(text: string) {
    this.#text = text;
  }

  write(piece: Piece): void {
    if (typeof piece === 'string') this.#put += piece;
    else if (piece.start < piece.end) {
      this.#closeGap(piece.start);
      this.#at = piece.end;
    }
  }

  /** The fewest characters that lead to the new text, ascending and apart from each other. */
  changes(): TextReplacement[] {
    this.#closeGap(this.#text.length);
    const log = new ChangeLog(this.#text);
    log.apply(this.#gaps);
    return log.changes();
  }

  #closeGap(end: number): void {
    const start = this.#at;
    if (this.#text.slice(start, end) !== this.#put) this.#gaps.push({ start, end, text: this.#put });
    this.#put = '';
  }
}
