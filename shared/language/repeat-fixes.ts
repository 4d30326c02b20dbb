/** Cures for keys and tables that are in each other's way. */
import { ChangeLog } from '../toml/edit/changes.ts';
import { errorCount } from '../toml/edit/health.ts';
import { applyReplacements } from '../toml/edit/index.ts';
import { equalsOf } from '../toml/edit/lines.ts';
import type { Statement } from '../toml/edit/outline.ts';
import { samePath } from '../toml/edit/path.ts';
import { blockStart, lineStart, linesOf, removeLines, sectionEnd } from '../toml/edit/territory.ts';
import type { Edit, TextReplacement } from '../toml/edit/types.ts';
import { parse, type TomlDocument } from '../toml/index.ts';
import { entryAt } from '../toml/locate.ts';
import type { ProblemCode } from '../toml/problem-wording.ts';
import { editing, type FixContext, type FixDraft, named } from './fix.ts';
import { sectionsOf } from './sections.ts';
import { removeKeyAt, statementAround } from './statements.ts';

type Maker = (context: FixContext) => FixDraft[];

export const repeatFixes: readonly (readonly [ProblemCode, Maker])[] = [
  ['duplicate-key', duplicateKey],
  ['duplicate-table', duplicateTable],
  ['table-is-complete', movedToItsTable],
  ['inline-table-is-complete', movedToItsTable],
];

export const headerFixes: readonly (readonly [ProblemCode, Maker])[] = [
  ['array-is-not-a-table', (context) => rebracketed(context, '[[', ']]')],
  ['table-is-not-an-array', (context) => rebracketed(context, '[', ']')],
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
function duplicateTable({ request: { document }, span }: FixContext): FixDraft[] {
  const { outline } = sectionsOf(document);
  const later = statementAround(document, span.start);
  const earlier = outline.statements.find(
    ({ kind, path, index }) =>
      kind !== 'key-value' && later !== undefined && index < later.index && samePath(path, later.path),
  );
  if (later === undefined || earlier === undefined || later.kind === 'key-value') return [];
  const { tree, text } = document;
  const target = lineStart(tree, sectionEnd(outline, earlier));
  const body = bodyOf(document, later);
  const isUnended = target > 0 && !/[\r\n]$/.test(text.slice(0, target));
  const moved = `${isUnended ? '\n' : ''}${body}`;
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
  return body === '' || /[\r\n]$/.test(body) ? body : `${body}\n`;
}

/** What adds to a table from outside, a dotted key or a section, goes where the table is written. */
function movedToItsTable(context: FixContext): FixDraft[] {
  const { document } = context.request;
  const { outline } = sectionsOf(document);
  const statement = statementAround(document, context.span.start);
  if (statement === undefined) return [];
  const keys = statement.kind === 'key-value' ? [statement] : outline.keysUnder(statement);
  const moved = keys.includes(statement) ? keys : [statement, ...keys];
  const texts = keys.map((key) => valueText(document, key));
  if (texts.includes('') || moved.some((each) => hasComments(document, each))) return [];
  const removal = removeLines(document.tree, linesOf(outline, moved));
  const without = parse(applyReplacements(document.text, removal), { version: document.version });
  const edits = keys.map(({ path }, index): Edit => {
    return { kind: 'insert', path, value: { type: 'raw', text: texts[index] ?? '' } };
  });
  const added = editing(context.request, without, edits);
  if (added === null) return [];
  const log = new ChangeLog(document.text);
  log.apply(removal);
  log.apply(added);
  const title = keys.length === 1 ? 'Move the key into its table' : 'Move the keys into their table';
  return [{ title, preferred: true, changes: ifBetter(document, log.changes()) }];
}

function valueText(document: TomlDocument, statement: Statement): string {
  const equals = equalsOf(document, statement);
  const end = statement.end;
  return equals === undefined ? '' : document.text.slice(equals.start + 1, end).trim();
}

function hasComments({ tree, text }: TomlDocument, { expression, start, end }: Statement): boolean {
  return blockStart(tree, expression) < expression || /(?:^|\s)#/.test(text.slice(start, end));
}

/** `[name]` for `[[name]]` or the other way round, where that leaves fewer errors. */
function rebracketed({ request: { document }, span }: FixContext, open: string, close: string): FixDraft[] {
  const header = statementAround(document, span.start);
  const first = header?.keys[0];
  const last = header?.keys.at(-1);
  if (first === undefined || last === undefined || header?.kind === 'key-value') return [];
  const { text } = document;
  const start = text.lastIndexOf('[', first.start) - (header?.kind === 'array-table' ? 1 : 0);
  const end = text.indexOf(']', last.end) + (header?.kind === 'array-table' ? 2 : 1);
  const changes = [{ start, end, text: open + text.slice(first.start, last.end) + close }];
  return [
    {
      title: `Write ${open}${text.slice(first.start, last.end)}${close}`,
      preferred: true,
      changes: ifBetter(document, changes),
    },
  ];
}

function ifBetter(
  document: TomlDocument,
  changes: readonly TextReplacement[],
): readonly TextReplacement[] | null {
  const after = parse(applyReplacements(document.text, changes), { version: document.version });
  return errorCount(after) < errorCount(document) ? changes : null;
}

function nameOf({ text }: TomlDocument, { keys }: Statement): string {
  return text.slice(keys[0]?.start ?? 0, keys.at(-1)?.end ?? 0);
}
