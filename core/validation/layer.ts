/**
 * Checks of one layer as it is typed, for every environment that uses it: what its values are, not what is
 * missing, since another layer may bring that. A value that is overridden everywhere is checked all the same.
 */

import type { LayerContent } from '../../shared/config/model.ts';
import { toValidatable } from '../../shared/config/plain.ts';
import type { Problem } from '../../shared/contract/model.ts';
import type { Entry, TableValue } from '../../shared/toml/types.ts';
import { adviseOn, isReference } from './advice.ts';
import type { CompiledSchema } from './compile.ts';
import type { SchemaIssue } from './issue.ts';
import { findIssues } from './issues.ts';
import { follow, valueAt } from './locate.ts';
import { type Files, issueProblem, NOWHERE, type Spot, spotInFile, spotOfVariable } from './problem.ts';

/** The problems of one layer's values, at their places in its file. */
export function checkLayer(
  schema: CompiledSchema,
  content: LayerContent,
  environments: readonly string[],
  files: Files,
): Problem[] {
  return layerIssues(schema, content).map((issue) =>
    issueProblem(spotOf(content, issue, files), files, issue, [...environments]),
  );
}

function layerIssues(schema: CompiledSchema, { layer, root }: LayerContent): SchemaIssue[] {
  const errors = findIssues(schema, toValidatable(root), {
    partial: true,
    valueAt: (path) => valueAt(root, path),
    ignore: (path) => passesReference(root, path),
  });
  const kind = layer.definition.source.kind;
  return kind === 'file' || kind === 'table' ? [...errors, ...adviseOn(root, schema.view)] : errors;
}

/** Whether a path leads to, or through, a reference. */
function passesReference(root: TableValue, path: readonly string[]): boolean {
  return path.some((_, index) => {
    const value = valueAt(root, path.slice(0, index + 1));
    return value !== undefined && isReference(value);
  });
}

function spotOf(content: LayerContent, issue: SchemaIssue, files: Files): Spot {
  const { layer, root, variables } = content;
  const found = follow(root, issue.extra === undefined ? issue.path : [...issue.path, issue.extra]);
  const variable = variableOf(found.entry);
  if (variable !== undefined) return spotOfVariable(files, variables?.get(variable) ?? { name: variable });
  if (layer.file === undefined) return NOWHERE;
  const span = issue.extra !== undefined && found.entry !== null ? found.entry.keySpan : found.value;
  return spotInFile(files, layer.file, span);
}

function variableOf(entry: Entry | null): string | undefined {
  return entry?.variable;
}
