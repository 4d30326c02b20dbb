import type { Position, Range, Span } from './text.ts';

/**
 * Where the lines of one text begin: converts between offsets and positions.
 * Built in one pass, answered by binary search.
 */
export class LineIndex {
  readonly #text: string;
  /** The offset at which each line begins. */
  readonly #starts: Uint32Array;
  readonly lineCount: number;

  constructor(text: string) {
    this.#text = text;
    this.#starts = lineStarts(text);
    this.lineCount = this.#starts.length;
  }

  /** The position of an offset, which is clamped to the text. Between CR and LF it is the end of the line. */
  positionAt(offset: number): Position {
    const at = clamp(offset, 0, this.#text.length);
    let low = 0;
    let high = this.lineCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#startOf(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.min(at, this.#endOf(low)) - this.#startOf(low) + 1 };
  }

  /** The offset of a position, clamped to the text: a column past the end of its line is the line's end. */
  offsetAt(position: Position): number {
    if (position.line < 1) return 0;
    if (position.line > this.lineCount) return this.#text.length;
    const line = position.line - 1;
    return clamp(this.#startOf(line) + position.column - 1, this.#startOf(line), this.#endOf(line));
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  spanOf(range: Range): Span {
    return { start: this.offsetAt(range.start), end: this.offsetAt(range.end) };
  }

  #startOf(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  /** Where the line's text ends, before its line break. */
  #endOf(line: number): number {
    if (line + 1 >= this.lineCount) return this.#text.length;
    const next = this.#startOf(line + 1);
    const isCrLf = this.#text.charCodeAt(next - 1) === 10 && this.#text.charCodeAt(next - 2) === 13;
    return isCrLf && next - 2 >= this.#startOf(line) ? next - 2 : next - 1;
  }
}

/** The offset of a position, clamped as in `LineIndex`, for a text that is asked about few places. */
export function offsetAt(text: string, position: Position): number {
  if (text.includes('\r')) return new LineIndex(text).offsetAt(position);
  if (position.line < 1) return 0;
  let start = 0;
  for (let line = 1; line < position.line; line++) {
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak < 0) return text.length;
    start = lineBreak + 1;
  }
  const lineBreak = text.indexOf('\n', start);
  return clamp(start + position.column - 1, start, lineBreak < 0 ? text.length : lineBreak);
}

function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(Math.max(16, text.length >>> 4));
  let count = 1;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 13 || (unit !== 10 && unit !== 13)) continue;
    if (unit === 13 && text.charCodeAt(at + 1) === 10) at++;
    if (count === starts.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = at + 1;
  }
  return starts.slice(0, count);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
