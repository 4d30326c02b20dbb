/** Cures for tables and keys that an earlier definition of another kind is in the way of. */
import type { TextReplacement } from '../text/replacements.ts';
import { Draft } from '../toml/edit/draft.ts';
import { commentCount } from '../toml/edit/health.ts';
import { insertKeys } from '../toml/edit/insert-keys.ts';
import type { Statement } from '../toml/edit/outline.ts';
import { valueAt } from '../toml/edit/path.ts';
import { linesOf, removeLines } from '../toml/edit/territory.ts';
import type { KeyPath } from '../toml/edit/types.ts';
import { formatKeyPath, type TomlDocument } from '../toml/index.ts';
import { entryAt } from '../toml/locate.ts';
import type { ProblemCode } from '../toml/problem-wording.ts';
import type { Entry } from '../toml/types.ts';
import type { FixContext, FixDraft } from './fix.ts';
import { rewriteList } from './list-forms.ts';
import { withIndexes } from './pointers.ts';
import { sectionsOf } from './sections.ts';
import { removeKeyAt, statementAround } from './statements.ts';
import { anywhere, readTable, rewriteTable } from './table-forms.ts';

type Maker = (context: FixContext) => FixDraft[];

export const obstacleFixes: readonly (readonly [ProblemCode, Maker])[] = [
  ['value-is-not-a-table', (context) => withEarlier(context, valueInTheWay)],
  ['array-is-complete', (context) => withEarlier(context, arrayInTheWay)],
  ['table-is-not-an-array', (context) => withEarlier(context, tableInTheWay)],
  ['array-is-not-a-table', (context) => [rebracketed(context, '[['), ...removal(context)]],
];

/** What is in the way: the path of names up to the marked one, and what stands there. */
interface Earlier {
  readonly names: readonly string[];
  readonly pointer: KeyPath;
  readonly entry: Entry;
}

function withEarlier(
  context: FixContext,
  cures: (context: FixContext, earlier: Earlier) => FixDraft[],
): FixDraft[] {
  const earlier = earlierOf(context);
  return [...(earlier === undefined ? [] : cures(context, earlier)), ...removal(context)];
}

function earlierOf({ request: { document }, span }: FixContext): Earlier | undefined {
  const statement = statementAround(document, span.start);
  const part = statement?.keys.findIndex(({ start }) => start === span.start) ?? -1;
  if (statement === undefined || part < 0) return undefined;
  const around = statement.kind === 'key-value' ? (statement.section?.path ?? []) : [];
  const names = [...around, ...statement.keys.slice(0, part + 1).map(({ name }) => name)].filter(
    (name) => typeof name === 'string',
  );
  const entry = entryAt(document.root, names, span.start);
  if (entry === undefined || entry.keySpan.start === span.start) return undefined;
  return { names, pointer: withIndexes(document.root, names, span.start), entry };
}

function valueInTheWay(context: FixContext, { names, entry }: Earlier): FixDraft[] {
  const { document } = context.request;
  const changes = removeKeyAt(document, entry.keySpan.start);
  return [{ title: `Remove the value of ${formatKeyPath(names)}`, changes }];
}

/** A list of tables in brackets can be written with headers instead, to which others can be added. */
function arrayInTheWay(context: FixContext, earlier: Earlier): FixDraft[] {
  const { document } = context.request;
  const { names, pointer, entry } = earlier;
  const name = formatKeyPath(names);
  const value = valueAt(document.root, pointer) ?? entry.value;
  if (value.type === 'array' && value.items.length === 0) {
    const changes = removeKeyAt(document, entry.keySpan.start);
    return [{ title: `Remove the empty array ${name}`, preferred: true, changes }];
  }
  // A dotted key cannot add to a list in whatever way it is written.
  const isKey = statementAround(document, context.span.start)?.kind === 'key-value';
  const headers = isKey ? null : (rewriteList(document, pointer, 'headers')?.changes ?? null);
  const changes = removeKeyAt(document, entry.keySpan.start);
  return [
    { title: `Write all of ${name} with headers [[${name}]]`, preferred: true, changes: headers },
    { title: `Remove the array ${name}`, changes },
  ];
}

/** `[a]` and `[[a]]`: both as items of a list, or the later one as the table, where that is not written yet. */
function tableInTheWay(context: FixContext, { names, pointer }: Earlier): FixDraft[] {
  const { document } = context.request;
  const header = sectionsOf(document).outline.headerOf(pointer);
  const name = formatKeyPath(names);
  const single = rebracketed(context, '[');
  if (header === undefined) return [single];
  const both = {
    title: `Write [[${name}]] in both places`,
    preferred: true,
    changes: [bracketsOf(document, header, '[[')],
  };
  return [both, single];
}

/** `[name]` for `[[name]]` or the other way round. */
function rebracketed({ request: { document }, span }: FixContext, open: '[' | '[['): FixDraft {
  const header = statementAround(document, span.start);
  if (header === undefined || header.kind === 'key-value') return { title: '', changes: null };
  const change = bracketsOf(document, header, open);
  return { title: `Write ${change.text}`, preferred: true, changes: [change] };
}

function bracketsOf({ text }: TomlDocument, header: Statement, open: '[' | '[['): TextReplacement {
  const first = header.keys[0]?.start ?? header.start;
  const last = header.keys.at(-1)?.end ?? header.end;
  const width = header.kind === 'array-table' ? 2 : 1;
  const start = text.lastIndexOf('[', first) - width + 1;
  const end = text.indexOf(']', last) + width;
  return { start, end, text: open + text.slice(first, last) + (open === '[' ? ']' : ']]') };
}

/** Without what came later: the key, or the section with its keys. */
export function removal({ request: { document }, span }: FixContext): FixDraft[] {
  const statement = statementAround(document, span.start);
  if (statement === undefined) return [];
  if (statement.kind === 'key-value')
    return [{ title: 'Remove this key', changes: removeKeyAt(document, span.start) }];
  const { outline } = sectionsOf(document);
  const gone = [statement, ...outline.keysUnder(statement)];
  const written = bracketsOf(document, statement, statement.kind === 'table' ? '[' : '[[').text;
  const title = gone.length === 1 ? `Remove this ${written}` : `Remove this ${written} with its keys`;
  return [{ title, changes: removeLines(document.tree, linesOf(outline, gone)) }];
}

/**
 * A table in braces that something is added to from outside: its keys go below the later header, or it is written in
 * the form that can be added to.
 */
export function openedTable(context: FixContext): FixDraft[] {
  const { document } = context.request;
  const statement = statementAround(document, context.span.start);
  const earlier = earlierOf(context);
  if (statement === undefined || earlier === undefined) return [];
  const name = formatKeyPath(earlier.names);
  const isOwnHeader = statement.kind === 'table' && statement.keys.at(-1)?.start === context.span.start;
  if (isOwnHeader)
    return [
      { title: `Write all keys of ${name} below this header`, changes: keysBelow(document, earlier.pointer) },
    ];
  const form = statement.kind === 'key-value' ? 'dotted' : 'header';
  const changes = rewriteTable(document, earlier.pointer, form)?.changes ?? null;
  const title = form === 'dotted' ? `Write ${name} as dotted keys` : `Write ${name} under a header`;
  return [{ title, changes }];
}

/** The keys in the braces of a table as lines below its header, which comes later and is not read because of them. */
function keysBelow(document: TomlDocument, path: KeyPath): TextReplacement[] | null {
  const draft = new Draft(document);
  const table = readTable(draft.outline, path, true);
  if (table === null) return null;
  draft.replace(removeLines(document.tree, linesOf(draft.outline, table.statements)));
  const { above, beside, lines } = table;
  const comments = [...above, ...(beside === '' ? [] : [beside.trim()])];
  const written = lines.map((line, index) => ({
    ...line,
    above: index === 0 ? [...comments, ...line.above] : line.above,
    names: [''],
  }));
  const refusal = written.length === 0 ? undefined : insertKeys(draft, path, written, anywhere);
  const isWhole = refusal === undefined && commentCount(draft.document) === commentCount(document);
  return isWhole ? draft.changes() : null;
}
