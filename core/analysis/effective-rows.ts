import type { EffectiveLeaf, EffectiveNode, EffectiveTable } from '../../shared/config/model.ts';
import { formatPath } from '../../shared/config/paths.ts';
import { plainLiteral } from '../../shared/config/plain-literal.ts';
import type { Counts, EffectiveRow } from '../../shared/contract/model.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import { tomlLiteral } from '../../shared/toml/literal.ts';
import { DEFAULT_SOURCE, type LinesOf, MASK, placeOf, sourceOf } from './sources.ts';

const VALUE_LENGTH = 160;
/** More would make the panel slow and nobody scrolls that far; the filter of the panel works on what is sent. */
export const ROW_LIMIT = 20_000;

export interface RowContext {
  readonly linesOf: LinesOf;
  readonly schema: SchemaView | null;
  /** Problems at exactly this dotted path. */
  readonly countsAt: (path: string) => Counts;
}

/** The merged configuration as lines: keys the schema declares in its order, then the others as the layers have them. */
export function effectiveRows(
  root: EffectiveTable,
  context: RowContext,
): { rows: EffectiveRow[]; total: number } {
  const rows: EffectiveRow[] = [];
  let total = 0;
  const add = (row: () => EffectiveRow) => {
    total += 1;
    if (rows.length < ROW_LIMIT) rows.push(row());
  };

  function walk(table: EffectiveTable): void {
    for (const { key, node } of orderedChildren(table, context.schema)) {
      const path = [...table.path, key];
      if (node === null) add(() => defaultRow(path, key, context));
      else if (node.kind === 'leaf') add(() => leafRow(node, key, context));
      else {
        add(() => tableRow(node, key, context));
        walk(node);
      }
    }
  }
  walk(root);
  return { rows, total };
}

/** Keys of a table in schema order, with null for one that only has a default. */
function orderedChildren(
  table: EffectiveTable,
  schema: SchemaView | null,
): { readonly key: string; readonly node: EffectiveNode | null }[] {
  const declared = schema?.properties(table.path) ?? [];
  const children: { key: string; node: EffectiveNode | null }[] = [];
  const taken = new Set<string>();
  for (const { key, node: described } of declared) {
    const node = table.children.get(key);
    if (node === undefined && (described.default === undefined || described.deprecated)) continue;
    taken.add(key);
    children.push({ key, node: node ?? null });
  }
  for (const [key, node] of table.children) if (!taken.has(key)) children.push({ key, node });
  return children;
}

function tableRow(node: EffectiveTable, key: string, context: RowContext): EffectiveRow {
  const path = formatPath(node.path);
  const setter = node.setters[0];
  return {
    path,
    key,
    depth: node.path.length - 1,
    kind: 'table',
    type: 'table',
    value: '',
    secret: false,
    source:
      setter === undefined ? null : { ...placeOf(setter, context.linesOf), state: 'set', overridden: [] },
    problems: context.countsAt(path),
  };
}

function leafRow(node: EffectiveLeaf, key: string, context: RowContext): EffectiveRow {
  const path = formatPath(node.path);
  const secret = context.schema?.isSecret(node.path) ?? false;
  return {
    path,
    key,
    depth: node.path.length - 1,
    kind: 'value',
    type: node.value.type,
    value: secret ? MASK : tomlLiteral(node.value, VALUE_LENGTH),
    secret,
    source: sourceOf(node, context.linesOf, secret),
    problems: context.countsAt(path),
  };
}

function defaultRow(path: readonly string[], key: string, context: RowContext): EffectiveRow {
  const node = context.schema?.nodeAt(path);
  const dotted = formatPath(path);
  return {
    path: dotted,
    key,
    depth: path.length - 1,
    kind: 'value',
    type: node?.types[0] ?? 'string',
    value: node?.secret ? MASK : plainLiteral(node?.default, VALUE_LENGTH),
    secret: node?.secret ?? false,
    source: DEFAULT_SOURCE,
    problems: context.countsAt(dotted),
  };
}
