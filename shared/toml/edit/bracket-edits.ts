/** Adding and removing items between brackets, as the items around them are written. */
import type { TextReplacement } from '../../text/replacements.ts';
import type { TomlDocument } from '../index.ts';
import { Token } from '../tokens.ts';
import type { BracketItem, Brackets } from './brackets.ts';

/** An item to be added, with its comments. */
export interface NewItem {
  readonly text: string;
  readonly above: readonly string[];
  /** Nothing, or blanks and a comment. */
  readonly beside: string;
}

/** What an item is written with where its brackets hold nothing to imitate. */
export interface BracketHabits {
  readonly padding: string;
  readonly indent: string;
  readonly eol: string;
}

/** Adds an item so that it becomes number `index`; undefined when its comments have no place there. */
export function insertItem(
  document: TomlDocument,
  brackets: Brackets,
  index: number,
  item: NewItem,
  habits: BracketHabits,
): TextReplacement[] | undefined {
  const { items } = brackets;
  const previous = items[index - 1];
  const next = items[index];
  const hasComments = item.above.length > 0 || item.beside !== '';
  const neighbour = previous ?? next;
  if (neighbour === undefined) return insertOnly(document, brackets, item, habits);
  if (neighbour.lines !== undefined && isCommaInLines(neighbour)) {
    return previous === undefined
      ? insertLine(document, neighbour, neighbour.lines.start, item, ',', habits.eol)
      : insertAfterLine(document, previous, neighbour.lines.end, item, habits.eol);
  }
  if (hasComments) return undefined;
  if (previous === undefined) {
    const gap = neighbour.startsLine
      ? habits.eol + indentBefore(document, neighbour)
      : commaGap(document, items);
    return [insertion(neighbour.start, `${item.text},${gap}`)];
  }
  const isOfLines = previous.startsLine && items.length > 1 && next?.startsLine !== false;
  const gap = isOfLines ? habits.eol + indentBefore(document, previous) : commaGap(document, items);
  if (previous.comma === undefined) return [insertion(previous.end, `,${gap}${item.text}`)];
  return [insertion(previous.comma.end, `${gap}${item.text},`)];
}

/** Removes an item with its comments and one comma. */
export function removeItem(document: TomlDocument, brackets: Brackets, index: number): TextReplacement[] {
  const { items, inside } = brackets;
  const item = items[index];
  if (item === undefined) return [];
  const previous = items[index - 1];
  const strayComma = item.comma === undefined ? previous?.comma : undefined;
  const isLast = items.length === 1 && brackets.comments === (item.lines?.comments ?? 0);
  if (isLast) return [{ ...inside, text: '' }];
  const own = item.lines === undefined ? sharedStretch(document, item, items[index + 1]) : item.lines;
  const removals = [removal(own.start, own.end)];
  const isCommaLeft = item.comma !== undefined && item.comma.start >= own.end;
  if (isCommaLeft) removals.push(removal(item.comma.start, item.comma.end));
  if (strayComma === undefined) return removals;
  const isAdjacent = document.text.slice(strayComma.end, own.start).trim() === '' && item.lines === undefined;
  return isAdjacent
    ? [removal(strayComma.start, own.end)]
    : [removal(strayComma.start, strayComma.end), ...removals];
}

function insertOnly(
  document: TomlDocument,
  { inside, isTable, comments }: Brackets,
  item: NewItem,
  { padding, indent, eol }: BracketHabits,
): TextReplacement[] | undefined {
  const content = document.text.slice(inside.start, inside.end);
  const firstBreak = /\r?\n/.exec(content);
  if (firstBreak !== null) {
    // Above the comments there may be, so that none of them comes to stand above the item and becomes its own.
    const offset = firstBreak.index + firstBreak[0].length;
    const commentIndent = /^([ \t]*)#/m.exec(content.slice(offset))?.[1];
    const inner = commentIndent ?? (/[ \t]*$/.exec(content)?.[0] ?? '') + indent;
    const comma = isTable ? '' : ',';
    const lines = [...item.above, item.text + comma + item.beside].map((line) => inner + line + eol);
    return [insertion(inside.start + offset, lines.join(''))];
  }
  if (comments > 0 || item.above.length > 0 || item.beside !== '') return undefined;
  const blank = isTable ? padding : '';
  return [{ ...inside, text: blank + item.text + blank }];
}

/** Puts an item on lines of its own behind one that has lines of its own. */
function insertAfterLine(
  document: TomlDocument,
  previous: BracketItem,
  offset: number,
  item: NewItem,
  eol: string,
): TextReplacement[] {
  const hasComma = previous.comma !== undefined;
  const line = insertLine(document, previous, offset, item, hasComma ? ',' : '', eol);
  return hasComma ? line : [insertion(previous.end, ','), ...line];
}

function insertLine(
  document: TomlDocument,
  like: BracketItem,
  offset: number,
  item: NewItem,
  comma: string,
  eol: string,
): TextReplacement[] {
  const indent = indentBefore(document, like);
  const lines = [...item.above, item.text + comma + item.beside].map((line) => indent + line + eol);
  return [insertion(offset, lines.join(''))];
}

/** What goes with an item that shares its lines: the item, its comma, blanks to one side, a comment beside it. */
function sharedStretch(
  document: TomlDocument,
  item: BracketItem,
  next: BracketItem | undefined,
): { start: number; end: number } {
  const { text, tokens } = document.tree;
  const hasComma = item.comma !== undefined && text.slice(item.end, item.comma.start).trim() === '';
  const end = hasComma ? (item.comma?.end ?? item.end) : item.end;
  const blanks = blanksAfter(text, end);
  const follower = tokens.kindOf(tokens.indexAt(end + blanks));
  if (follower === Token.Comment) {
    return {
      start: item.start - blanksBefore(text, item.start),
      end: tokens.endOf(tokens.indexAt(end + blanks)),
    };
  }
  if (next !== undefined && hasComma && next.start === end + blanks)
    return { start: item.start, end: next.start };
  return { start: item.start - blanksBefore(text, item.start), end };
}

/** Whether the comma of an item stands on its lines, so that the next line begins with something else. */
function isCommaInLines(item: BracketItem): boolean {
  return item.comma === undefined || item.lines === undefined || item.comma.end <= item.lines.end;
}

/** The blanks behind the first comma that has nothing else before the next item. */
function commaGap(document: TomlDocument, items: readonly BracketItem[]): string {
  for (const [index, { comma }] of items.entries()) {
    const next = items[index + 1];
    if (comma === undefined || next === undefined) continue;
    const gap = document.text.slice(comma.end, next.start);
    if (/^[ \t]*$/.test(gap)) return gap;
  }
  return ' ';
}

function indentBefore({ text }: TomlDocument, item: BracketItem): string {
  return text.slice(item.start - blanksBefore(text, item.start), item.start);
}

function blanksBefore(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return offset - start;
}

function blanksAfter(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end - offset;
}

function insertion(offset: number, text: string): TextReplacement {
  return { start: offset, end: offset, text };
}

function removal(start: number, end: number): TextReplacement {
  return { start, end, text: '' };
}
