/** Whether the workspace's schema names a key, and renaming it there. */

import { SchemaView } from '../../shared/schema/index.ts';
import { isObject } from '../../shared/schema/json.ts';
import { encodePointer, step } from '../../shared/schema/pointer.ts';
import { spanOfPointer } from '../../shared/schema/pointer-in-text.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { applyReplacements, type TextReplacement } from '../../shared/text/replacements.ts';
import type { Position, Span, TextChange } from '../../shared/text/text.ts';
import type { NavigationContext, WildPath } from './navigation.ts';

/** A schema that is a file of the workspace. */
export interface SchemaFile {
  readonly path: string;
  readonly text: string;
}

export type SchemaStanding =
  /** It says nothing of the old key, or knows the new one already. */
  | { readonly kind: 'not-named' }
  /** `by-hand` where other keys may share the declaration, or the schema names the key in further places. */
  | { readonly kind: 'possible' | 'by-hand'; readonly file: string; readonly position: Position | null }
  | { readonly kind: 'included'; readonly file: string; readonly changes: readonly TextChange[] };

export const NOT_NAMED: SchemaStanding = { kind: 'not-named' };

/** How the schema stands to renaming a key, and the changes where they are asked for and certain. */
export function standingInSchema(
  { view }: NavigationContext,
  path: WildPath,
  { to, schema, inSchema }: { to: string; schema: SchemaFile | null; inSchema: boolean },
): SchemaStanding {
  const keys = path.map((key) => key ?? '0');
  const old = keys.at(-1);
  const table = view?.nodeAt(keys.slice(0, -1)) ?? null;
  const isNamed = table !== null && old !== undefined && table.properties.includes(old);
  if (schema === null || !isNamed || table.properties.includes(to)) return NOT_NAMED;
  const file = schema.path;
  const lines = new LineIndex(schema.text);
  const replacements = schemaRename(schema.text, path, to);
  const pointer = view?.nodeAt(keys)?.pointer ?? '';
  const span = replacements?.[0] ?? (pointer === '' ? null : spanOfPointer(schema.text, pointer));
  const position = span === null || span === undefined ? null : lines.positionAt(span.start);
  if (replacements === null) return { kind: 'by-hand', file, position };
  if (!inSchema) return { kind: 'possible', file, position };
  const changes = replacements.map((each) => ({ range: lines.rangeOf(each), text: each.text }));
  return { kind: 'included', file, changes };
}

/**
 * The replacements that give a property of a JSON Schema another name, in `properties` and `required`; null where
 * they would not do: others share the declaration, or the key is also named in conditions, defaults or elsewhere.
 */
export function schemaRename(text: string, path: WildPath, to: string): TextReplacement[] | null {
  const name = path.at(-1);
  const schema = parsed(text);
  if (typeof name !== 'string' || schema === null) return null;
  const parent = path.slice(0, -1).flatMap((key) => (key === null ? ['items'] : ['properties', key]));
  const table = parent.reduce(step, schema);
  if (!isObject(table) || !isObject(table.properties) || !Object.hasOwn(table.properties, name)) return null;
  const declared = encodePointer([...parent, 'properties', name]);
  if (isShared(schema, declared) || isNamedElsewhere(table, name)) return null;
  const required: readonly unknown[] = Array.isArray(table.required) ? table.required : [];
  const places = [
    keyAt(text, declared),
    ...required.flatMap((key, index) =>
      key === name ? [keyAt(text, encodePointer([...parent, 'required', String(index)]))] : [],
    ),
  ];
  const replacements = places.flatMap((span) => (span === null ? [] : { ...span, text: JSON.stringify(to) }));
  const ascending = replacements.toSorted((one, other) => one.start - other.start);
  const isSure =
    places.length === replacements.length && isRenamed(applyReplacements(text, ascending), path, to);
  return isSure ? ascending : null;
}

/** Reads the result back: it must know the new name and no longer the old one. */
function isRenamed(text: string, path: WildPath, to: string): boolean {
  const schema = parsed(text);
  const keys = path.map((key) => key ?? '0');
  const names = schema === null ? undefined : new SchemaView(schema).nodeAt(keys.slice(0, -1))?.properties;
  return names?.includes(to) === true && !names.includes(keys.at(-1) ?? '');
}

/** Whether a reference may lead to the declaration, or to something it is in. */
function isShared(part: unknown, pointer: string): boolean {
  if (Array.isArray(part)) return part.some((item) => isShared(item, pointer));
  if (!isObject(part)) return false;
  return Object.entries(part).some(([key, value]) => {
    if (!REFERENCES.has(key) || typeof value !== 'string') return isShared(value, pointer);
    const fragment = value.slice(value.indexOf('#') + 1);
    if (!value.includes('#')) return false;
    // A name instead of a pointer can stand anywhere.
    return !/^(?:\/|$)/.test(fragment) || fragment.includes('%') || `${pointer}/`.startsWith(`${fragment}/`);
  });
}

const REFERENCES: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

/** Whether a table's schema has the name outside of `properties` and `required`. */
function isNamedElsewhere({ properties: _, required: __, ...rest }: Record<string, unknown>, name: string) {
  return mentions(rest, name);
}

function mentions(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some((item) => item === name || mentions(item, name));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, member]) => key === name || mentions(member, name));
}

const STRING = /"(?:[^"\\]|\\.)*"/y;

/** The whole string a pointer leads to: a key, or an item of a list. */
function keyAt(text: string, pointer: string): Span | null {
  const found = spanOfPointer(text, pointer);
  if (found === null) return null;
  STRING.lastIndex = found.start;
  const match = STRING.exec(text);
  return match === null ? null : { start: found.start, end: found.start + match[0].length };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
