/** What the schema says about one place, boiled down from all the parts that describe it. */

import { type EditorKeywords, editorKeywords, inKeyOrder, markdownOf, taplo } from './editor-keywords.ts';
import { enumOf } from './enums.ts';
import { isObject, type JsonObject, own, ownArray, ownNumber, ownObject, ownString } from './json.ts';
import { declaredKeys, type Part, type Parts } from './parts.ts';

/** The types of JSON Schema; a TOML table is an `object`, dates are `string` with a format. */
export type SchemaType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/** A template of VS Code's `defaultSnippets`; `body` is a JSON value. */
export interface SchemaSnippet {
  readonly label?: string;
  readonly description?: string;
  readonly body: unknown;
}

export interface SchemaNode extends EditorKeywords {
  /** JSON Pointer of the schema at this place, before references are followed. */
  readonly pointer: string;
  /** [] when anything may stand here. Inferred from other keywords where `type` is missing. */
  readonly types: readonly SchemaType[];
  readonly title?: string;
  /** Plain text. */
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
  readonly examples: readonly unknown[];
  readonly snippets: readonly SchemaSnippet[];
  /** The values named by `enum`, or by the `const`s of a `oneOf`. */
  readonly enum?: readonly unknown[];
  /** Markdown, by position in `enum`; "" where there is none. */
  readonly enumDescriptions: readonly string[];
  /** False when other values than those of `enum` are allowed too. */
  readonly enumComplete: boolean;
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly deprecated: boolean;
  readonly deprecationMessage?: string;
  /** The value must not be shown or stored in the clear. */
  readonly secret: boolean;
  readonly unit?: string;
  /** The value is a length of time; a string names the unit a bare number counts. */
  readonly duration?: true | string;
  /** How the program takes up a change: `hot`, `restart`, or whatever the schema says. */
  readonly reload?: string;
  /** Left out of completion. */
  readonly hidden: boolean;
  readonly required: readonly string[];
  /** Declared keys in schema order, or in that the schema asks for; those of possible forms last. */
  readonly properties: readonly string[];
  /**
   * Keys besides the declared ones: `forbidden`, `allowed`, or `unsaid` (keys are declared and nothing is
   * said about others, which JSON Schema allows and people rarely mean).
   */
  readonly otherKeys: 'forbidden' | 'allowed' | 'unsaid';
  /** `replace`, `append`, `unique` or `by-key:<name>`, for arrays. */
  readonly mergeStrategy?: string;
  /** A page about this key. */
  readonly link?: string;
}

export function nodeOf(parts: Parts, pointer: string): SchemaNode {
  const sure = parts.list.filter((part) => part.standing === 'sure');
  const schemas = sure.map((part) => part.schema);
  const keys = [...new Set([...sure, ...parts.list].flatMap(declaredKeys))];
  const types = typesOf(parts.list);
  return {
    pointer,
    types,
    examples: schemas.flatMap((schema) => ownArray(schema, 'examples') ?? []),
    snippets: schemas.flatMap(snippetsOf),
    ...enumOf(parts.list),
    ...texts(schemas),
    ...limits(schemas),
    uniqueItems: schemas.some((schema) => own(schema, 'uniqueItems') === true),
    deprecated: schemas.some(isDeprecated),
    secret: schemas.some(isSecretSchema),
    hidden: schemas.some(isHidden),
    required: [...new Set(schemas.flatMap(requiredOf))],
    properties: inKeyOrder(keys, schemas),
    otherKeys: otherKeysOf(parts, sure),
    ...extensions(schemas),
    ...editorKeywords(schemas),
  };
}

function typesOf(parts: readonly Part[]): readonly SchemaType[] {
  let types: readonly SchemaType[] | undefined;
  for (const part of parts) {
    const stated = part.standing === 'sure' ? statedTypes(part.schema) : undefined;
    if (stated !== undefined) types = types === undefined ? stated : intersect(types, stated);
  }
  if (types !== undefined) return types;
  const forms = parts.filter((part) => part.standing !== 'sure');
  const possible = new Set(forms.flatMap((part) => statedTypes(part.schema) ?? inferredTypes(part.schema)));
  if (possible.size > 0) return [...possible];
  return [
    ...new Set(
      parts.filter((part) => part.standing === 'sure').flatMap((part) => inferredTypes(part.schema)),
    ),
  ];
}

const SCHEMA_TYPES: readonly string[] = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'];

function statedTypes(schema: JsonObject): readonly SchemaType[] | undefined {
  const type = own(schema, 'type');
  const names = Array.isArray(type) ? type : [type];
  const known = names.filter((name): name is SchemaType => SCHEMA_TYPES.includes(name));
  // TOML has no null: `["string", "null"]` means a string that may be left out.
  const real = known.length > 1 ? known.filter((name) => name !== 'null') : known;
  return real.length > 0 ? real : undefined;
}

const TYPES_BY_KEYWORD: readonly (readonly [SchemaType, readonly string[]])[] = [
  ['object', ['properties', 'additionalProperties', 'patternProperties', 'required', 'propertyNames']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains']],
  ['string', ['pattern', 'minLength', 'maxLength', 'format']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

function inferredTypes(schema: JsonObject): readonly SchemaType[] {
  const values = ownArray(schema, 'enum') ?? (Object.hasOwn(schema, 'const') ? [schema.const] : []);
  if (values.length > 0) return [...new Set(values.map(jsonTypeOf))];
  const found = TYPES_BY_KEYWORD.find(([, keywords]) =>
    keywords.some((keyword) => Object.hasOwn(schema, keyword)),
  );
  return found === undefined ? [] : [found[0]];
}

/** The narrowest JSON Schema type of a JSON value. */
export function jsonTypeOf(value: unknown): SchemaType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}

function intersect(left: readonly SchemaType[], right: readonly SchemaType[]): readonly SchemaType[] {
  const narrowed = left.flatMap((type): readonly SchemaType[] => {
    if (right.includes(type)) return [type];
    if (type === 'integer' && right.includes('number')) return [type];
    return type === 'number' && right.includes('integer') ? ['integer'] : [];
  });
  return narrowed.length > 0 ? narrowed : left;
}

/** Descriptions and the default: the first schema that has one, so what stands beside a `$ref` wins. */
function texts(schemas: readonly JsonObject[]) {
  const title = first(schemas, (schema) => ownString(schema, 'title'));
  const description = first(schemas, (schema) => ownString(schema, 'description'));
  const markdown = first(schemas, markdownOf);
  const withDefault = schemas.find((schema) => Object.hasOwn(schema, 'default'));
  const withConst = schemas.find((schema) => Object.hasOwn(schema, 'const'));
  return {
    ...optional('title', title),
    ...optional('description', description),
    ...optional('markdownDescription', markdown),
    ...(withDefault === undefined ? {} : { default: withDefault.default }),
    ...(withConst === undefined ? {} : { const: withConst.const }),
    ...optional('deprecationMessage', first(schemas, deprecationOf)),
    ...optional(
      'link',
      first(schemas, (schema) => ownString(ownObject(taplo(schema), 'links') ?? {}, 'key')),
    ),
  };
}

/** Where several schemas limit one value, the strictest limit is the one that counts. */
function limits(schemas: readonly JsonObject[]) {
  const numbers = (keyword: string) =>
    schemas.map((schema) => ownNumber(schema, keyword)).filter((number) => number !== undefined);
  const highest = (keyword: string) =>
    numbers(keyword).length > 0 ? Math.max(...numbers(keyword)) : undefined;
  const lowest = (keyword: string) =>
    numbers(keyword).length > 0 ? Math.min(...numbers(keyword)) : undefined;
  const withPattern = schemas.find((schema) => ownString(schema, 'pattern') !== undefined) ?? {};
  return {
    ...draft4Limits(schemas),
    ...optional('exclusiveMinimum', highest('exclusiveMinimum')),
    ...optional('exclusiveMaximum', lowest('exclusiveMaximum')),
    ...optional('multipleOf', numbers('multipleOf')[0]),
    ...optional('minLength', highest('minLength')),
    ...optional('maxLength', lowest('maxLength')),
    ...optional('minItems', highest('minItems')),
    ...optional('maxItems', lowest('maxItems')),
    ...optional('pattern', ownString(withPattern, 'pattern')),
    ...optional(
      'patternErrorMessage',
      ownString(withPattern, 'patternErrorMessage') ?? ownString(withPattern, 'errorMessage'),
    ),
    ...optional(
      'format',
      first(schemas, (schema) => ownString(schema, 'format')),
    ),
  };
}

/** In draft-04 `exclusiveMinimum: true` turns `minimum` into an exclusive one. */
function draft4Limits(schemas: readonly JsonObject[]): Partial<Record<LimitKeyword, number>> {
  const limits: Partial<Record<LimitKeyword, number>> = {};
  for (const schema of schemas) {
    const lower = ownNumber(schema, 'minimum');
    const upper = ownNumber(schema, 'maximum');
    if (lower !== undefined) {
      const keyword = own(schema, 'exclusiveMinimum') === true ? 'exclusiveMinimum' : 'minimum';
      limits[keyword] = Math.max(lower, limits[keyword] ?? lower);
    }
    if (upper !== undefined) {
      const keyword = own(schema, 'exclusiveMaximum') === true ? 'exclusiveMaximum' : 'maximum';
      limits[keyword] = Math.min(upper, limits[keyword] ?? upper);
    }
  }
  return limits;
}

type LimitKeyword = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum';

/** Keywords that are not JSON Schema's own: Strata's, those of editors, those of Kubernetes. */
function extensions(schemas: readonly JsonObject[]) {
  const duration = first(schemas, (schema): true | string | undefined => {
    const value = own(schema, 'x-strata-duration');
    return value === true || (typeof value === 'string' && value !== '') ? value : undefined;
  });
  return {
    ...optional(
      'unit',
      first(schemas, (schema) => ownString(schema, 'x-strata-unit')),
    ),
    ...optional('duration', duration),
    ...optional(
      'reload',
      first(schemas, (schema) => ownString(schema, 'x-strata-reload')),
    ),
    ...optional('mergeStrategy', first(schemas, mergeStrategyOf)),
  };
}

const KUBERNETES_LISTS: ReadonlyMap<string, string> = new Map([
  ['atomic', 'replace'],
  ['set', 'unique'],
]);

function mergeStrategyOf(schema: JsonObject): string | undefined {
  const strategy = ownString(schema, 'x-strata-merge');
  if (strategy !== undefined) return strategy;
  const list = ownString(schema, 'x-kubernetes-list-type');
  const key = ownArray(schema, 'x-kubernetes-list-map-keys')?.[0];
  if (list === 'map' && typeof key === 'string') return `by-key:${key}`;
  return list === undefined ? undefined : KUBERNETES_LISTS.get(list);
}

function isDeprecated(schema: JsonObject): boolean {
  const deprecated = own(schema, 'deprecated');
  return (
    deprecated === true ||
    (typeof deprecated === 'string' && deprecated !== '') ||
    deprecationOf(schema) !== undefined
  );
}

function deprecationOf(schema: JsonObject): string | undefined {
  const message = ownString(schema, 'deprecationMessage') ?? ownString(schema, 'deprecated');
  return message === '' ? undefined : message;
}

function isSecretSchema(schema: JsonObject): boolean {
  return (
    own(schema, 'x-strata-secret') === true ||
    own(schema, 'secret') === true ||
    own(schema, 'format') === 'password'
  );
}

function isHidden(schema: JsonObject): boolean {
  return own(taplo(schema), 'hidden') === true || own(schema, 'doNotSuggest') === true;
}

function requiredOf(schema: JsonObject): string[] {
  const required = ownArray(schema, 'required') ?? [];
  return required.filter((key) => typeof key === 'string');
}

function snippetsOf(schema: JsonObject): SchemaSnippet[] {
  return (ownArray(schema, 'defaultSnippets') ?? []).filter(isObject).map((snippet) => ({
    ...optional('label', ownString(snippet, 'label')),
    ...optional('description', ownString(snippet, 'description')),
    body: own(snippet, 'body') ?? own(snippet, 'bodyText'),
  }));
}

function otherKeysOf(parts: Parts, sure: readonly Part[]): SchemaNode['otherKeys'] {
  const forms = parts.list.filter((part) => part.standing === 'choice' && declaredKeys(part).length > 0);
  if (sure.some(forbidsOthers) || (forms.length > 0 && forms.every(forbidsOthers))) return 'forbidden';
  if (!parts.known || parts.list.some(speaksOfOthers)) return 'allowed';
  return parts.list.some((part) => declaredKeys(part).length > 0) ? 'unsaid' : 'allowed';
}

function forbidsOthers(part: Part): boolean {
  return (
    own(part.schema, 'additionalProperties') === false || own(part.schema, 'unevaluatedProperties') === false
  );
}

function speaksOfOthers(part: Part): boolean {
  const keywords = ['additionalProperties', 'unevaluatedProperties', 'propertyNames'];
  return keywords.some((keyword) => Object.hasOwn(part.schema, keyword));
}

function first<T>(
  schemas: readonly JsonObject[],
  read: (schema: JsonObject) => T | undefined,
): T | undefined {
  for (const schema of schemas) {
    const value = read(schema);
    if (value !== undefined) return value;
  }
  return undefined;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
