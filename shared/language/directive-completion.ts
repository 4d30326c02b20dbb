/** The comment at the top of a file that names its schema: `#:schema ./app.schema.json`. */
import { SchemaView } from '../schema/index.ts';
import type { Span } from '../text/text.ts';
import { type Completion, completionItem, rank } from './item.ts';
import type { LanguageRequest } from './request.ts';
import { escapeSnippet } from './snippet.ts';

/** Offers the directive behind `#:`, and after it the schemas to choose from; nothing in an ordinary comment. */
export function completeDirective(
  request: LanguageRequest,
  schemaFiles: () => readonly string[],
): Completion[] {
  const { document, offset } = request;
  const before = document.text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  const line = before.slice(start);
  const named = /^#:schema[ \t]+(\S*)$/.exec(line);
  if (named === null && !/^#:\w*$/.test(line)) return [];
  // A reader stops looking for the directive at the first key.
  if (/^[ \t]*[^#\s]/m.test(before.slice(0, start))) return [];
  const end = offset + (/^\S*/.exec(document.text.slice(offset))?.[0].length ?? 0);
  if (named === null) return [item(request, { start, end }, DIRECTIVE, 0)];
  const from = offset - (named[1]?.length ?? 0);
  return schemaFiles().map((file, index) =>
    item(request, { start: from, end }, { label: file, insert: file, detail: 'schema' }, index),
  );
}

const DIRECTIVE = { label: '#:schema', insert: '#:schema ', detail: 'names the schema of this file' };

function item(
  request: LanguageRequest,
  span: Span,
  { label, insert, detail }: typeof DIRECTIVE,
  index: number,
): Completion {
  return completionItem(request, span, ANYTHING, {
    label,
    kind: 'value',
    insert: escapeSnippet(insert),
    detail,
    sort: rank('declared', index),
  });
}

const ANYTHING = new SchemaView(true).root;
