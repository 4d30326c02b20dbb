import type { EffectiveTable, LayerContent, ResolvedLayer } from '../../shared/config/model.ts';
import type { Counts, LayerInfo, Problem, SelectionState } from '../../shared/contract/model.ts';
import type { TableValue } from '../../shared/toml/types.ts';
import { fileId } from '../workspace/files.ts';
import type { Merged } from './effective-cache.ts';
import type { SourceFile } from './source-files.ts';

export interface StateContext {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Every problem of the workspace. */
  readonly problems: readonly Problem[];
}

/** One environment (and service) in numbers: its problems, and what each layer gives. */
export function selectionState(
  { selection, layers, contents, configuration }: Merged,
  context: StateContext,
): SelectionState {
  const winning = winners(configuration.root);
  const contentOf = new Map(contents.map((content) => [content.layer.id, content]));
  const concerning = context.problems.filter(({ environments }) =>
    environments.includes(selection.environment),
  );
  return {
    ...selection,
    problems: count(concerning),
    stale: staleFiles(contents, context.files),
    layers: layers.map((layer): LayerInfo => {
      const files = filesOf(layer);
      const path = files.at(-1) ?? '';
      const content = contentOf.get(layer.id);
      const { source } = layer.definition;
      return {
        id: layer.id,
        name: layer.definition.name,
        kind: source.kind,
        file: path === '' ? null : fileId(path),
        path,
        ...(source.kind === 'table' ? { table: source.table } : {}),
        state: stateOf(layer, context.files),
        ...(layer.inheritedFrom === undefined ? {} : { inheritedFrom: layer.inheritedFrom }),
        keys: content === undefined ? 0 : keyCount(content.root),
        winning: winning.get(layer.id) ?? 0,
        problems: count(context.problems.filter(({ file }) => files.includes(file))),
      };
    }),
  };
}

/** The files among the layers that do not parse now, so that their last good values count. */
export function staleFiles(
  contents: readonly LayerContent[],
  files: ReadonlyMap<string, SourceFile>,
): string[] {
  return contents.flatMap(({ layer: { file } }) =>
    file !== undefined && files.get(file)?.usable()?.stale === true ? [fileId(file)] : [],
  );
}

/** How many problems of an environment stand at a dotted path, as a lookup. */
export function countsByPath(problems: readonly Problem[], environment: string): (path: string) => Counts {
  const byPath = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (problem.path === '' || !problem.environments.includes(environment)) continue;
    const there = byPath.get(problem.path);
    if (there === undefined) byPath.set(problem.path, [problem]);
    else there.push(problem);
  }
  return (path) => count(byPath.get(path) ?? []);
}

function count(problems: readonly Problem[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity] += 1;
  return counts;
}

function filesOf(layer: ResolvedLayer): readonly string[] {
  return layer.file === undefined ? (layer.variableFiles ?? []) : [layer.file];
}

function stateOf(layer: ResolvedLayer, files: ReadonlyMap<string, SourceFile>): LayerInfo['state'] {
  if (layer.file === undefined) return 'present';
  const file = files.get(layer.file);
  if (file?.error !== undefined) return 'unreadable';
  const parsed = file?.parsed() ?? null;
  if (parsed === null) return layer.definition.optional ? 'optional-missing' : 'missing';
  return parsed.valid ? 'present' : 'broken';
}

/** A smaller table is counted again as fast as it is looked up, and needs no memory. */
const MEMORABLE_SIZE = 8;

const won = new WeakMap<EffectiveTable, ReadonlyMap<string, number>>();

/** How many leaves of a table each layer gives, by the layer's id. */
function winners(table: EffectiveTable): ReadonlyMap<string, number> {
  const known = won.get(table);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  addWinners(table, counts);
  won.set(table, counts);
  return counts;
}

function addWinners(table: EffectiveTable, counts: Map<string, number>): void {
  const add = (id: string, leaves: number) => counts.set(id, (counts.get(id) ?? 0) + leaves);
  const only = table.written === undefined ? undefined : table.setters[0];
  if (table.written !== undefined && only !== undefined) {
    add(only.layer.id, keyCount(table.written));
    return;
  }
  for (const child of table.children.values()) {
    if (child.kind === 'leaf') add(child.source.layer.id, 1);
    else if (child.written !== undefined || child.children.size < MEMORABLE_SIZE) addWinners(child, counts);
    else for (const [id, leaves] of winners(child)) add(id, leaves);
  }
}

const counted = new WeakMap<TableValue, number>();

/** Leaves of a layer; arrays and arrays of tables count as one, as they are merged. */
function keyCount(table: TableValue): number {
  const known = counted.get(table);
  if (known !== undefined) return known;
  let keys = 0;
  for (const { value } of table.entries.values()) keys += value.type === 'table' ? keyCount(value) : 1;
  if (table.entries.size >= MEMORABLE_SIZE) counted.set(table, keys);
  return keys;
}
