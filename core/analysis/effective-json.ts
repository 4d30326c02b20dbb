import type { EffectiveNode, EffectiveTable } from '../../shared/config/model.ts';
import { formatPath } from '../../shared/config/paths.ts';
import { type Plain, toPlain } from '../../shared/config/plain.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import { leaves } from '../../shared/config/walk.ts';
import type { Source } from '../../shared/contract/model.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import { type LinesOf, MASK, sourceOf } from './sources.ts';

/** `strata effective --format json` (DESIGN section 10). */
export interface EffectiveJson {
  readonly environment: string;
  readonly service?: string;
  readonly values: Plain;
  readonly provenance: Readonly<Record<string, Source>>;
}

export function effectiveJson(
  { environment, service }: Selection,
  root: EffectiveTable,
  context: { readonly schema: SchemaView | null; readonly linesOf: LinesOf; readonly reveal: boolean },
): EffectiveJson {
  const { schema, linesOf, reveal } = context;
  const provenance: Record<string, Source> = Object.create(null);
  for (const leaf of leaves(root)) {
    const { fileId: _, ...source } = sourceOf(leaf, linesOf, !reveal && schema?.isSecret(leaf.path) === true);
    provenance[formatPath(leaf.path)] = {
      ...source,
      overridden: source.overridden.map(({ fileId: __, ...place }) => place),
    };
  }
  return {
    environment,
    ...(service === null ? {} : { service }),
    values: toPlain(reveal ? root : maskSecrets(root, schema)),
    provenance,
  };
}

/** The configuration with every secret value replaced by a text of fixed length. Tables without one are shared. */
export function maskSecrets(table: EffectiveTable, schema: SchemaView | null): EffectiveTable {
  if (schema === null) return table;
  let children: Map<string, EffectiveNode> | null = null;
  for (const [key, child] of table.children) {
    const masked = maskNode(child, schema);
    if (masked === child) continue;
    children ??= new Map(table.children);
    children.set(key, masked);
  }
  return children === null ? table : { ...table, children };
}

function maskNode(node: EffectiveNode, schema: SchemaView): EffectiveNode {
  if (node.kind === 'table') return maskSecrets(node, schema);
  if (!schema.isSecret(node.path)) return node;
  const { start, end } = node.value;
  return { ...node, value: { type: 'string', value: MASK, start, end } };
}
