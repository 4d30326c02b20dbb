/** Cures for what is not written: a key, a part of one, the name of a table, an equals sign, a value. */
import type { SchemaPlace } from '../schema/index.ts';
import type { TextReplacement } from '../text/replacements.ts';
import { removeLines } from '../toml/edit/territory.ts';
import { formatKey } from '../toml/index.ts';
import { entryAt } from '../toml/locate.ts';
import type { ProblemCode } from '../toml/problem-wording.ts';
import { type FixContext, type FixDraft, insertion, named, replacing, shortened } from './fix.ts';
import { plainValue } from './plain-value.ts';
import { schemaAt } from './request.ts';
import { sectionsOf } from './sections.ts';
import { commentOut, removeKeyAt, statementAround } from './statements.ts';

type Maker = (context: FixContext) => FixDraft[];

export const absentFixes: readonly (readonly [ProblemCode, Maker])[] = [
  ['missing-key', missingKey],
  [
    'missing-key-part',
    (context) => [{ title: 'Remove the dot', preferred: true, changes: withoutDot(context) }],
  ],
  ['missing-table-name', missingTableName],
  ['missing-equals', missingEquals],
  ['missing-value', missingValue],
];

/** `= 1` gets a name that the table does not have yet, or goes. */
function missingKey(context: FixContext): FixDraft[] {
  const { request, span, text } = context;
  // The manifest has a problem of the same name, about a key that its layers need.
  if (text !== '=') return [];
  const table = sectionsOf(request.document).outline.statementAt(span.start)?.section?.path ?? [];
  const name = unusedName(
    'key',
    (key) => entryAt(request.document.root, [...table.map(String), key]) !== undefined,
  );
  const before = /[ \t\r\n{,]$|^$/.test(request.document.text.slice(0, span.start)) ? '' : ' ';
  return [
    { title: `Call the key ${named(name)}`, changes: insertion(span.start, `${before}${name} `) },
    ...givingUp(context),
  ];
}

function withoutDot({ request: { document }, span }: FixContext): TextReplacement[] {
  const { text } = document;
  // `a . . b` keeps the blanks it has on one side.
  const end = span.end + (/^[ \t]*/.exec(text.slice(span.end))?.[0].length ?? 0);
  return [{ start: span.start, end, text: '' }];
}

/** The table of the schema whose keys stand below the header, else a name to begin with. */
function missingTableName(context: FixContext): FixDraft[] {
  const { request, span, text } = context;
  const { document } = request;
  const header = statementAround(document, span.start);
  if (header === undefined || header.kind === 'key-value') return [];
  const { outline } = sectionsOf(document);
  const keys = outline.keysUnder(header);
  const names = keys.map(({ keys: [first] }) => first?.name ?? '');
  const isTaken = (name: string) => document.root.entries.has(name);
  const meant = tableWith(context, names, header.kind === 'array-table', isTaken);
  const name = meant ?? unusedName('table', isTaken);
  const start = span.start + text.trimEnd().length;
  const naming: FixDraft = {
    title: `Call the table ${named(name)}`,
    preferred: meant !== null,
    changes: [{ start, end: span.end, text: formatKey(name) }],
  };
  if (keys.length > 0) return [naming];
  const { expression } = header;
  const removal = removeLines(document.tree, [{ from: expression, to: expression + 1 }]);
  return [naming, { title: 'Remove the header', changes: removal }];
}

/** The table that is not written yet and declares most of the keys; null when none declares any. */
function tableWith(
  { request }: FixContext,
  keys: readonly string[],
  isList: boolean,
  isTaken: (name: string) => boolean,
): string | null {
  const root = schemaAt(request, []);
  let best: { readonly name: string; readonly count: number } | null = null;
  for (const name of root?.node.properties ?? []) {
    const place = root?.child(name) ?? null;
    const table: SchemaPlace | null = isList ? (place?.item() ?? null) : place;
    const count = keys.filter((key) => table?.node.properties.includes(key)).length;
    if (count > (best?.count ?? 0) && !isTaken(name)) best = { name, count };
  }
  return best?.name ?? null;
}

function missingEquals(context: FixContext): FixDraft[] {
  const { request, span, text, located } = context;
  const rest = request.document.text.slice(span.end);
  if (text === ':') {
    const before = request.document.text.charAt(span.start - 1) === ' ' ? '' : ' ';
    const after = /^[ \t]/.test(rest) ? '' : ' ';
    return [
      {
        title: 'Write = instead of the colon',
        preferred: true,
        changes: replacing(context, `${before}=${after}`),
      },
    ];
  }
  // Something stands behind the key that can be its value.
  if (/^[ \t]+[^\s#,}\]]/.test(rest)) {
    return [{ title: 'Write = after the key', preferred: true, changes: insertion(span.end, ' =') }];
  }
  const value = valueFor(context);
  return [
    {
      title: `Write = ${shortened(value ?? '""')}`,
      preferred: value !== null && located !== null,
      changes: insertion(span.end, ` = ${value ?? '""'}`),
    },
    ...givingUp(context),
  ];
}

/** A value the schema would take, else an empty string. */
function missingValue(context: FixContext): FixDraft[] {
  const { span, text } = context;
  const written = text.trimEnd();
  if (!written.endsWith('=')) return [];
  const value = valueFor(context) ?? '""';
  return [
    { title: `Write ${shortened(value)}`, changes: insertion(span.start + written.length, ` ${value}`) },
    ...givingUp(context),
  ];
}

/** What the schema would take for the key at the problem; null where it does not say. */
function valueFor({ request, located }: FixContext): string | null {
  const place = located === null ? null : schemaAt(request, located.pointer);
  const value = place === null || located === null ? '' : plainValue(place, located.pointer);
  return value === '' ? null : value;
}

/** The line as a comment, where it is one of its own; and without the key. */
function givingUp({ request: { document }, span }: FixContext): FixDraft[] {
  const statement = statementAround(document, span.start);
  const isOfLine =
    statement !== undefined && !/[^ \t\w."'-]/.test(document.text.slice(statement.start, span.start));
  const comment: FixDraft = {
    title: 'Make the line a comment',
    changes: commentOut(document, span.start, span.end),
  };
  const removal: FixDraft = { title: 'Remove it', changes: removeKeyAt(document, span.start) };
  return isOfLine ? [comment, removal] : [removal];
}

/** `name`, or `name2` where that is taken, and so on. */
function unusedName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(name + number)) number++;
  return name + number;
}
