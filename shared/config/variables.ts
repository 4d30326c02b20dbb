/** Environment variables as a layer: which key each one sets, and with what value. */
import type { Entry, TableValue, TomlValue } from '../toml/types.ts';
import type { KeyTree } from './known-keys.ts';
import type { LayerSource, MergeProblem, ResolvedLayer, VariableOrigin } from './model.ts';
import { emptyTable } from './mount.ts';
import { formatPath, parsePath } from './paths.ts';
import { type TypesOf, typedText } from './typed-text.ts';
import { type NameMatch, VariableNames } from './variable-names.ts';
import type { Variable } from './variable-sources.ts';

export type VariablesSource = Extract<LayerSource, { kind: 'variables' }>;

/** What is known of the configuration apart from the variables. */
export interface Known {
  readonly keys: KeyTree;
  readonly typesOf?: TypesOf;
  /**
   * Variables that are no settings though they may have the prefix: the one that chooses the environment, and those
   * that references name. They set a key only where one of that name is known.
   */
  readonly reserved?: ReadonlySet<string>;
}

export interface VariablesTable {
  readonly root: TableValue;
  /** The variables that set something, by name: `LayerContent.variables`. */
  readonly origins: Map<string, VariableOrigin>;
  readonly problems: MergeProblem[];
}

/**
 * The values that variables set. A variable named in `source.map` sets that path. One with the prefix sets the path the
 * rest of its name stands for; without a prefix only the map counts. A value is typed by the schema, else as a TOML
 * literal, else it is a string. A name that fits no known key still sets the path in lower case, with a problem.
 */
export function variablesTable(
  variables: ReadonlyMap<string, Variable>,
  source: VariablesSource,
  layer: ResolvedLayer,
  known: Known,
): VariablesTable {
  const builder = new TableBuilder(layer, known.typesOf);
  // A parent's variable comes first, so that SERVER__PORT goes into the table that SERVER gives.
  const assignments = assign(variables, source, known).sort(
    (a, b) => a.match.path.length - b.match.path.length,
  );
  for (const assignment of assignments) builder.add(assignment);
  return { root: builder.root, origins: builder.origins, problems: builder.problems };
}

interface Assignment {
  readonly variable: Variable;
  readonly match: NameMatch;
}

function assign(
  variables: ReadonlyMap<string, Variable>,
  source: VariablesSource,
  known: Known,
): Assignment[] {
  const { prefix, separator, map } = source;
  const assignments: Assignment[] = [];
  const mapped = new Set(map.values());
  if (prefix !== '') {
    const names = new VariableNames(known.keys, separator);
    for (const [name, variable] of variables) {
      if (mapped.has(name) || !name.startsWith(prefix) || name.length === prefix.length) continue;
      const match = names.match(name.slice(prefix.length));
      if (match === null) continue;
      if (match.kind !== 'known' && known.reserved?.has(name)) continue;
      assignments.push({ variable, match });
    }
  }
  for (const [dotted, name] of map) {
    const variable = variables.get(name);
    const path = parsePath(dotted);
    if (variable === undefined || path === null || path.length === 0) continue;
    assignments.push({ variable, match: { kind: 'known', path, alternatives: [], probably: null } });
  }
  return assignments;
}

const NOWHERE = { start: 0, end: 0 };

class TableBuilder {
  readonly root = emptyTable();
  readonly origins = new Map<string, VariableOrigin>();
  readonly problems: MergeProblem[] = [];
  readonly #layer: ResolvedLayer;
  readonly #typesOf: TypesOf | undefined;

  constructor(layer: ResolvedLayer, typesOf: TypesOf | undefined) {
    this.#layer = layer;
    this.#typesOf = typesOf;
  }

  add({ variable, match }: Assignment): void {
    const { path } = match;
    const key = path.at(-1);
    if (key === undefined) return;
    const { name } = variable.origin;
    const value = typedText(variable.value, this.#typesOf?.(path), NOWHERE);
    const table = this.#tableAt(path.slice(0, -1), name);
    const entry = marked({ key, keySpan: NOWHERE, value, variable: name });
    table.entries.set(key, entry);
    this.origins.set(name, variable.origin);
    this.#judge(variable, match, value);
  }

  /** Where a variable gave a plain value, one for a key below it takes its place: the more exact name wins. */
  #tableAt(path: readonly string[], variable: string): TableValue {
    let table = this.root;
    for (const key of path) {
      const value = table.entries.get(key)?.value;
      if (value?.type === 'table') {
        table = value;
        continue;
      }
      const made: TableValue = { ...emptyTable(), origin: 'implicit' };
      table.entries.set(key, { key, keySpan: NOWHERE, value: made, variable });
      table = made;
    }
    return table;
  }

  #judge(variable: Variable, match: NameMatch, value: TomlValue): void {
    const { name } = variable.origin;
    const dotted = formatPath(match.path);
    const base = {
      path: match.path,
      setter: { layer: this.#layer, value, variable: variable.origin },
    };
    if (match.alternatives.length > 0) {
      const others = match.alternatives.map(formatPath).join(' or ');
      this.problems.push({
        ...base,
        code: 'ambiguous-variable',
        severity: 'warning',
        message: `${name} can mean ${dotted} or ${others}; it sets ${dotted}.`,
        suggestion: 'Say which one in the map of the layer.',
      });
    } else if (match.kind === 'unknown') {
      this.problems.push({
        ...base,
        code: 'unknown-variable',
        severity: match.probably === null ? 'info' : 'warning',
        message: `${name} sets ${dotted}, a key that no other layer and no schema knows.`,
        ...(match.probably === null ? {} : { suggestion: `Did you mean ${formatPath(match.probably)}?` }),
      });
    }
  }
}

/** Everything inside a value that a variable gave comes from that variable. */
function marked(entry: Entry & { readonly variable: string }): Entry {
  return { ...entry, value: markedValue(entry.value, entry.variable) };
}

function markedValue(value: TomlValue, variable: string): TomlValue {
  if (value.type !== 'table') return value;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of value.entries) entries.set(key, marked({ ...entry, variable }));
  return { ...value, entries };
}
