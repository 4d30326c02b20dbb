/** New tables with headers of their own. */
import { keysOf } from '../key-path.ts';
import { Expression } from '../tree.ts';
import type { Request } from './destination.ts';
import type { Draft } from './draft.ts';
import type { Content } from './insert.ts';
import { indentOf, type KeyManner, keyMannerOf, type LineManner, writeKey, writeLine } from './lines.ts';
import { spell } from './literal.ts';
import { keyTextOf, type Outline, type Statement } from './outline.ts';
import { placeAmong } from './place.ts';
import { blanksBefore, blockStart, contentEnd, insertLines, isKind, placeAfterSection } from './territory.ts';
import type { KeyPath, NewTable, NewValue, Refusal } from './types.ts';
import { isOfTables } from './value.ts';

/** Where sections go: before a line, and on which side of them what they belong to stands. */
export interface SectionPlace {
  readonly before: number;
  readonly side: 'after' | 'before';
  /** A header to take the indentation from. */
  readonly like: Statement | undefined;
}

/**
 * Inserts a table, an array of tables, or a value in a new table, below a table that exists. The names lead from that
 * table to what is inserted.
 */
export function insertTable(
  draft: Draft,
  at: KeyPath,
  names: readonly string[],
  content: Content,
  request: Request,
): Refusal | undefined {
  const { value } = content;
  const headerNames = isOfTables(value) ? names : names.slice(0, -1);
  const [first] = headerNames;
  const { outline } = draft;
  const place =
    first === undefined ? placeOfOwnHeader(outline, at) : placeOfTable(outline, at, first, request);
  const writer = new SectionWriter(draft, at, place.like);
  if (value.type === 'table') writer.table(headerNames, value, content, false);
  else if (value.type === 'array' && isOfTables(value)) {
    for (const [index, item] of value.items.entries()) {
      const own = index === 0 ? content : { ...content, above: [], beside: '' };
      if (item.type === 'table') writer.table(headerNames, item, own, true);
    }
  } else writer.line(headerNames, names.at(-1) ?? '', content);
  putSections(draft, place, writer.lines);
  return undefined;
}

/** Inserts a table into an array of tables, so that it becomes number `index`. */
export function insertElement(
  draft: Draft,
  array: KeyPath,
  index: number,
  content: Content & { readonly value: NewTable },
): Refusal | undefined {
  const place = placeOfElement(draft.outline, array, index);
  const writer = new SectionWriter(draft, array, place.like);
  writer.table([], content.value, content, true);
  putSections(draft, place, writer.lines);
  return undefined;
}

/** Where a new table goes among the sections of the one around it. */
export function placeOfTable(outline: Outline, at: KeyPath, name: string, request: Request): SectionPlace {
  const under = outline.under(at);
  const siblings = under.flatMap((statement) => {
    const key = statement.path[at.length];
    return statement.kind !== 'key-value' && typeof key === 'string' ? [{ name: key, statement }] : [];
  });
  const place = placeAmong(at, name, siblings, request);
  const level = keysOf(at).length + 1;
  const like = siblings.findLast(({ statement }) => statement.keys.length === level)?.statement;
  if (place.side !== 'end') return { ...besideSection(outline, place.sibling.statement, place.side), like };
  const section = under.at(-1)?.section;
  return { before: placeAfterSection(outline, section), side: 'after', like: like ?? outline.headerOf(at) };
}

/** Where the first element goes that has this index now, or a new last one. */
export function placeOfElement(outline: Outline, array: KeyPath, index: number): SectionPlace {
  const current = outline.headerOf([...array, index]);
  if (current !== undefined) return besideSection(outline, current, 'before');
  const last = outline.under([...array, index - 1]).at(-1)?.section;
  const like = outline.headerOf([...array, index - 1]);
  return { before: placeAfterSection(outline, last), side: 'after', like };
}

/** Where the header goes of a table that so far exists through the tables in it. */
export function placeOfOwnHeader(outline: Outline, table: KeyPath): SectionPlace {
  const first = outline.under(table).find(({ kind }) => kind !== 'key-value');
  return first === undefined
    ? {
        before: placeAfterSection(outline, outline.statements.at(-1)?.section),
        side: 'after',
        like: undefined,
      }
    : besideSection(outline, first, 'before');
}

/** Puts whole sections at a place, with the blank lines that are usual between sections there. */
export function putSections(draft: Draft, place: SectionPlace, lines: readonly string[]): void {
  const { tree } = draft.document;
  const { before, side } = place;
  const isFirst = contentEnd(tree, before) === 0;
  if (side === 'before') {
    const gap = isFirst ? draft.habits.gap : blanksBefore(tree, before);
    draft.replace([insertLines(tree, before, [...lines, ...blankLines(gap)])]);
    return;
  }
  const isTight = before < tree.expressions.count && !isKind(tree, before, Expression.Blank);
  const isBelowComment = isKind(tree, before - 1, Expression.Comment);
  const gap = isFirst || isTight ? 0 : draft.habits.gap;
  draft.replace([
    insertLines(tree, before, [...blankLines(isBelowComment ? Math.max(gap, 1) : gap), ...lines]),
  ]);
}

/** The path of a header as it is written in the headers around, else as keys are written here. */
export function headerText(
  outline: Outline,
  table: KeyPath,
  names: readonly string[],
  manner: KeyManner,
): string {
  for (let length = table.length; length > 0; length--) {
    const prefix = table.slice(0, length);
    const part = keysOf(prefix).length - 1;
    const header = outline.under(prefix).find(({ kind }) => kind !== 'key-value');
    if (header === undefined) continue;
    const rest = [...keysOf(table.slice(length)), ...names].map((name) => writeKey(name, manner));
    return [keyTextOf(outline.document.text, header.keys, 0, part), ...rest].join('.');
  }
  return [...keysOf(table), ...names].map((name) => writeKey(name, manner)).join('.');
}

class SectionWriter {
  readonly lines: string[] = [];
  readonly #draft: Draft;
  readonly #at: KeyPath;
  readonly #indent: string;
  readonly #keyManner: KeyManner;
  readonly #manner: LineManner;

  constructor(draft: Draft, at: KeyPath, like: Statement | undefined) {
    const { outline, habits } = draft;
    this.#draft = draft;
    this.#at = at;
    this.#indent = like === undefined ? '' : indentOf(outline.document, like);
    const neighbours = outline.keysUnder(like).flatMap(({ keys }) => keys.slice(-1));
    this.#keyManner = keyMannerOf(outline.document, neighbours, habits);
    this.#manner = { indent: this.#indent + habits.indent, equals: () => habits.equals };
  }

  /** A section with one key. */
  line(names: readonly string[], key: string, content: Content): void {
    this.#header(names, false, '', []);
    this.#key(key, content);
  }

  /** The section of a table, and those of the tables in it. */
  table(names: readonly string[], table: NewTable, content: Content, isElement: boolean): void {
    const inner: (() => void)[] = [];
    this.#header(names, isElement, content.beside, content.above);
    for (const [key, { value }] of table.entries) {
      const path = [...names, key];
      if (value.type === 'table' && value.origin !== 'inline') {
        inner.push(() => this.table(path, value, { value, above: [], beside: '' }, false));
      } else if (value.type === 'array' && value.ofTables === true && isOfTables(value)) {
        inner.push(() => this.#elements(path, value.items));
      } else this.#key(key, { value, above: [], beside: '' });
    }
    for (const write of inner) write();
  }

  #elements(path: readonly string[], items: readonly NewValue[]): void {
    for (const item of items) {
      if (item.type === 'table') this.table(path, item, { value: item, above: [], beside: '' }, true);
    }
  }

  #header(names: readonly string[], isElement: boolean, beside: string, above: readonly string[]): void {
    if (this.lines.length > 0) this.lines.push(...blankLines(this.#draft.habits.gap));
    const path = headerText(this.#draft.outline, this.#at, names, this.#keyManner);
    this.lines.push(...above.map((comment) => this.#indent + comment));
    this.lines.push(this.#indent + (isElement ? `[[${path}]]` : `[${path}]`) + beside);
  }

  #key(name: string, content: Content): void {
    const { value, above, beside } = content;
    const key = content.key ?? writeKey(name, this.#keyManner);
    this.lines.push(
      ...writeLine({ above, key, value: spell(value, this.#draft.habits), beside }, this.#manner),
    );
  }
}

function besideSection(outline: Outline, header: Statement, side: 'after' | 'before'): SectionPlace {
  const before =
    side === 'before'
      ? blockStart(outline.document.tree, header.expression)
      : placeAfterSection(outline, header);
  return { before, side, like: header };
}

function blankLines(count: number): string[] {
  return Array.from({ length: count }, () => '');
}
