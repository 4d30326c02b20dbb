/**
 * One place of the data may be described by many schemas: the one standing there, what its `$ref` names,
 * the members of its `allOf`, and, as possibilities, its `oneOf`, `anyOf`, `then`, `else`. This file
 * flattens them into a list of parts and finds the parts of a key or of the items below.
 */
import { isObject, type JsonObject, own, ownArray, ownObject, sameJson } from './json.ts';
import { encodePointer } from './pointer.ts';
import { enter, referenceOf, type SchemaBase, type SchemaReferences } from './references.ts';

/** `sure` parts always hold; a `choice` is one of several forms; a `condition` holds in some cases. */
export type Standing = 'sure' | 'choice' | 'condition';

export interface Part {
  readonly schema: JsonObject;
  readonly base: SchemaBase;
  readonly pointer: string;
  readonly standing: Standing;
}

/** What describes a place. `known` is false where a reference leads nowhere: anything may be meant. */
export interface Parts {
  readonly list: readonly Part[];
  readonly known: boolean;
}

/** A schema before its references and combinations are followed. */
export interface Seed {
  readonly schema: unknown;
  readonly base: SchemaBase;
  readonly pointer: string;
  readonly standing: Standing;
}

/** More parts than this say nothing a person could read; the rest is left out. */
const MAX_PARTS = 400;

/** The keys a table has already, with their values where those are scalars. */
export type WrittenKeys = ReadonlyMap<string, string | number | boolean | undefined>;

const NOTHING_WRITTEN: WrittenKeys = new Map();

/**
 * Follows references and combinations; a schema that comes back to itself is counted once. Of the forms of a `oneOf`
 * or `anyOf`, those that what is written rules out are left out, unless that leaves none.
 */
export function expand(
  seeds: readonly Seed[],
  references: SchemaReferences,
  written: WrittenKeys = NOTHING_WRITTEN,
): Parts {
  const list: Part[] = [];
  const seen = new Set<unknown>();
  let known = true;

  const visit = (seed: Seed): void => {
    if (!isObject(seed.schema) || seen.has(seed.schema) || list.length >= MAX_PARTS) return;
    seen.add(seed.schema);
    const part: Part = { ...seed, schema: seed.schema };
    list.push(part);
    const reference = referenceOf(part.schema);
    if (reference !== undefined) {
      const target = references.resolve(reference, part.base);
      if (target === null) known = false;
      else visit({ ...target, standing: part.standing });
    }
    for (const member of members(part, 'allOf', part.standing)) visit(member);
    for (const keyword of ['oneOf', 'anyOf'])
      possible(choices(part, keyword), part.standing, written, references).forEach(visit);
    for (const keyword of ['then', 'else']) {
      const schema = own(part.schema, keyword);
      if (schema !== undefined) visit(below(part, schema, [keyword], 'condition'));
    }
    for (const [key, schema] of Object.entries(ownObject(part.schema, 'dependentSchemas') ?? {})) {
      visit(below(part, schema, ['dependentSchemas', key], 'condition'));
    }
  };
  seeds.forEach(visit);
  return { list, known };
}

/** Runs the match of a pattern, which a schema may have made to take forever, or refuses to. */
export type Watch = (match: () => boolean) => boolean;

/** The schemas of the value under `key`; `forbidden` when a schema says that the key must not be there. */
export function childSeeds(
  parts: Parts,
  key: string,
  watch: Watch,
): { readonly seeds: Seed[]; readonly forbidden: boolean } {
  const seeds: Seed[] = [];
  let forbidden = false;
  for (const part of parts.list) {
    const found = propertySeeds(part, key, watch);
    if (found.length === 0) found.push(...otherwise(part, ['additionalProperties', 'unevaluatedProperties']));
    for (const seed of found) {
      if (seed.schema !== false) seeds.push(seed);
      else if (part.standing === 'sure') forbidden = true;
    }
  }
  return { seeds, forbidden };
}

/** The schemas of the item at `index` of an array. */
export function itemSeeds(parts: Parts, index: number): Seed[] {
  return parts.list.flatMap((part) => {
    const keyword = ownArray(part.schema, 'prefixItems') === undefined ? 'items' : 'prefixItems';
    const tuple = ownArray(part.schema, keyword);
    if (tuple !== undefined && index < tuple.length) {
      return [below(part, tuple[index], [keyword, String(index)], part.standing)];
    }
    return otherwise(
      part,
      tuple === undefined || keyword === 'prefixItems' ? ['items'] : ['additionalItems'],
    );
  });
}

/** The keys a part declares by name, in the order of the schema. */
export function declaredKeys(part: Part): string[] {
  const properties = ownObject(part.schema, 'properties') ?? {};
  return Object.keys(properties).filter((key) => own(properties, key) !== false);
}

function propertySeeds(part: Part, key: string, watch: Watch): Seed[] {
  const seeds: Seed[] = [];
  const properties = ownObject(part.schema, 'properties');
  if (properties !== undefined && Object.hasOwn(properties, key)) {
    seeds.push(below(part, properties[key], ['properties', key], part.standing));
  }
  for (const [pattern, schema] of Object.entries(ownObject(part.schema, 'patternProperties') ?? {})) {
    if (watch(() => patternOf(pattern)?.test(key) === true))
      seeds.push(below(part, schema, ['patternProperties', pattern], part.standing));
  }
  return seeds;
}

function otherwise(part: Part, keywords: readonly string[]): Seed[] {
  for (const keyword of keywords) {
    const schema = own(part.schema, keyword);
    if (isObject(schema) || schema === false) return [below(part, schema, [keyword], part.standing)];
  }
  return [];
}

function members(part: Part, keyword: string, standing: Standing): Seed[] {
  const schemas = ownArray(part.schema, keyword) ?? [];
  return schemas.map((schema, index) => below(part, schema, [keyword, String(index)], standing));
}

/** The forms of a `oneOf` or `anyOf`. TOML has no null, so `T | null` is just `T`. */
function choices(part: Part, keyword: string): Seed[] {
  const forms = members(part, keyword, part.standing === 'sure' ? 'choice' : part.standing);
  const real = forms.filter((form) => !(isObject(form.schema) && own(form.schema, 'type') === 'null'));
  return real.length === 1 && real.length < forms.length
    ? real.map((form) => ({ ...form, standing: part.standing }))
    : real;
}

/** The forms that may still be meant; the only one left is no choice any more. */
function possible(
  forms: readonly Seed[],
  standing: Standing,
  written: WrittenKeys,
  references: SchemaReferences,
): readonly Seed[] {
  if (written.size === 0) return forms;
  const left = forms.filter((form) => !isRuledOut(form, written, references));
  if (left.length === 0) return forms;
  return left.length === 1 ? left.map((form) => ({ ...form, standing })) : left;
}

/** References that lead further than this are taken to allow anything. */
const MAX_REFERENCES_FOLLOWED = 8;

/** Whether a form asks for another value of a key than is written, or does not take the key. */
function isRuledOut(form: Seed, written: WrittenKeys, references: SchemaReferences, depth = 0): boolean {
  const { schema } = form;
  if (!isObject(schema)) return schema === false;
  const reference = depth < MAX_REFERENCES_FOLLOWED ? referenceOf(schema) : undefined;
  const target = reference === undefined ? null : references.resolve(reference, form.base);
  if (target !== null && isRuledOut({ ...target, standing: form.standing }, written, references, depth + 1))
    return true;
  const properties = ownObject(schema, 'properties') ?? {};
  const takesOthers =
    own(schema, 'additionalProperties') !== false || own(schema, 'patternProperties') !== undefined;
  return [...written].some(([key, value]) => {
    const property = own(properties, key);
    if (property === undefined) return !takesOthers;
    return property === false || (value !== undefined && isObject(property) && excludes(property, value));
  });
}

function excludes(property: JsonObject, value: unknown): boolean {
  const only = own(property, 'const');
  const listed = ownArray(property, 'enum');
  return (
    (only !== undefined && !sameJson(only, value)) ||
    (listed !== undefined && !listed.some((each) => sameJson(each, value)))
  );
}

function below(part: Part, schema: unknown, path: readonly string[], standing: Standing): Seed {
  const pointer = `${part.pointer}${encodePointer(path)}`;
  return { schema, base: enter(schema, part.base), pointer, standing };
}

const compiledPatterns = new Map<string, RegExp | null>();
const MAX_COMPILED_PATTERNS = 1_000;

/** A pattern of a schema as a regular expression; null when it is none, and then it matches nothing. */
export function patternOf(pattern: string): RegExp | null {
  const known = compiledPatterns.get(pattern);
  if (known !== undefined) return known;
  if (compiledPatterns.size >= MAX_COMPILED_PATTERNS) compiledPatterns.clear();
  const compiled = compilePattern(pattern, 'u') ?? compilePattern(pattern, '');
  compiledPatterns.set(pattern, compiled);
  return compiled;
}

function compilePattern(pattern: string, flags: string): RegExp | null {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return null;
  }
}
