/** Hover and completion of one file as it takes part in one environment. */
import { formatPath } from '../../shared/config/paths.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import {
  type Completion,
  complete,
  type Hover,
  hover,
  type LanguageRequest,
} from '../../shared/language/index.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import type { Position } from '../../shared/text/text.ts';
import type { Merged } from './effective-cache.ts';
import { explain } from './explain.ts';
import type { Parsed } from './source-files.ts';
import type { LinesOf } from './sources.ts';

export interface LanguageContext {
  readonly path: string;
  readonly parsed: Parsed;
  /** Null where no schema applies to the file. */
  readonly view: SchemaView | null;
  /** The environment on screen; null for files that are no layer. */
  readonly merged: Merged | null;
  readonly selection: Selection;
  readonly linesOf: LinesOf;
}

export function hoverAt(context: LanguageContext, position: Position): Hover | null {
  return hover({ ...requestAt(context, position), effective: (path) => effectiveSentence(context, path) });
}

export function completeAt(context: LanguageContext, position: Position): Completion[] {
  return complete(requestAt(context, position));
}

function requestAt(context: LanguageContext, position: Position): LanguageRequest {
  const { document, lines } = context.parsed;
  return {
    document,
    lines,
    schema: context.view,
    offset: lines.offsetAt(position),
    schemaPath: (path) => mountedPath(context, path),
  };
}

/** The value in effect of a key of this file; null for files that are no layer and keys that take no part. */
function effectiveSentence(context: LanguageContext, path: readonly string[]): string | null {
  const { merged, selection, linesOf, view } = context;
  const mounted = mountedPath(context, path);
  if (merged === null || mounted === null || mounted.length === 0) return null;
  try {
    const { root } = merged.configuration;
    return explain(formatPath(mounted), { selection, root, schema: view, linesOf }).sentence;
  } catch (error) {
    if (error instanceof StrataError) return null;
    throw error;
  }
}

/** Where a key of the file stands in the effective tree: elsewhere, for a table of the file that is mounted. */
function mountedPath(
  { path: file, merged }: LanguageContext,
  path: readonly string[],
): readonly string[] | null {
  const layers = merged?.layers.filter((layer) => layer.file === file) ?? [];
  if (layers.length === 0 || layers.some(({ table }) => table === undefined)) return path;
  for (const { table = [], at = [] } of layers) {
    if (table.every((key, index) => path[index] === key)) return [...at, ...path.slice(table.length)];
  }
  return null;
}
