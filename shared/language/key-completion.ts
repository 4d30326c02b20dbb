/** Which keys and headers could stand at the cursor. */
import { formatPath } from '../config/paths.ts';
import type { SchemaPlace } from '../schema/index.ts';
import type { WrittenKeys } from '../schema/parts.ts';
import { valueAt } from '../toml/edit/path.ts';
import { formatKey } from '../toml/index.ts';
import { entryAt, type KeyPlace } from '../toml/locate.ts';
import { type Completion, compareSortTexts, completionItem, rank } from './item.ts';
import { type LanguageRequest, schemaAt } from './request.ts';
import { escapeSnippet, inlineTable, requiredKeys, valueSnippet } from './snippet.ts';
import { defaultOf, typeWords } from './words.ts';

/** Headers are offered this many levels below the table they start from. */
const MAX_HEADER_DEPTH = 4;
/** A schema with more tables than this offers the first ones; typing on brings the rest. */
const MAX_HEADERS = 300;

/** Keys of the table at the cursor; on an empty line, headers as well. */
export function completeKey(request: LanguageRequest, place: KeyPlace): Completion[] {
  if (place.kind === 'header') return headers(request, place);
  const items = keys(request, place);
  return place.kind === 'blank' ? [...items, ...newSections(request, place)] : items;
}

function keys(request: LanguageRequest, place: KeyPlace): Completion[] {
  const table = schemaAt(request, tablePointer(place))?.narrowed(writtenKeys(request, place)) ?? null;
  if (table === null) return [];
  const { node } = table;
  const existing = new Set(place.existing);
  return bySortText(table).flatMap((key, index) => {
    const child = table.child(key);
    if (child === null || child.node.hidden || existing.has(key)) return [];
    const isRequired = node.required.includes(key);
    const name = formatKey(key);
    const insert = place.isComplete
      ? escapeSnippet(name)
      : `${escapeSnippet(name)}${keyEnding(child, place)}`;
    return completionItem(request, place.span, child, {
      label: name,
      kind: isTable(child) ? 'table' : 'key',
      insert,
      detail: detailOf(child, isRequired),
      sort: rank(child.node.deprecated ? 'deprecated' : isRequired ? 'required' : 'declared', index),
    });
  });
}

/** What tells the forms of the table apart: the keys it has, without the one under the cursor. */
function writtenKeys({ document }: LanguageRequest, place: KeyPlace): WrittenKeys {
  const table = valueAt(document.root, tablePointer(place));
  if (table?.type !== 'table') return new Map();
  return new Map(
    place.existing.map((key) => {
      const value = table.entries.get(key)?.value;
      const isScalar = value?.type === 'string' || value?.type === 'boolean' || value?.type === 'float';
      if (isScalar) return [key, value.value];
      return [key, value?.type === 'integer' ? Number(value.value) : undefined];
    }),
  );
}

/** Keys whose schema says where they stand in a list come first, in that order; the others as declared. */
function bySortText(table: SchemaPlace): readonly string[] {
  const { properties } = table.node;
  const texts = new Map(properties.map((key) => [key, table.child(key)?.node.sortText]));
  if ([...texts.values()].every((text) => text === undefined)) return properties;
  return properties.toSorted((one, other) => compareSortTexts(texts.get(one), texts.get(other)));
}

/** Behind the key: ` = ` and a value, or the dot that leads into a table. */
function keyEnding(child: SchemaPlace, place: KeyPlace): string {
  if (isTableArray(child)) return ` = [${inlineTable(child.item())}]`;
  if (!isTable(child)) return ` = ${valueSnippet(child)}`;
  return place.isInline || child.node.properties.length === 0 ? ` = ${inlineTable(child)}` : '.';
}

/** Inside `[ ]`: the tables below what is typed already. */
function headers(request: LanguageRequest, place: KeyPlace): Completion[] {
  const start = schemaAt(request, place.parent);
  if (start === null) return [];
  const closing = place.isComplete ? '' : place.isArrayHeader ? ']]' : ']';
  return tablesBelow(start, [])
    .filter(({ isArray }) => isArray === place.isArrayHeader)
    .filter(({ path, isArray }) => isArray || !isWritten(request, [...place.parent, ...path]))
    .map(({ path, place: child }, index) =>
      completionItem(request, place.span, child, {
        label: formatPath(path),
        kind: 'table',
        insert: `${escapeSnippet(formatPath(path))}${nameToType(child)}${closing}`,
        detail: detailOf(child, false),
        sort: rank(child.node.deprecated ? 'deprecated' : 'declared', index),
      }),
    );
}

/** On an empty line: whole headers, those below the current section first. */
function newSections(request: LanguageRequest, place: KeyPlace): Completion[] {
  const root = schemaAt(request, []);
  if (root === null) return [];
  const current = formatPath(place.table);
  return tablesBelow(root, [])
    .filter(({ path, isArray }) => isArray || !isWritten(request, path))
    .map(({ path, isArray, place: child }, index) => {
      const name = formatPath(path);
      const isBelow = current !== '' && name.startsWith(`${current}.`);
      const [opening, closing] = isArray ? ['[[', ']]'] : ['[', ']'];
      return completionItem(request, place.span, child, {
        label: `${opening}${name}${closing}`,
        kind: 'table',
        insert: wholeTable(
          `${opening}${escapeSnippet(name)}${nameToType(child)}${closing}\n`,
          child,
          isArray,
        ),
        detail: detailOf(child, false),
        sort: rank(child.node.deprecated ? 'deprecated' : isBelow ? 'below' : 'section', index),
      });
    });
}

/** The header and a line for each key the table requires, its values to be typed one after the other. */
function wholeTable(header: string, child: SchemaPlace, isArray: boolean): string {
  const table = isArray ? child.item() : child;
  if (table === null || header.includes('${1')) return header;
  return (
    header +
    requiredKeys(table)
      .map((line) => `${line}\n`)
      .join('')
  );
}

/** A table that holds tables by free names (`[environments.NAME]`) wants one in its header. */
function nameToType(table: SchemaPlace): string {
  const isMap = isTable(table) && table.node.properties.length === 0;
  const member = isMap ? table.child(ANY_NAME) : null;
  return member !== null && isTable(member) ? `.\${1:${escapeSnippet(table.node.keyLabel ?? ANY_NAME)}}` : '';
}

/** Stands for a key that no schema declares. */
const ANY_NAME = 'name';

interface TablePath {
  readonly path: readonly string[];
  readonly place: SchemaPlace;
  readonly isArray: boolean;
}

/** Declared tables and arrays of tables, each before those inside it; a recursive schema is followed once. */
function tablesBelow(
  start: SchemaPlace,
  path: readonly string[],
  open: readonly SchemaPlace[] = [],
): TablePath[] {
  if (path.length >= MAX_HEADER_DEPTH || open.some((other) => start.repeats(other))) return [];
  const found: TablePath[] = [];
  for (const key of start.node.properties) {
    const child = start.child(key);
    if (child === null || child.node.hidden || found.length >= MAX_HEADERS) continue;
    const isArray = !isTable(child) && isTableArray(child);
    const table = isArray ? child.item() : child;
    if (table === null || !(isArray || isTable(child))) continue;
    const childPath = [...path, key];
    found.push({ path: childPath, place: child, isArray });
    found.push(...tablesBelow(table, childPath, [...open, start]));
  }
  return found.slice(0, MAX_HEADERS);
}

/** A header may be written once; a table that only its parts have made may still get one. */
function isWritten({ document }: LanguageRequest, path: readonly string[]): boolean {
  const value = entryAt(document.root, path)?.value;
  return value !== undefined && !(value.type === 'table' && value.origin === 'implicit');
}

/** The table a key belongs to, with the array items that lead to it. */
export function tablePointer(place: KeyPlace): readonly (string | number)[] {
  const isNamed = place.kind === 'key' && place.path.length > place.parent.length;
  const { pointer } = place;
  if (!isNamed) return pointer;
  const end = pointer.findLastIndex((segment) => typeof segment === 'string');
  return pointer.slice(0, end);
}

function isTable({ node }: SchemaPlace): boolean {
  return node.types.includes('object');
}

function isTableArray(place: SchemaPlace): boolean {
  const item = place.node.types.includes('array') ? place.item() : null;
  return item?.node.types.includes('object') ?? false;
}

function detailOf(place: SchemaPlace, isRequired: boolean): string {
  const usual = defaultOf(place.node).replaceAll('`', '');
  const parts = [typeWords(place), usual === '' ? '' : `default ${usual}`, isRequired ? 'required' : ''];
  return parts.filter((part) => part !== '').join(', ');
}
