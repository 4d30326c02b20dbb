/** Small words in which the tests of this folder are written. */

import { type CompiledSchema, compileSchema, type Files } from '../../../core/validation/index.ts';
import { merge } from '../../../shared/config/merge.ts';
import type {
  EffectiveConfiguration,
  LayerContent,
  LayerSource,
  ResolvedLayer,
  VariableOrigin,
} from '../../../shared/config/model.ts';
import { resolveReferences } from '../../../shared/config/references.ts';
import type { Problem } from '../../../shared/contract/model.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { parse } from '../../../shared/toml/index.ts';
import type { Entry, TableValue } from '../../../shared/toml/types.ts';

export const compiled = (schema: unknown): CompiledSchema =>
  compileSchema(schema, { path: 'app.schema.json' });

/** The values of a TOML text; fails when it is not TOML. */
export function values(toml: string): TableValue {
  const { root, problems } = parse(toml, { version: '1.0' });
  if (problems.length > 0) throw new Error(`not TOML: ${problems[0]?.message}\n${toml}`);
  return root;
}

/** Files by path; what is found in them is placed by their lines. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  return {
    linesOf: (path) => (texts[path] === undefined ? null : new LineIndex(texts[path])),
    fileId: (path) => `id of ${path}`,
  };
}

/** A file layer. A template (`{environment}`) and `inheritedFrom` are told apart as resolved layers do. */
export function layer(
  file: string,
  toml: string,
  more: Partial<ResolvedLayer> = {},
  template = file,
): LayerContent {
  const source: LayerSource = { kind: 'file', file: template };
  return { layer: resolved(file, source, { file, ...more }), root: values(toml) };
}

/** A layer of variables: key path to value and origin. */
export function variables(
  settings: Readonly<Record<string, { toml: string; origin: VariableOrigin }>>,
): LayerContent {
  const root: TableValue = { type: 'table', origin: 'header', start: 0, end: 0, entries: new Map() };
  const origins = new Map<string, VariableOrigin>();
  for (const [path, { toml, origin }] of Object.entries(settings)) {
    const value = values(`v = ${toml}`).entries.get('v')!.value;
    set(root, path.split('.'), { ...value, start: 0, end: 0 }, origin.name);
    origins.set(origin.name, origin);
  }
  const source: LayerSource = {
    kind: 'variables',
    prefix: 'APP_',
    separator: '__',
    files: [],
    map: new Map(),
    process: true,
  };
  return { layer: resolved('variables', source, {}), root, variables: origins };
}

/** The effective configuration of layers, lowest first; no variable is known to references. */
export function effective(
  contents: readonly LayerContent[],
  environment = 'production',
): EffectiveConfiguration {
  const merged = merge(contents);
  const { root, problems } = resolveReferences(merged.root, () => undefined);
  return { environment, service: null, root, problems: [...merged.problems, ...problems] };
}

/** `production.toml:3:8-13 error range server.port: message → suggestion` */
export function shown({ file, range, severity, code, path, message, suggestion }: Problem): string {
  const { start, end } = range;
  const to = end.line === start.line ? `${end.column}` : `${end.line}:${end.column}`;
  const advice = suggestion === undefined ? '' : ` → ${suggestion}`;
  return `${file}:${start.line}:${start.column}-${to} ${severity} ${code} ${path}: ${message}${advice}`;
}

function resolved(name: string, source: LayerSource, more: Partial<ResolvedLayer>): ResolvedLayer {
  return { id: name, definition: { id: name, name, source, optional: false }, ...more };
}

function set(root: TableValue, path: readonly string[], value: Entry['value'], variable: string): void {
  let table = root;
  for (const key of path.slice(0, -1)) {
    const made: TableValue = { type: 'table', origin: 'implicit', start: 0, end: 0, entries: new Map() };
    const known = table.entries.get(key)?.value;
    const next = known?.type === 'table' ? known : made;
    table.entries.set(key, { key, keySpan: { start: 0, end: 0 }, value: next, variable });
    table = next;
  }
  const key = path.at(-1) ?? '';
  table.entries.set(key, { key, keySpan: { start: 0, end: 0 }, value, variable });
}
