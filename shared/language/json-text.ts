/** A part of a document as JSON, and JSON as a part of a document. */
import { renderToml } from '../config/render.ts';
import { dominantEol } from '../text/eol.ts';
import { applyReplacements, type TextReplacement } from '../text/replacements.ts';
import type { Span } from '../text/text.ts';
import { formatPath, valueAt } from '../toml/edit/path.ts';
import type { KeyPath } from '../toml/edit/types.ts';
import { fromJson } from '../toml/from-json.ts';
import { parse, type TomlDocument } from '../toml/index.ts';
import { formatKey, keysOf } from '../toml/key-path.ts';
import { tomlLiteral } from '../toml/literal.ts';
import { toJson } from '../toml/to-json.ts';
import type { Entry, TableValue, TomlValue } from '../toml/types.ts';
import { type PastePlace, pastePlace } from './paste-place.ts';
import { pointTo } from './pointers.ts';
import type { DocumentRequest } from './request.ts';
import { sectionsOf } from './sections.ts';
import { statementAround } from './statements.ts';

/** A part of a document as JSON, and what it is: a key path, `the selection`, or `the file`. */
export type JsonPart =
  | { readonly ok: true; readonly json: string; readonly what: string }
  | { readonly ok: false; readonly message: string };

/**
 * What is selected as JSON; with nothing selected the value of the key or table at the cursor, and where there is none
 * the whole file.
 */
export function jsonOf(request: DocumentRequest, within: Span): JsonPart {
  const { document } = request;
  if (within.start < within.end) return jsonOfSelection(document, within);
  const path = pathAt(request, within.start);
  const value = path === null ? document.root : valueAt(document.root, path);
  if (value !== undefined) {
    return { ok: true, json: toJson(value), what: path === null ? 'the file' : formatPath(path) };
  }
  return { ok: false, message: 'What stands at the cursor cannot be read as TOML. Correct it first.' };
}

/** Whole lines are TOML of their own; anything else has to be one value. */
function jsonOfSelection({ text, version }: TomlDocument, { start, end }: Span): JsonPart {
  const selected = text.slice(start, end);
  const what = 'the selection';
  const lines = parse(selected, { version });
  if (isReadable(lines)) return { ok: true, json: toJson(lines.root), what };
  const value = parse(`value = ${selected.trim()}`, { version });
  const only = value.root.entries.size === 1 ? value.root.entries.get('value')?.value : undefined;
  if (only !== undefined && isReadable(value)) return { ok: true, json: toJson(only), what };
  const problem = lines.problems.find(({ severity }) => severity === 'error');
  return { ok: false, message: `The selection is not TOML. ${problem?.message ?? ''}`.trim() };
}

function isReadable({ problems }: TomlDocument): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}

function pathAt(request: DocumentRequest, offset: number): KeyPath | null {
  const statement = statementAround(request.document, offset);
  const located = statement?.kind === 'key-value' ? pointTo(request, offset) : null;
  return located?.value === undefined ? (statement?.path ?? null) : located.pointer;
}

export type Pasting =
  | { readonly ok: true; readonly changes: readonly TextReplacement[] }
  | { readonly ok: false; readonly message: string };

/** A JSON object as a TOML document of its own. */
export function tomlOfJson(json: string): { ok: true; text: string } | { ok: false; message: string } {
  const reading = fromJson(json);
  if (!reading.ok) return reading;
  if (reading.value.type !== 'table') return { ok: false, message: NEEDS_OBJECT };
  return { ok: true, text: renderToml(reading.value) };
}

const NEEDS_OBJECT =
  'Only a JSON object has keys to write here. Put the cursor behind an equals sign to write one value.';

/**
 * Puts JSON in the place of what is selected: a value behind an equals sign and in an array, keys everywhere else.
 * Tables inside it get headers where no key follows in the same table, else they are written inline.
 */
export function pasteJson({ document }: DocumentRequest, within: Span, json: string): Pasting {
  const reading = fromJson(json);
  if (!reading.ok) return reading;
  const cut = { ...within, text: '' };
  const without =
    within.start === within.end
      ? document
      : parse(applyReplacements(document.text, [cut]), { version: document.version });
  const place = pastePlace(without, within.start);
  const { value } = reading;
  const isKeys = place.kind === 'lines' || place.kind === 'members';
  if (isKeys && value.type !== 'table') return { ok: false, message: NEEDS_OBJECT };
  const text = textFor(without, place, value);
  const change = { start: place.offset, end: place.offset, text };
  if (within.start === within.end) return { ok: true, changes: [change] };
  return { ok: true, changes: joined(document, cut, change) };
}

function textFor(document: TomlDocument, place: PastePlace, value: TomlValue): string {
  switch (place.kind) {
    case 'value':
      return place.before + tomlLiteral(value) + place.after;
    case 'members': {
      const members = value.type === 'table' ? [...value.entries.values()].map(memberText) : [];
      return members.length === 0 ? '' : place.before + members.join(', ') + place.after;
    }
    case 'lines': {
      const eol = dominantEol(document.text);
      return (value.type === 'table' ? linesFor(document, place.offset, value) : '').replaceAll('\n', eol);
    }
  }
}

/** The lines of a table's keys at the start of a line, each ended. */
function linesFor(document: TomlDocument, offset: number, table: TableValue): string {
  const { text } = document;
  const before = text.slice(0, offset);
  const opening = before === '' || /[\r\n]$/.test(before) ? '' : '\n';
  const { outline } = sectionsOf(document);
  const section = outline.statements.findLast(({ kind, start }) => kind !== 'key-value' && start < offset);
  const hasKeysBelow = outline.keysUnder(section).some(({ start }) => start >= offset);
  if (hasKeysBelow)
    return opening + [...table.entries.values()].map((entry) => `${memberText(entry)}\n`).join('');
  const path = keysOf(section?.path ?? []);
  const written = renderToml(path.reduceRight(inTable, table));
  const header = path.length === 0 ? '' : written.slice(0, written.indexOf('\n') + 1);
  const hasOwnHeader = [...table.entries.values()].some(({ value }) => !isSection(value));
  const lines = hasOwnHeader || table.entries.size === 0 ? written.slice(header.length) : written;
  const gapAbove = lines.startsWith('[') && before.trim() !== '' && !/\n\s*\n$/.test(before) ? '\n' : '';
  const gapBelow = /^[ \t]*\[/.test(text.slice(offset)) && lines !== '' ? '\n' : '';
  return opening + gapAbove + lines + gapBelow;
}

function isSection(value: TomlValue): boolean {
  return value.type === 'table' || (value.type === 'array' && value.ofTables);
}

function inTable(value: TableValue, key: string): TableValue {
  const entry: Entry = { key, keySpan: value, value };
  return { start: 0, end: 0, type: 'table', origin: 'header', entries: new Map([[key, entry]]) };
}

function memberText({ key, value }: Entry): string {
  return `${formatKey(key)} = ${tomlLiteral(value)}`;
}

/** A cut and an insertion that was worked out on the text after it, as changes of the text before. */
function joined({ text }: TomlDocument, cut: TextReplacement, insertion: TextReplacement): TextReplacement[] {
  if (insertion.start === cut.start) return [{ ...cut, text: insertion.text }];
  const length = cut.end - cut.start;
  if (insertion.start < cut.start) return [insertion, cut];
  const offset = Math.min(insertion.start + length, text.length);
  return [cut, { start: offset, end: offset, text: insertion.text }];
}
