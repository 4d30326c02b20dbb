import type { z } from 'zod';
import type { CompletionItem } from '../contract/model.ts';
import type { SchemaPlace } from '../schema/index.ts';
import type { Span } from '../text/text.ts';
import { documentKey } from './documentation.ts';
import type { LanguageRequest } from './request.ts';

export type Completion = z.output<typeof CompletionItem>;

export interface ItemParts {
  readonly label: string;
  readonly kind: Completion['kind'];
  /** In snippet syntax. */
  readonly insert: string;
  readonly detail: string;
  readonly sort: string;
  /** Instead of what the schema says about the key. */
  readonly markdown?: string;
}

/** One proposal; it is a snippet only where it holds something to fill in. */
export function completionItem(
  { lines }: LanguageRequest,
  span: Span,
  place: SchemaPlace,
  { label, kind, insert, detail, sort, markdown }: ItemParts,
): Completion {
  const documentation = markdown ?? documentKey(place).join('\n\n');
  const isSnippet = /(?<!\\)(?:\\\\)*\$/.test(insert);
  return {
    label,
    kind,
    insert: isSnippet ? insert : insert.replace(/\\([\\$}])/g, '$1'),
    snippet: isSnippet,
    range: lines.rangeOf(span),
    sort,
    deprecated: place.node.deprecated,
    ...(detail === '' ? {} : { detail }),
    ...(documentation === '' ? {} : { markdown: documentation }),
  };
}

/** For `toSorted`: texts before what has none, by the order of their characters. */
export function compareSortTexts(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
  return one < other ? -1 : 1;
}

/** Groups of a list in the order in which they are shown. */
const GROUPS = ['required', 'declared', 'layers', 'below', 'section', 'deprecated'] as const;

/** A text that sorts by group, then by position. */
export function rank(group: (typeof GROUPS)[number], position: number): string {
  return `${GROUPS.indexOf(group)}${String(position).padStart(5, '0')}`;
}
