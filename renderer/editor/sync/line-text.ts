import type { Position, TextChange } from '../../../shared/text/text.ts';

/** The lines of a text without their line breaks; CR LF, LF and a lone CR all end a line. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/**
 * A text kept as lines, so that a change costs about as much as the lines it touches, in a file of any size.
 * The editor's view of a text: every line break counts as LF.
 */
export class LineText {
  readonly #lines: string[];

  /** Takes the lines as they are and copies them; see `splitLines`. */
  constructor(lines: readonly string[]) {
    this.#lines = [...lines];
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Applies changes in order, each to the result of the one before. Positions outside the text are clamped. */
  apply(changes: readonly TextChange[]): void {
    for (const change of changes) this.#applyOne(change);
  }

  #applyOne({ range, text }: TextChange): void {
    const start = this.#clamp(range.start);
    const end = this.#clamp(range.end);
    const head = this.#at(start.line).slice(0, start.column - 1);
    const tail = this.#at(end.line).slice(end.column - 1);
    const inserted = splitLines(text);
    inserted[0] = head + (inserted[0] ?? '');
    inserted[inserted.length - 1] = (inserted.at(-1) ?? '') + tail;
    const replaced = end.line - start.line + 1;
    if (inserted.length === replaced) {
      for (const [index, line] of inserted.entries()) this.#lines[start.line - 1 + index] = line;
    } else {
      spliceLines(this.#lines, start.line - 1, replaced, inserted);
    }
  }

  #at(line: number): string {
    return this.#lines[line - 1] ?? '';
  }

  #clamp({ line, column }: Position): Position {
    if (line > this.#lines.length)
      return { line: this.#lines.length, column: this.#at(this.#lines.length).length + 1 };
    return { line, column: Math.min(column, this.#at(line).length + 1) };
  }
}

/** As `splice`, without its limit on the number of arguments. */
function spliceLines(lines: string[], start: number, count: number, inserted: readonly string[]): void {
  const rest = lines.slice(start + count);
  lines.length = start;
  for (const line of inserted) lines.push(line);
  for (const line of rest) lines.push(line);
}
