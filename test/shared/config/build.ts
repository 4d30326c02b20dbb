/** Small words in which the tests of this folder are written. */

import { merge } from '../../../shared/config/merge.ts';
import type {
  EffectiveTable,
  LayerContent,
  MergeProblem,
  ResolvedLayer,
  VariableOrigin,
} from '../../../shared/config/model.ts';
import { formatPath } from '../../../shared/config/paths.ts';
import { toPlain } from '../../../shared/config/plain.ts';
import { parse } from '../../../shared/toml/index.ts';
import type { Entry, TableValue } from '../../../shared/toml/types.ts';

/** The values of a TOML text; fails when it is not TOML. */
export function values(toml: string): TableValue {
  const { root, problems } = parse(toml);
  if (problems.length > 0) throw new Error(`not TOML: ${problems[0]?.message}\n${toml}`);
  return root;
}

export function resolved(name: string): ResolvedLayer {
  return {
    id: name,
    definition: { id: name, name, source: { kind: 'file', file: `${name}.toml` }, optional: false },
    file: `${name}.toml`,
  };
}

/** A layer called `name` with the values of a TOML text or ready ones. */
export function layer(
  name: string,
  content: string | TableValue,
  variables?: ReadonlyMap<string, VariableOrigin>,
): LayerContent {
  const root = typeof content === 'string' ? values(content) : content;
  return { layer: resolved(name), root, ...(variables === undefined ? {} : { variables }) };
}

/** Texts as layers called `layer 1` (lowest), `layer 2`, ... */
export function layers(...texts: (string | TableValue)[]): LayerContent[] {
  return texts.map((text, index) => layer(`layer ${index + 1}`, text));
}

/** The effective configuration of texts, lowest first. */
export function effective(...texts: string[]): EffectiveTable {
  return merge(layers(...texts)).root;
}

/** As ordinary objects, so that a failed comparison shows readable values. */
export function plain(root: EffectiveTable): unknown {
  return JSON.parse(JSON.stringify(toPlain(root)));
}

/** `severity code path @layer`, one line for each problem. */
export function listed(problems: readonly MergeProblem[]): string[] {
  return problems.map(
    ({ severity, code, path, setter }) =>
      `${severity} ${code} ${formatPath(path)} @${setter.layer.definition.name}`,
  );
}

/** The merged values as a layer's values again, for merging on. */
export function asLayer(table: EffectiveTable): TableValue {
  const entries = new Map<string, Entry>();
  for (const [key, child] of table.children) {
    const value = child.kind === 'table' ? asLayer(child) : child.value;
    entries.set(key, { key, keySpan: { start: 0, end: 0 }, value });
  }
  return { type: 'table', origin: 'header', start: 0, end: 0, entries };
}
