/** What a path is made of in the text, taken along when it moves. */

import type { Span } from '../../text/text.ts';
import type { TomlValue } from '../types.ts';
import { type BracketItem, itemsAt, readBrackets } from './brackets.ts';
import type { Content } from './insert.ts';
import { type KeyPart, keyTextOf, type Outline, type Statement } from './outline.ts';
import { bracketsAround, samePath, valueAt } from './path.ts';
import { commentsAbove, commentText, lineStart, linesOf } from './territory.ts';
import type { KeyPath, NewValue } from './types.ts';

/** A table that is written in lines and sections. */
export interface MovedTable {
  readonly value: TomlValue;
  /** Lines whose keys are dotted: the part below the table, and the value. */
  readonly lines: readonly Content[];
  readonly sections: readonly MovedSections[];
  readonly hasComments: boolean;
}

/** Lines with headers in which the path of the table can be put in anew. */
export interface MovedSections {
  readonly text: string;
  /** Offsets in the text. */
  readonly headers: readonly MovedHeader[];
}

export interface MovedHeader {
  /** From the opening bracket to the end of the table's own path. */
  readonly start: number;
  readonly end: number;
  /** From the closing bracket to its end. */
  readonly close: number;
  readonly closeEnd: number;
  /** Whether it opens the table itself, not one inside it. */
  readonly isOwn: boolean;
  readonly isArray: boolean;
}

/** The value with its comments, where one line or one item of brackets holds all of it; else undefined. */
export function movedValue(outline: Outline, path: KeyPath): Content | undefined {
  const { root, text } = outline.document;
  const value = valueAt(root, path);
  if (value === undefined) return undefined;
  const brackets = bracketsAround(root, path);
  if (brackets >= 0) return movedItem(outline, value, path, brackets);
  const line = outline.statements.find(({ kind, path: own }) => kind === 'key-value' && samePath(own, path));
  if (line === undefined) return undefined;
  return {
    ...commentsOf(outline, line, value.end),
    value: rawText(text, value),
    ...writtenKey(text, line.keys),
  };
}

/** What stands in brackets; a table of dotted keys there gets braces of its own. */
function movedItem(outline: Outline, value: TomlValue, path: KeyPath, depth: number): Content | undefined {
  const { root, text } = outline.document;
  const list = valueAt(root, path.slice(0, depth));
  if (list === undefined) return undefined;
  const inner = path.slice(depth);
  const items = itemsAt(readBrackets(outline.document, list), inner);
  const [item] = items;
  const above = items.flatMap((one) => commentsAboveItem(text, one));
  if (item === undefined || (value.type === 'table' && value.origin === 'dotted')) {
    const beside = items.map((one) => besideItem(text, one).trim()).filter((comment) => comment !== '');
    const table = value.type === 'table' ? { ...value, origin: 'inline' as const } : value;
    return { value: table, above: [...above, ...beside], beside: '' };
  }
  return {
    value: rawText(text, value),
    above,
    beside: besideItem(text, item),
    ...writtenKey(text, item.keys),
  };
}

/** The lines and sections of a table that is not one value in the text. */
export function movedTable(outline: Outline, path: KeyPath): MovedTable | undefined {
  const { tree, root } = outline.document;
  const value = valueAt(root, path);
  if (value === undefined) return undefined;
  const under = outline.under(path);
  const lines = under.filter((line) => line.kind === 'key-value' && outline.partOf(line, path) >= 0);
  const inSections = under.filter((statement) => !lines.includes(statement));
  const runs = linesOf(outline, inSections);
  return {
    value,
    lines: lines.map((line) => movedLine(outline, line, path)),
    sections: runs.map(({ from, to }) => {
      const start = lineStart(tree, from);
      const text = outline.document.text.slice(start, lineStart(tree, to)).replace(/(?:\r\n|\n|\r)$/, '');
      const headers = inSections.filter(
        ({ kind, expression }) => kind !== 'key-value' && expression >= from && expression < to,
      );
      return { text, headers: headers.map((header) => movedHeader(outline, header, path, start)) };
    }),
    hasComments: [...linesOf(outline, lines), ...runs].some(({ from, to }) => {
      for (let expression = from; expression < to; expression++) {
        if (commentText(tree, expression) !== '') return true;
      }
      return false;
    }),
  };
}

function movedLine(outline: Outline, line: Statement, path: KeyPath): Content {
  const { root, text } = outline.document;
  const value = valueAt(root, line.path) ?? { start: line.end, end: line.end };
  return {
    ...commentsOf(outline, line, value.end),
    value: rawText(text, value),
    key: keyTextOf(text, line.keys, outline.partOf(line, path) + 1, line.keys.length - 1),
  };
}

function movedHeader(outline: Outline, header: Statement, path: KeyPath, start: number): MovedHeader {
  const { text } = outline.document;
  const first = header.keys[0]?.start ?? header.start;
  const open = text.lastIndexOf('[', first) - (header.kind === 'array-table' ? 1 : 0);
  const lastKey = header.keys.at(-1)?.end ?? header.end;
  const close = text.indexOf(']', lastKey);
  return {
    start: open - start,
    end: (header.keys[outline.partOf(header, path)]?.end ?? lastKey) - start,
    close: close - start,
    closeEnd: close + (header.kind === 'array-table' ? 2 : 1) - start,
    isOwn: samePath(header.path, path),
    isArray: header.kind === 'array-table',
  };
}

function commentsOf(
  outline: Outline,
  line: Statement,
  valueEnd: number,
): { above: string[]; beside: string } {
  const { tree, text } = outline.document;
  return {
    above: commentsAbove(tree, line.expression),
    beside: text.slice(valueEnd, line.end).trimEnd(),
  };
}

/** The comments on lines of their own above an item, without indentation. */
export function commentsAboveItem(text: string, { lines }: BracketItem): string[] {
  if (lines === undefined) return [];
  const above = text.slice(lines.start, lines.itemLine).split(/\r?\n/);
  return above.map((line) => line.trim()).filter((line) => line !== '');
}

/** The comment beside an item with the blanks before it, the comma left out. */
export function besideItem(text: string, { end, lines }: BracketItem): string {
  if (lines === undefined) return '';
  return text
    .slice(end, lines.end)
    .replace(/^[ \t]*,/, '')
    .trimEnd();
}

function rawText(text: string, { start, end }: Span): NewValue {
  return { type: 'raw', text: text.slice(start, end) };
}

function writtenKey(text: string, keys: readonly KeyPart[]): { key: string } | object {
  const part = keys.at(-1);
  return part === undefined ? {} : { key: text.slice(part.start, part.end) };
}
