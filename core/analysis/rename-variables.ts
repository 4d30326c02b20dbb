/** Renaming the variables that set a key: their names are made from its path. */
import { parseDotenv } from '../../shared/config/dotenv.ts';
import type { LayerSource } from '../../shared/config/model.ts';
import { formatPath } from '../../shared/config/paths.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import type { TextChange } from '../../shared/text/text.ts';
import type { Entry } from '../../shared/toml/types.ts';
import { type NavigationContext, settersOf, type WildPath } from './navigation.ts';

export interface RenamedVariables {
  readonly files: readonly { readonly file: string; readonly changes: readonly TextChange[] }[];
  readonly notes: readonly string[];
}

type VariablesSource = Extract<LayerSource, { kind: 'variables' }>;

/** The names of dotenv entries that set the key or something inside it; what they cannot reach is noted. */
export function renamedVariables(context: NavigationContext, path: WildPath, to: string): RenamedVariables {
  const keys = path.filter((key) => key !== null);
  if (keys.length < path.length) return { files: [], notes: [] };
  const names = new Map<string, string>();
  const notes = new Set<string>();
  for (const { content, entry } of settersOf(context, path)) {
    const { source } = content.layer.definition;
    if (source.kind !== 'variables') continue;
    for (const name of variablesIn(entry)) {
      // A mapped name says nothing about the path; the map itself is renamed.
      if ([...source.map.values()].includes(name)) continue;
      const renamed = renamedVariable(name, source, keys, to);
      const isOutside = content.variables?.get(name)?.file === undefined;
      if (renamed === null)
        notes.add(`The variable ${name} sets ${formatPath(keys)}; give it the new name yourself.`);
      else if (isOutside) notes.add(`${name} is set outside of the workspace; its new name is ${renamed}.`);
      if (renamed !== null) names.set(name, renamed);
    }
  }
  return {
    files: dotenvFiles(context).flatMap((file) => changesOf(context, file, names)),
    notes: [...notes],
  };
}

/** Every variable that gave the entry, or something inside it. */
function variablesIn({ variable, value }: Entry): Set<string> {
  const names = new Set(variable === undefined ? [] : [variable]);
  if (value.type !== 'table') return names;
  // A table that several variables made bears the name of the first one.
  names.clear();
  for (const entry of value.entries.values()) for (const name of variablesIn(entry)) names.add(name);
  return names;
}

/** `APP_SERVER__PORT` becomes `APP_SERVER__BIND` for `server.port`; null when the name is not made so. */
function renamedVariable(
  name: string,
  { prefix, separator }: VariablesSource,
  keys: readonly string[],
  to: string,
): string | null {
  const before =
    prefix +
    keys
      .slice(0, -1)
      .map((key) => inName(key) + separator)
      .join('');
  const old = inName(keys.at(-1) ?? '');
  const rest = name.slice(before.length + old.length);
  const isMadeSo =
    name.toUpperCase().startsWith((before + old).toUpperCase()) &&
    (rest === '' || rest.startsWith(separator));
  if (!isMadeSo || !/^[A-Za-z0-9_-]+$/.test(to)) return null;
  const written = name.slice(before.length, before.length + old.length);
  const isLower = written !== written.toUpperCase();
  return name.slice(0, before.length) + (isLower ? inName(to).toLowerCase() : inName(to)) + rest;
}

/** A variable's name can hold no hyphen. */
function inName(key: string): string {
  return key.toUpperCase().replaceAll('-', '_');
}

function dotenvFiles({ everywhere }: NavigationContext): string[] {
  return [
    ...new Set(everywhere().flatMap(({ layers }) => layers.flatMap((layer) => layer.variableFiles ?? []))),
  ];
}

function changesOf(
  { files }: NavigationContext,
  file: string,
  names: ReadonlyMap<string, string>,
): RenamedVariables['files'] {
  const text = files.get(file)?.text() ?? '';
  const lines = new LineIndex(text);
  const changes = parseDotenv(text).entries.flatMap(({ name, line }): TextChange[] => {
    const renamed = names.get(name);
    if (renamed === undefined) return [];
    const start = text.indexOf(name, lines.offsetAt({ line, column: 1 }));
    return [{ range: lines.rangeOf({ start, end: start + name.length }), text: renamed }];
  });
  return changes.length === 0 ? [] : [{ file, changes }];
}
