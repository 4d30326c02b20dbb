/** Cures for keys and tables that are in each other's way. */
import { dominantEol } from '../text/eol.ts';
import type { TextReplacement } from '../text/replacements.ts';
import type { Statement } from '../toml/edit/outline.ts';
import { samePath } from '../toml/edit/path.ts';
import { blockStart, lineStart, linesOf, removeLines, sectionEnd } from '../toml/edit/territory.ts';
import type { TomlDocument } from '../toml/index.ts';
import { entryAt } from '../toml/locate.ts';
import type { ProblemCode } from '../toml/problem-wording.ts';
import { type FixContext, type FixDraft, ifBetter, named } from './fix.ts';
import { movedLines, movedValues } from './moved-keys.ts';
import { openedTable, removal } from './obstacle-fixes.ts';
import { sectionsOf } from './sections.ts';
import { removeKeyAt, statementAround } from './statements.ts';

type Maker = (context: FixContext) => FixDraft[];

export const repeatFixes: readonly (readonly [ProblemCode, Maker])[] = [
  ['duplicate-key', duplicateKey],
  ['duplicate-table', (context) => [...duplicateTable(context), ...removal(context)]],
  ['table-is-complete', (context) => [...movedToItsTable(context), ...removal(context)]],
  [
    'inline-table-is-complete',
    (context) => [...movedToItsTable(context), ...openedTable(context), ...removal(context)],
  ],
];

function duplicateKey({ request: { document }, span, located }: FixContext): FixDraft[] {
  const key = String(located?.pointer.at(-1) ?? '');
  const earlier = located === null ? undefined : entryAt(document.root, located.pointer, span.start);
  const isSame = earlier === undefined || earlier.keySpan.start === span.start;
  return [
    { title: `Remove this ${named(key)}`, preferred: true, changes: removeKeyAt(document, span.start) },
    {
      title: `Remove the first ${named(key)} and keep this one`,
      changes: isSame ? null : removeKeyAt(document, earlier.keySpan.start),
    },
  ];
}

/** The keys of the later section, with its comments, go to the end of the earlier one. */
function duplicateTable(context: FixContext): FixDraft[] {
  const { request, span } = context;
  const { document } = request;
  const { outline } = sectionsOf(document);
  const later = statementAround(document, span.start);
  const earlier = outline.statements.find(
    ({ kind, path, index }) =>
      kind !== 'key-value' && later !== undefined && index < later.index && samePath(path, later.path),
  );
  if (later === undefined || later.kind === 'key-value') return [];
  // Dotted keys have made the table.
  if (earlier === undefined) return movedToItsTable(context);
  const { tree, text } = document;
  const target = lineStart(tree, sectionEnd(outline, earlier));
  const body = bodyOf(document, later);
  const isUnended = target > 0 && !/[\r\n]$/.test(text.slice(0, target));
  const moved = (isUnended ? dominantEol(text) : '') + body;
  const changes: TextReplacement[] = [
    { start: target, end: target, text: moved },
    ...removeLines(tree, linesOf(outline, [later, ...outline.keysUnder(later)])),
  ];
  return [
    {
      title: `Move its keys to the first [${nameOf(document, later)}]`,
      preferred: true,
      changes: ifBetter(document, changes),
    },
  ];
}

/** The lines below a header, and the comments above it, so that none is lost. */
function bodyOf(document: TomlDocument, header: Statement): string {
  const { tree, text } = document;
  const { outline } = sectionsOf(document);
  const above = text.slice(
    lineStart(tree, blockStart(tree, header.expression)),
    lineStart(tree, header.expression),
  );
  const below = text.slice(
    lineStart(tree, header.expression + 1),
    lineStart(tree, sectionEnd(outline, header)),
  );
  const body = above + below;
  return body === '' || /[\r\n]$/.test(body) ? body : body + dominantEol(text);
}

/** What adds to a table from outside, a dotted key or a section, goes where the table is written. */
function movedToItsTable(context: FixContext): FixDraft[] {
  const { document } = context.request;
  const { outline } = sectionsOf(document);
  const statement = statementAround(document, context.span.start);
  if (statement === undefined) return [];
  const keys = statement.kind === 'key-value' ? [statement] : outline.keysUnder(statement);
  const moved = keys.includes(statement) ? keys : [statement, ...keys];
  const title = keys.length === 1 ? 'Move the key into its table' : 'Move the keys into their table';
  const changes = movedLines(context, statement, keys) ?? movedValues(context.request, keys, moved);
  return [{ title, preferred: true, changes: changes === null ? null : ifBetter(document, changes) }];
}

function nameOf({ text }: TomlDocument, { keys }: Statement): string {
  return text.slice(keys[0]?.start ?? 0, keys.at(-1)?.end ?? 0);
}
