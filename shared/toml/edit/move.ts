/** Taking a key, a table or an item to another path, with the comments that belong to it. */
import type { TableValue } from '../types.ts';
import { type Destination, findDestination, type Request, refuseComments } from './destination.ts';
import type { Draft } from './draft.ts';
import { checkHealth, checkUnused } from './health.ts';
import { type Content, insertContent } from './insert.ts';
import { insertKeys } from './insert-keys.ts';
import { type MovedSections, type MovedTable, movedTable, movedValue } from './moved.ts';
import { bracketsAround, samePath, startsWith, valueAt } from './path.ts';
import { refuse } from './refusal.ts';
import { removePath } from './remove.ts';
import { renamePath } from './rename.ts';
import {
  headerText,
  insertElement,
  insertTable,
  placeOfElement,
  placeOfTable,
  putSections,
} from './sections.ts';
import { tableForm } from './table-form.ts';
import { placeAfterSection } from './territory.ts';
import type { KeyPath, Refusal } from './types.ts';

/** Moves what stands at a path; within its table that is giving it another name. */
export function movePath(draft: Draft, path: KeyPath, to: KeyPath, request: Request): Refusal | undefined {
  const { root } = draft.document;
  const name = to.at(-1);
  if (path.length === 0 || name === undefined) return refuse('empty-path', path);
  if (valueAt(root, path) === undefined) return refuse('not-found', path);
  if (samePath(path, to)) return undefined;
  if (startsWith(to, path)) return refuse('into-itself', path);
  if (typeof name === 'string') {
    if (valueAt(root, to) !== undefined) return refuse('already-exists', to);
    const isSibling = samePath(path.slice(0, -1), to.slice(0, -1));
    if (isSibling) return renamePath(draft, path, name);
  }
  const refusal = checkHealth(draft.outline, path) ?? checkUnused(draft.outline, to);
  if (refusal !== undefined) return refusal;
  const target = withoutItem(to, path);
  const content = movedValue(draft.outline, path);
  if (content !== undefined) {
    const { key, ...keyless } = content;
    return (
      removePath(draft, path) ??
      insertContent(draft, target, path.at(-1) === name ? content : keyless, request)
    );
  }
  const table = movedTable(draft.outline, path);
  if (table === undefined) return refuse('damaged', path);
  return removePath(draft, path) ?? placeTable(draft, table, { from: path, target }, request);
}

/** The path `to` once an item is gone, when it leads through later items of the same list. */
export function withoutItem(to: KeyPath, item: KeyPath): KeyPath {
  const index = item.at(-1);
  const last = item.length - 1;
  const own = to[last];
  const isBehind =
    typeof index === 'number' && typeof own === 'number' && own > index && to.length > item.length;
  return isBehind && startsWith(to, item.slice(0, last)) ? to.with(last, own - 1) : to;
}

interface Route {
  readonly from: KeyPath;
  readonly target: KeyPath;
}

function placeTable(draft: Draft, table: MovedTable, route: Route, request: Request): Refusal | undefined {
  const { root } = draft.document;
  const { target } = route;
  const destination = findDestination(root, target, table.value, request);
  if ('code' in destination) return destination;
  const { container, at, rest } = destination;
  const brackets = bracketsAround(root, target.slice(0, at.length + 1));
  const isBehindNewList = container.type === 'table' && rest.some((segment) => typeof segment === 'number');
  const isDeepInList = container.type === 'array' && rest.length > 1;
  if (brackets >= 0 || isBehindNewList || isDeepInList) {
    if (table.hasComments) return refuseComments(target, brackets, request);
    return insertContent(draft, target, { value: table.value, above: [], beside: '' }, request);
  }
  if (container.type === 'array') return placeAsElement(draft, table, route, destination, request);
  return placeInTable(draft, table, route, { ...destination, container }, request);
}

function placeInTable(
  draft: Draft,
  table: MovedTable,
  { from, target }: Route,
  { container, at, rest }: Destination & { readonly container: TableValue },
  request: Request,
): Refusal | undefined {
  const names = rest.filter((segment) => typeof segment === 'string');
  if (table.lines.length > 0) {
    const form = tableForm(draft, at, container, { type: 'table', entries: new Map() });
    const isDotted = form === 'dotted' && container.origin !== 'implicit';
    const empty = { value: { type: 'table', entries: new Map() }, above: [], beside: '' } as const;
    const refusal = isDotted
      ? insertKeys(draft, at, keyLines(table.lines, names), request)
      : (insertTable(draft, at, names, empty, request) ??
        insertKeys(draft, target, keyLines(table.lines, []), request));
    if (refusal !== undefined) return refusal;
  }
  const [first] = names;
  if (table.sections.length === 0 || first === undefined) return undefined;
  const { outline } = draft;
  const manner = { quote: draft.habits.keyQuote, always: false };
  const path = headerText(outline, at, names, manner);
  const written = table.sections.map((sections) =>
    withPath(sections, path, typeof from.at(-1) === 'number' ? 1 : 0),
  );
  const place =
    table.lines.length > 0
      ? { ...placeOfTable(outline, at, first, request), before: endOf(draft, target), side: 'after' as const }
      : placeOfTable(outline, at, first, request);
  putSections(draft, place, apart(written, draft.habits.gap));
  return undefined;
}

/** The table as an element of an array of tables: its own header comes first, or is made. */
function placeAsElement(
  draft: Draft,
  table: MovedTable,
  { target }: Route,
  { at, rest }: Destination,
  request: Request,
): Refusal | undefined {
  if (table.value.type !== 'table') return refuse('not-a-table', target);
  const headers = table.sections.flatMap((sections) => sections.headers);
  const hasOwn = headers.some(({ isOwn }) => isOwn);
  if (hasOwn && headers[0]?.isOwn !== true) return refuse('not-expressible', target);
  const path = headerText(draft.outline, at, [], { quote: draft.habits.keyQuote, always: false });
  const written = table.sections.map((sections) => withPath(sections, path, 2));
  if (hasOwn) {
    putSections(draft, placeOfElement(draft.outline, at, Number(rest[0])), apart(written, draft.habits.gap));
    return undefined;
  }
  const value = { type: 'table', entries: new Map() } as const;
  const refusal =
    insertElement(draft, at, Number(rest[0]), { value, above: [], beside: '' }) ??
    (table.lines.length > 0 ? insertKeys(draft, target, keyLines(table.lines, []), request) : undefined);
  if (refusal !== undefined || written.length === 0) return refusal;
  const like = draft.outline.headerOf(target);
  putSections(draft, { before: endOf(draft, target), side: 'after', like }, apart(written, draft.habits.gap));
  return undefined;
}

function keyLines(lines: readonly Content[], names: readonly string[]) {
  return lines.map((line) => ({ ...line, names: [...names, ''] }));
}

/** Where the sections of a table end. */
function endOf(draft: Draft, path: KeyPath): number {
  return placeAfterSection(draft.outline, draft.outline.under(path).at(-1)?.section);
}

/** Sections with another path in their headers; `brackets` of the table's own header, 0 for as many as it has. */
function withPath({ text, headers }: MovedSections, path: string, brackets: 0 | 1 | 2): string {
  let result = '';
  let at = 0;
  for (const { start, end, close, closeEnd, isOwn, isArray } of headers) {
    const count = isOwn && brackets > 0 ? brackets : isArray ? 2 : 1;
    const padding = /^\[+([ \t]*)/.exec(text.slice(start, end))?.[1] ?? '';
    result += `${text.slice(at, start)}${'['.repeat(count)}${padding}${path}${text.slice(end, close)}${']'.repeat(count)}`;
    at = closeEnd;
  }
  return result + text.slice(at);
}

function apart(texts: readonly string[], gap: number): string[] {
  return texts.flatMap((text, index) =>
    index === 0 ? [text] : [...Array.from({ length: gap }, () => ''), text],
  );
}
