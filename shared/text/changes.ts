import { LineIndex, offsetAt } from './lines.ts';
import type { Position, TextChange } from './text.ts';

/** Up to this many changes the text is cut at offsets; above it a list of lines is cheaper to keep. */
const FEW_CHANGES = 4;

/**
 * Applies changes in order, each to the result of the one before. A line break in an inserted text is written as
 * `eol`; everything outside the ranges keeps its bytes, mixed line endings included. Positions outside the text
 * are clamped as in `LineIndex.offsetAt`.
 */
export function applyChanges(text: string, changes: readonly TextChange[], eol: '\n' | '\r\n'): string {
  return changes.length <= FEW_CHANGES ? applyByOffset(text, changes, eol) : applyByLine(text, changes, eol);
}

/** The one change that turns `before` into `after`, as short as can be; null when they are equal. */
export function minimalChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shorter && before.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix++;
  while (prefix > 0 && (splitsPair(before, prefix) || splitsPair(after, prefix))) prefix--;
  const rest = shorter - prefix;
  let suffix = 0;
  while (
    suffix < rest &&
    before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix)
  ) {
    suffix++;
  }
  while (
    suffix > 0 &&
    (splitsPair(before, before.length - suffix) || splitsPair(after, after.length - suffix))
  ) {
    suffix--;
  }
  return {
    range: new LineIndex(before).rangeOf({ start: prefix, end: before.length - suffix }),
    text: after.slice(prefix, after.length - suffix),
  };
}

/** Whether cutting there would part CR from LF or one half of a character from the other. */
export function splitsPair(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return (
    (left === 13 && right === 10) || (left >= 0xd800 && left < 0xdc00 && right >= 0xdc00 && right < 0xe000)
  );
}

function applyByOffset(text: string, changes: readonly TextChange[], eol: string): string {
  let result = text;
  for (const change of changes) {
    const start = offsetAt(result, change.range.start);
    const end = offsetAt(result, change.range.end);
    result = result.slice(0, start) + withEol(change.text, eol) + result.slice(Math.max(start, end));
  }
  return result;
}

function applyByLine(text: string, changes: readonly TextChange[], eol: string): string {
  let lines = splitLines(text);
  for (const change of changes) lines = changeLines(lines, change, eol);
  return lines.join('');
}

/** The lines after a change: the same list changed in place, or a new one when their number changes. */
function changeLines(lines: string[], change: TextChange, eol: string): string[] {
  const start = clampToLines(lines, change.range.start);
  const clampedEnd = clampToLines(lines, change.range.end);
  const end = isBefore(clampedEnd, start) ? start : clampedEnd;
  let first = start.line - 1;
  let last = end.line - 1;
  let merged =
    lineOf(lines, first).slice(0, start.column - 1) +
    withEol(change.text, eol) +
    lineOf(lines, last).slice(end.column - 1);
  // A CR and an LF that now touch are one line break.
  if (merged.startsWith('\n') && lineOf(lines, first - 1).endsWith('\r'))
    merged = lineOf(lines, --first) + merged;
  if (merged.endsWith('\r') && lineOf(lines, last + 1).startsWith('\n')) merged += lineOf(lines, ++last);
  const replacement = splitLines(merged);
  if (last + 1 < lines.length) replacement.pop();
  if (replacement.length !== last - first + 1) {
    return lines.slice(0, first).concat(replacement, lines.slice(last + 1));
  }
  for (const [index, line] of replacement.entries()) lines[first + index] = line;
  return lines;
}

/** The lines with their line breaks; the last one has none and may be empty. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 10 && unit !== 13) continue;
    if (unit === 13 && text.charCodeAt(at + 1) === 10) at++;
    lines.push(text.slice(start, at + 1));
    start = at + 1;
  }
  lines.push(text.slice(start));
  return lines;
}

function clampToLines(lines: readonly string[], position: Position): Position {
  if (position.line < 1) return { line: 1, column: 1 };
  const line = Math.min(position.line, lines.length);
  const content = lineOf(lines, line - 1);
  const length = content.length - (content.endsWith('\r\n') ? 2 : /[\r\n]$/.test(content) ? 1 : 0);
  const column = position.line > lines.length ? length + 1 : position.column;
  return { line, column: Math.min(Math.max(column, 1), length + 1) };
}

function lineOf(lines: readonly string[], index: number): string {
  return lines[index] ?? '';
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}

function withEol(text: string, eol: string): string {
  return /[\r\n]/.test(text) ? text.replace(/\r\n?|\n/g, eol) : text;
}
