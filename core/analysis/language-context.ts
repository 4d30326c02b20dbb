/** One file as it takes part in the workspace: what every language feature starts from. */
import type { ResolvedLayer } from '../../shared/config/model.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import type { DocumentRequest } from '../../shared/language/index.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import type { Merged } from './effective-cache.ts';
import type { Parsed } from './source-files.ts';
import type { LinesOf } from './sources.ts';

export interface LanguageContext {
  readonly path: string;
  readonly parsed: Parsed;
  /** Null where no schema applies to the file. */
  readonly view: SchemaView | null;
  /** Of what the file becomes part of: another one where a layer names a schema of its own. */
  readonly resultView: SchemaView | null;
  /** The environment on screen; null where none is chosen, and every one counts that the file takes part in. */
  readonly selection: Selection | null;
  /** The chosen environment, or those the file takes part in; none for files that are no layer. */
  readonly merged: readonly Merged[];
  /** Every environment of the workspace; none for the manifest. */
  readonly everywhere: () => readonly Merged[];
  readonly linesOf: LinesOf;
  /** Files of the workspace that may be schemas. */
  readonly schemaFiles: () => readonly string[];
}

export function documentRequest(context: LanguageContext): DocumentRequest {
  const { document, lines } = context.parsed;
  return {
    document,
    lines,
    schema: context.view,
    schemaPath: (path) => mountedPath(context, path),
  };
}

/** Where a key of the file stands in the effective tree: elsewhere, for a table of the file that is mounted. */
export function mountedPath(
  { path: file, merged }: LanguageContext,
  path: readonly string[],
): readonly string[] | null {
  if (merged.length === 0) return path;
  for (const { layers } of merged) {
    const mounted = mountedIn(layers, file, path);
    if (mounted !== null) return mounted;
  }
  return null;
}

/** The same in one environment; null for a key of a table that none of its layers reads. */
export function mountedIn(
  layers: readonly ResolvedLayer[],
  file: string,
  path: readonly string[],
): readonly string[] | null {
  const own = layers.filter((layer) => layer.file === file);
  if (own.length === 0 || own.some(({ table }) => table === undefined)) return path;
  for (const { table = [], at = [] } of own) {
    if (startsWith(path, table)) return [...at, ...path.slice(table.length)];
  }
  return null;
}

/** Where a key of the effective tree stands in a layer's file; null when it is outside of where that is mounted. */
export function pathInLayer(
  { table, at = [] }: ResolvedLayer,
  path: readonly string[],
): readonly string[] | null {
  if (table === undefined) return path;
  return startsWith(path, at) ? [...table, ...path.slice(at.length)] : null;
}

/** The same for the file of a context, by the first of its layers that can hold it. */
export function pathInFile(
  { path: file, merged }: LanguageContext,
  path: readonly string[],
): readonly string[] | null {
  if (merged.length === 0) return path;
  for (const layer of merged.flatMap(({ layers }) => layers)) {
    const own = layer.file === file ? pathInLayer(layer, path) : null;
    if (own !== null) return own;
  }
  return null;
}

export function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return path.length >= prefix.length && prefix.every((key, index) => key === path[index]);
}
