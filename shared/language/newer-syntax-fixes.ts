/** TOML 1.1 syntax in a text that is read as TOML 1.0: the same, spelled as TOML 1.0 has it. */
import { type BracketItem, readBrackets } from '../toml/edit/brackets.ts';
import { keyTextOf } from '../toml/edit/outline.ts';
import { valueAt } from '../toml/edit/path.ts';
import type { TomlDocument } from '../toml/index.ts';
import type { TomlValue } from '../toml/types.ts';
import { type FixContext, type FixDraft, replacing } from './fix.ts';
import { convertTable } from './table-forms.ts';

export function newerSyntaxFixes(context: FixContext): FixDraft[] {
  const { text } = context;
  if (text.startsWith('\\')) return [spelled(context, olderEscape(text))];
  if (!text.startsWith('{')) return [spelled(context, text.replace(/(\d\d:\d\d)(?!:)/, '$1:00'))];
  return inlineTable(context);
}

function spelled(context: FixContext, text: string): FixDraft {
  return { title: `Write ${text}`, preferred: true, changes: replacing(context, text) };
}

/** `\e` and `\xHH`. */
function olderEscape(written: string): string {
  return written === '\\e' ? '\\u001B' : `\\u00${written.slice(2).toUpperCase()}`;
}

function inlineTable({ request: { document }, span, located }: FixContext): FixDraft[] {
  const fixes: FixDraft[] = [];
  const value = located === null ? undefined : valueAt(document.root, located.pointer);
  if (value === undefined || value.start !== span.start || located === null) return [];
  const line = oneLine(document, value);
  if (line !== null) {
    fixes.push({
      title: 'Write the table on one line',
      preferred: true,
      changes: [{ ...spanOf(value), text: line }],
    });
  }
  fixes.push({
    title: 'Write the table under a header',
    preferred: line === null,
    changes: convertTable(document, located.pointer, 'header'),
  });
  return fixes;
}

/** A value whose inline tables hold no line break; null where a comment would be lost. */
function oneLine(document: TomlDocument, value: TomlValue): string | null {
  const text = document.text.slice(value.start, value.end);
  const isPlain = (value.type !== 'table' && value.type !== 'array') || !holdsTable(value);
  if (isPlain) return text;
  const { items, comments } = readBrackets(document, value);
  const inner = items.map((item, index) => oneItem(document, value, item, index));
  if (comments > 0 || inner.some((item) => item === null)) return null;
  if (value.type === 'table') return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
  return `[${inner.join(', ')}]`;
}

function oneItem(document: TomlDocument, value: TomlValue, item: BracketItem, index: number): string | null {
  if (item.lines !== undefined && item.lines.comments > 0) return null;
  const keys = item.keys.map(({ name }) => name);
  const path = value.type === 'table' ? ['', ...keys] : ['', index];
  const around = {
    type: 'table',
    origin: 'root',
    start: 0,
    end: 0,
    entries: new Map([['', { key: '', keySpan: value, value }]]),
  } as const;
  const inner = valueAt(around, path);
  const text = inner === undefined ? null : oneLine(document, inner);
  if (text === null || value.type !== 'table') return text;
  return `${keyTextOf(document.text, item.keys, 0, keys.length - 1)} = ${text}`;
}

function holdsTable(value: TomlValue): boolean {
  return value.type === 'table' || (value.type === 'array' && value.items.some(holdsTable));
}

function spanOf({ start, end }: TomlValue) {
  return { start, end };
}
