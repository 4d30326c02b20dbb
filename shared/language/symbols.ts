/** The outline of a document: tables, lists of tables and keys, as breadcrumbs and "go to symbol" show them. */

import type { Range, Span } from '../text/text.ts';
import type { Statement } from '../toml/edit/outline.ts';
import { formatPath, valueAt } from '../toml/edit/path.ts';
import { formatKey } from '../toml/index.ts';
import { tomlLiteral } from '../toml/literal.ts';
import type { ArrayValue, TableValue, TomlValue } from '../toml/types.ts';
import { type DocumentRequest, isSecretAt, schemaAt } from './request.ts';
import { type Section, sectionsOf } from './sections.ts';

export type SymbolKind =
  | 'table'
  | 'table-list'
  | 'array'
  | 'string'
  | 'number'
  | 'boolean'
  | 'date'
  | 'broken';

export interface DocumentSymbol {
  /** Relative to the symbol around it: `tls`, `mirrors[1]`, `a.b`. */
  readonly name: string;
  /** The value on one line, or the name of a list's item; "" where there is nothing to show or it is secret. */
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly deprecated: boolean;
  /** With everything inside it. */
  readonly range: Range;
  /** The key or the path of the header. */
  readonly nameRange: Range;
  readonly children: readonly DocumentSymbol[];
}

const DETAIL_LENGTH = 60;
/** Keys whose value tells one item of a list from another. */
const NAMING_KEYS = ['name', 'id', 'key', 'title', 'label', 'path'];

/** Every symbol, in the order of the text. What cannot be read has kind `broken`. */
export function documentSymbols(request: DocumentRequest): DocumentSymbol[] {
  return new SymbolReader(request).section(sectionsOf(request.document).root, []);
}

class SymbolReader {
  readonly #request: DocumentRequest;

  constructor(request: DocumentRequest) {
    this.#request = request;
  }

  /** What stands in a section; `path` is that of its table. */
  section({ keys, sections }: Section, path: readonly (string | number)[]): DocumentSymbol[] {
    return [...keys.map((key) => this.#key(key)), ...sections.map((section) => this.#table(section, path))];
  }

  #table(section: Section, around: readonly (string | number)[]): DocumentSymbol {
    const { header, end } = section;
    const path = header?.path ?? [];
    const { lines, document } = this.#request;
    const name = { start: header?.keys[0]?.start ?? 0, end: header?.keys.at(-1)?.end ?? 0 };
    const start = document.text.lastIndexOf('[', name.start);
    const isElement = header?.kind === 'array-table';
    return {
      name: formatPath(path.slice(around.length)) || document.text.slice(name.start, name.end),
      detail: isElement ? nameOf(valueAt(document.root, path)) : '',
      kind: isElement ? 'table-list' : 'table',
      deprecated: this.#isDeprecated(path),
      range: lines.rangeOf({ start: isElement ? start - 1 : start, end: Math.max(end, name.end) }),
      nameRange: lines.rangeOf(name),
      children: this.section(section, path),
    };
  }

  #key(statement: Statement): DocumentSymbol {
    const { lines, document } = this.#request;
    const name = {
      start: statement.keys[0]?.start ?? statement.start,
      end: statement.keys.at(-1)?.end ?? statement.end,
    };
    const value = statement.isDamaged ? undefined : valueAt(document.root, statement.path);
    const end = value === undefined ? writtenEnd(document.text, statement) : value.end;
    return {
      name: statement.keys.map((key) => formatKey(key.name)).join('.'),
      ...this.#describe(value, statement.path),
      range: lines.rangeOf({ start: name.start, end: Math.max(end, name.end) }),
      nameRange: lines.rangeOf(name),
    };
  }

  #describe(
    value: TomlValue | undefined,
    path: readonly (string | number)[],
  ): Pick<DocumentSymbol, 'detail' | 'kind' | 'deprecated' | 'children'> {
    return {
      detail: value === undefined || isSecretAt(this.#request, path) ? '' : detailOf(value),
      kind: kindOf(value),
      deprecated: this.#isDeprecated(path),
      children: value === undefined ? [] : this.#inside(value, path),
    };
  }

  /** The keys of an inline table, and the items of an array that are tables. */
  #inside(value: TomlValue, path: readonly (string | number)[]): DocumentSymbol[] {
    if (value.type === 'table') return this.#entries(value, path, '');
    if (value.type !== 'array' || !value.items.some(isComposed)) return [];
    return value.items.flatMap((item, index) =>
      isComposed(item) ? [this.#member(`[${index}]`, item, item, [...path, index])] : [],
    );
  }

  #entries(table: TableValue, path: readonly (string | number)[], prefix: string): DocumentSymbol[] {
    return [...table.entries.values()].flatMap(({ key, keySpan, value }) => {
      const name = prefix + formatKey(key);
      const inner = [...path, key];
      if (value.type === 'table' && value.origin === 'dotted') return this.#entries(value, inner, `${name}.`);
      return this.#member(name, keySpan, value, inner);
    });
  }

  #member(
    name: string,
    nameSpan: Span,
    value: TomlValue,
    path: readonly (string | number)[],
  ): DocumentSymbol {
    const { lines } = this.#request;
    const detail = nameOf(value);
    const described = this.#describe(value, path);
    return {
      name,
      ...described,
      detail: typeof path.at(-1) === 'number' && !isSecretAt(this.#request, path) ? detail : described.detail,
      range: lines.rangeOf({ start: nameSpan.start, end: value.end }),
      nameRange: lines.rangeOf(nameSpan),
    };
  }

  #isDeprecated(path: readonly (string | number)[]): boolean {
    return schemaAt(this.#request, path)?.node.deprecated ?? false;
  }
}

/** Where the text of a line ends that cannot be read. */
function writtenEnd(text: string, { start, end }: Statement): number {
  return start + text.slice(start, end).trimEnd().length;
}

function detailOf(value: TomlValue): string {
  if (value.type === 'table') return '';
  if (value.type === 'array')
    return value.items.some(isComposed) ? countOf(value) : tomlLiteral(value, DETAIL_LENGTH);
  return tomlLiteral(value, DETAIL_LENGTH);
}

function countOf({ items }: ArrayValue): string {
  return `${items.length} ${items.length === 1 ? 'item' : 'items'}`;
}

/** What an item of a list calls itself. */
function nameOf(value: TomlValue | undefined): string {
  if (value?.type !== 'table') return '';
  for (const key of NAMING_KEYS) {
    const named = value.entries.get(key)?.value;
    if (named?.type === 'string') return tomlLiteral(named, DETAIL_LENGTH);
  }
  return '';
}

function kindOf(value: TomlValue | undefined): SymbolKind {
  switch (value?.type) {
    case undefined:
      return 'broken';
    case 'table':
    case 'array':
    case 'string':
    case 'boolean':
      return value.type;
    case 'integer':
    case 'float':
      return 'number';
    default:
      return 'date';
  }
}

function isComposed({ type }: TomlValue): boolean {
  return type === 'table' || type === 'array';
}
