/** A text with its schema, ready to be asked. */
import type { DocumentRequest } from '../../../shared/language/index.ts';
import { SchemaView } from '../../../shared/schema/index.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import type { Range } from '../../../shared/text/text.ts';
import { type ParseOptions, parse } from '../../../shared/toml/index.ts';
import { PLUE } from './plue.ts';

export function given(text: string, schema: unknown = PLUE, options: ParseOptions = {}): DocumentRequest {
  return {
    document: parse(text, options),
    lines: new LineIndex(text),
    schema: schema === null ? null : new SchemaView(schema),
  };
}

/** The text without its `|`, and where that was. */
export function marked(text: string): { readonly text: string; readonly offset: number } {
  return { text: text.replace('|', ''), offset: text.indexOf('|') };
}

/** What stands in a range. */
export function within({ document, lines }: DocumentRequest, range: Range): string {
  const { start, end } = lines.spanOf(range);
  return document.text.slice(start, end);
}
