/** Whole lines and items of brackets around an offset, to be taken out or marked as comments. */
import type { TextReplacement } from '../text/replacements.ts';
import { removeItem } from '../toml/edit/bracket-edits.ts';
import { readBrackets } from '../toml/edit/brackets.ts';
import type { Statement } from '../toml/edit/outline.ts';
import { linesOf, removeLines } from '../toml/edit/territory.ts';
import type { TomlDocument } from '../toml/index.ts';
import type { TableValue, TomlValue } from '../toml/types.ts';
import { sectionsOf } from './sections.ts';

/** The header or key whose lines hold an offset. */
export function statementAround(document: TomlDocument, offset: number): Statement | undefined {
  const statement = sectionsOf(document).outline.statementAt(offset);
  return statement !== undefined && offset < statement.end ? statement : undefined;
}

/** Takes out the key that is written at an offset, with its comments: its line, or its item of an inline table. */
export function removeKeyAt(document: TomlDocument, offset: number): TextReplacement[] | null {
  const table = inlineTableAround(document.root, offset);
  if (table !== undefined) {
    const brackets = readBrackets(document, table);
    const index = brackets.items.findIndex(({ start, end }) => start <= offset && offset < end);
    return index < 0 ? null : removeItem(document, brackets, index);
  }
  const statement = statementAround(document, offset);
  if (statement === undefined || statement.kind !== 'key-value') return null;
  return removeLines(document.tree, linesOf(sectionsOf(document).outline, [statement]));
}

/** Makes comments of the lines from one offset to another. */
export function commentOut({ text }: TomlDocument, start: number, end: number): TextReplacement[] {
  const first = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const starts = [first];
  for (const match of text.slice(start, end).matchAll(/\r\n|\r|\n/g)) {
    const next = start + match.index + match[0].length;
    if (next < end) starts.push(next);
  }
  return starts.map((offset) => ({ start: offset, end: offset, text: '# ' }));
}

/** The innermost inline table around an offset. */
function inlineTableAround(table: TableValue, offset: number): TableValue | undefined {
  for (const { value } of table.entries.values()) {
    const found = inlineTableIn(value, offset);
    if (found !== undefined) return found;
  }
  return table.origin === 'inline' && table.start < offset && offset < table.end ? table : undefined;
}

function inlineTableIn(value: TomlValue, offset: number): TableValue | undefined {
  if (value.type === 'table') {
    const isElsewhere = value.origin === 'inline' && (offset <= value.start || offset >= value.end);
    return isElsewhere ? undefined : inlineTableAround(value, offset);
  }
  if (value.type !== 'array' || (!value.ofTables && (offset < value.start || offset >= value.end)))
    return undefined;
  for (const item of value.items) {
    const found = inlineTableIn(item, offset);
    if (found !== undefined) return found;
  }
  return undefined;
}
