/** Replacements in a text by offsets: applying them, and telling many steps as one. */
import { splitsPair } from './changes.ts';
import type { Span } from './text.ts';

/** Replaces a stretch of a text; empty stretches insert. */
export interface TextReplacement extends Span {
  readonly text: string;
}

/** The text after replacements that are ascending and do not overlap; offsets count in the text before them all. */
export function applyReplacements(text: string, changes: readonly TextReplacement[]): string {
  let result = '';
  let at = 0;
  for (const change of changes) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}

/** A stretch of the first text, or new text when `text` is set; then `start` and `end` count in `text`. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text?: string;
}

/** Steps of replacements, each counted in the text the one before has left, told as one step from the first text. */
export class ChangeLog {
  readonly #first: string;
  #pieces: readonly Piece[];

  constructor(text: string) {
    this.#first = text;
    this.#pieces = [{ start: 0, end: text.length }];
  }

  apply(changes: readonly TextReplacement[]): void {
    const next: Piece[] = [];
    let at = 0;
    for (const { start, end, text } of changes) {
      next.push(...cut(this.#pieces, at, start));
      if (text !== '') next.push({ start: 0, end: text.length, text });
      at = end;
    }
    next.push(...cut(this.#pieces, at, Number.POSITIVE_INFINITY));
    this.#pieces = next;
  }

  /** The fewest characters that lead from the first text to the last. */
  changes(): TextReplacement[] {
    const changes: TextReplacement[] = [];
    let at = 0;
    let inserted = '';
    const add = (end: number) => {
      const change = shrink(this.#first, { start: at, end, text: inserted });
      if (change.start < change.end || change.text !== '') changes.push(change);
      inserted = '';
    };
    for (const { start, end, text } of this.#pieces) {
      if (text !== undefined) inserted += text.slice(start, end);
      else {
        add(start);
        at = end;
      }
    }
    add(this.#first.length);
    return changes;
  }
}

/** The pieces between two offsets of the text they make up. */
function* cut(pieces: readonly Piece[], from: number, to: number): Iterable<Piece> {
  let offset = 0;
  for (const piece of pieces) {
    const start = Math.max(from, offset) - offset + piece.start;
    const end = Math.min(to - offset + piece.start, piece.end);
    offset += piece.end - piece.start;
    if (start < end) yield { ...piece, start, end };
  }
}

/** Leaves out what the replacement shares with the text it replaces, without parting a character or a line break. */
function shrink(text: string, change: TextReplacement): TextReplacement {
  let { start, end } = change;
  let from = 0;
  let to = change.text.length;
  while (start < end && from < to && text.charCodeAt(start) === change.text.charCodeAt(from)) {
    start++;
    from++;
  }
  while (from > 0 && (splitsPair(text, start) || splitsPair(change.text, from))) {
    start--;
    from--;
  }
  while (end > start && to > from && text.charCodeAt(end - 1) === change.text.charCodeAt(to - 1)) {
    end--;
    to--;
  }
  while (to < change.text.length && (splitsPair(text, end) || splitsPair(change.text, to))) {
    end++;
    to++;
  }
  return { start, end, text: change.text.slice(from, to) };
}
