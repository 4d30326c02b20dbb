/** Writing a table, or a list of tables, differently without changing what it says. */
import type { TextReplacement } from '../text/replacements.ts';
import type { Span } from '../text/text.ts';
import { formatPath } from '../toml/edit/path.ts';
import type { KeyPath } from '../toml/edit/types.ts';
import { isTrivia, Token } from '../toml/tokens.ts';
import { Expression, type Tree } from '../toml/tree.ts';
import type { QuickFix } from './fix.ts';
import { convertList, type ListForm, listFormOf } from './list-forms.ts';
import type { DocumentRequest } from './request.ts';
import { sectionsOf } from './sections.ts';
import { statementAround } from './statements.ts';
import { convertTable, formOf, type TableForm } from './table-forms.ts';

const TABLE_FORMS: readonly TableForm[] = ['header', 'dotted', 'inline'];

/** The other forms of what is written at the start of `within`: the header, dotted key, braces or brackets of a table. */
export function rewrites(request: DocumentRequest, within: Span): QuickFix[] {
  const { document } = request;
  // Asked after every edit: most lines hold a plain value, and then the file need not be looked through.
  if (!mayHoldTable(document.tree, within.start)) return [];
  return pathsAt(request, within.start).flatMap((path) => {
    const list = listFormOf(document, path);
    if (list !== null) {
      const to: ListForm = list === 'headers' ? 'inline' : 'headers';
      return rewrite(request, listTitle(path, to), convertList(document, path, to));
    }
    const from = formOf(sectionsOf(document).outline, path);
    return TABLE_FORMS.filter((to) => from !== null && to !== from).flatMap((to) =>
      rewrite(request, tableTitle(path, to), convertTable(document, path, to)),
    );
  });
}

/** Whether the line at an offset is a header, a dotted key, or a key whose value begins like a table or list of tables. */
function mayHoldTable({ tokens, expressions }: Tree, offset: number): boolean {
  const expression = expressions.indexAt(tokens.indexAt(offset));
  if (expression < 0) return false;
  const kind = expressions.kindOf(expression);
  if (kind !== Expression.KeyValue) return kind === Expression.Table || kind === Expression.ArrayTable;
  let isValue = false;
  for (let token = expressions.startOf(expression); token < expressions.endOf(expression); token++) {
    const written = tokens.kindOf(token);
    if (written === Token.TableOpen || (written === Token.Dot && !isValue)) return true;
    if (isValue && !isTrivia(written) && written !== Token.ArrayOpen) return false;
    if (written === Token.Equals) isValue = true;
  }
  return false;
}

function rewrite(
  { lines }: DocumentRequest,
  title: string,
  changes: readonly TextReplacement[] | null,
): QuickFix[] {
  if (changes === null || changes.length === 0) return [];
  const placed = changes.map(({ start, end, text }) => ({ range: lines.rangeOf({ start, end }), text }));
  return [{ title, kind: 'rewrite', preferred: false, problem: null, changes: placed }];
}

/** What the line at an offset writes: a header its table or list, a key its value and the table it makes by dots. */
function pathsAt({ document }: DocumentRequest, offset: number): KeyPath[] {
  const statement = statementAround(document, offset);
  if (statement === undefined) return [];
  if (statement.kind === 'table') return [statement.path];
  if (statement.kind === 'array-table') return [statement.path.slice(0, -1)];
  const dotted = statement.keys.length > 1 ? [statement.path.slice(0, -1)] : [];
  return [statement.path, ...dotted];
}

function listTitle(path: KeyPath, to: ListForm): string {
  const name = nameOf(path);
  return to === 'headers' ? `Write ${name} with headers [[${name}]]` : `Write ${name} as inline tables`;
}

function tableTitle(path: KeyPath, to: TableForm): string {
  const name = nameOf(path);
  if (to === 'header') return `Write ${name} under a header`;
  return to === 'dotted' ? `Write ${name} as dotted keys` : `Write ${name} as an inline table`;
}

function nameOf(path: KeyPath): string {
  return formatPath(path.filter((segment) => typeof segment === 'string'));
}
