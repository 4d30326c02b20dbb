/** Writing a table differently without changing what it says. */
import type { Span } from '../text/text.ts';
import { formatPath } from '../toml/edit/path.ts';
import type { KeyPath } from '../toml/edit/types.ts';
import type { QuickFix } from './fix.ts';
import type { DocumentRequest } from './request.ts';
import { sectionsOf } from './sections.ts';
import { statementAround } from './statements.ts';
import { convertTable, formOf, type TableForm } from './table-forms.ts';

const FORMS: readonly TableForm[] = ['header', 'dotted', 'inline'];

/** The other forms of the table whose header, dotted key or braces stand at the start of `within`. */
export function rewrites(request: DocumentRequest, within: Span): QuickFix[] {
  const { document, lines } = request;
  return tablesAt(request, within.start).flatMap((path) => {
    const from = formOf(sectionsOf(document).outline, path);
    return FORMS.filter((to) => from !== null && to !== from).flatMap((to): QuickFix[] => {
      const changes = convertTable(document, path, to);
      if (changes === null || changes.length === 0) return [];
      return [
        {
          title: titleOf(path, to),
          kind: 'rewrite',
          preferred: false,
          problem: null,
          changes: changes.map(({ start, end, text }) => ({ range: lines.rangeOf({ start, end }), text })),
        },
      ];
    });
  });
}

/** Tables the line at an offset writes: of a header its own, of a key the one it makes by dots, and its value. */
function tablesAt({ document }: DocumentRequest, offset: number): KeyPath[] {
  const statement = statementAround(document, offset);
  if (statement === undefined) return [];
  if (statement.kind !== 'key-value') return statement.kind === 'table' ? [statement.path] : [];
  const dotted = statement.keys.length > 1 ? [statement.path.slice(0, -1)] : [];
  return [statement.path, ...dotted];
}

function titleOf(path: KeyPath, to: TableForm): string {
  const name = formatPath(path.filter((segment) => typeof segment === 'string'));
  if (to === 'header') return `Write ${name} under a header`;
  return to === 'dotted' ? `Write ${name} as dotted keys` : `Write ${name} as an inline table`;
}
