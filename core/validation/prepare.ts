/**
 * Rewrites a schema so that ajv sees only what it understands the same way in every draft: references are
 * resolved by `shared/schema` and become plain ids, draft-04 spellings are translated, identifiers and unknown
 * keywords are dropped. What makes a schema unusable is thrown, what only weakens it is a warning.
 */
import type { StrataError } from '../../shared/contract/errors.ts';
import { isObject, type JsonObject } from '../../shared/schema/json.ts';
import { patternOf } from '../../shared/schema/parts.ts';
import { escapeSegment } from '../../shared/schema/pointer.ts';
import {
  enter,
  referenceOf,
  type SchemaBase,
  type SchemaReferences,
  type SchemaTarget,
} from '../../shared/schema/references.ts';
import { hasScheme } from '../../shared/schema/uri.ts';
import { badSchema, type SchemaWarning } from './bad-schema.ts';
import { endlessReference } from './endless.ts';

/** A schema as ajv gets it. No prototype, so a property called `__proto__` is one like any other. */
export type PreparedSchema = { [keyword: string]: unknown };

export interface Prepared {
  readonly root: PreparedSchema | boolean;
  /** What references lead to, by the id that stands in `$ref`. */
  readonly targets: ReadonlyMap<string, PreparedSchema | boolean>;
  /** The JSON Pointer of every prepared schema; `other.json#/...` in another document. */
  readonly pointers: ReadonlyMap<object, string>;
  readonly warnings: readonly SchemaWarning[];
  /** Whether `unevaluatedProperties` or `unevaluatedItems` stands anywhere. */
  readonly usesUnevaluated: boolean;
}

/** Nesting of schemas in schemas; ajv overflows the stack at about a thousand. */
export const MAX_SCHEMA_DEPTH = 64;
/** Far more than published schemas of several megabytes hold. */
export const MAX_SCHEMA_NODES = 250_000;
/** A table or item of more schemas is compiled by itself, when data first reaches it. */
const MAX_UNIT_NODES = 25;
/** Longer patterns are not written by people; they are left unchecked. */
export const MAX_PATTERN_LENGTH = 2_000;

export function prepareSchema(references: SchemaReferences, read: (path: string) => unknown): Prepared {
  const preparation = new Preparation(references, read);
  const root = preparation.target(references.root);
  preparation.finish();
  const endless = endlessReference(preparation.targets);
  if (endless !== null) {
    const places = endless.map((schema) => preparation.pointers.get(schema) ?? '');
    const way = places.map((pointer) => pointer || 'the top').join(' → ');
    const name = references.root.base.document.uri || 'the schema';
    throw badSchema(name, places[0] ?? '', `it refers to itself without end: ${way}`);
  }
  return {
    root: preparation.targets.get(root) ?? true,
    targets: preparation.targets,
    pointers: preparation.pointers,
    warnings: preparation.warnings,
    usesUnevaluated: preparation.usesUnevaluated,
  };
}

const SCHEMA_KEYWORDS = new Set([
  'additionalItems',
  'contains',
  'else',
  'if',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const SCHEMA_LIST_KEYWORDS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
/** Checked by ajv as they are, or read when a problem is put into words. */
const PLAIN_KEYWORDS = new Set([
  'type',
  'enum',
  'const',
  'multipleOf',
  'maximum',
  'minimum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'format',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxContains',
  'minContains',
  'maxProperties',
  'minProperties',
  'title',
  'description',
  'default',
  'examples',
  'errorMessage',
  'patternErrorMessage',
]);

/** Where in which document something stands, and how many schemas around it. */
interface Place {
  readonly base: SchemaBase;
  readonly pointer: string;
  readonly depth: number;
}

class Preparation {
  readonly targets = new Map<string, PreparedSchema | boolean>();
  readonly pointers = new Map<object, string>();
  readonly warnings: SchemaWarning[] = [];
  usesUnevaluated = false;
  readonly #references: SchemaReferences;
  readonly #read: (path: string) => unknown;
  readonly #prepared = new Map<object, PreparedSchema>();
  readonly #ids = new Map<unknown, string>();
  /** Schemas prepared for the unit that is being put together. */
  #unitNodes = 0;
  readonly #pending: (SchemaTarget & { readonly id: string })[] = [];

  constructor(references: SchemaReferences, read: (path: string) => unknown) {
    this.#references = references;
    this.#read = read;
  }

  /** The id under which a target will be registered. */
  target(target: SchemaTarget): string {
    const known = this.#ids.get(target.schema);
    if (known !== undefined) return known;
    const id = `strata:${this.#ids.size}`;
    this.#ids.set(target.schema, id);
    this.#pending.push({ ...target, id });
    return id;
  }

  finish(): void {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      const { id, schema, base, pointer } = next;
      this.targets.set(id, this.#schema(schema, { base, pointer, depth: 0 }));
    }
  }

  /** `place.base` is the one inside the schema: its own `$id` has been taken up. */
  #schema(schema: unknown, place: Place): PreparedSchema | boolean {
    if (typeof schema === 'boolean') return schema;
    if (!isObject(schema)) throw this.#refusal(place, 'a schema must be an object, true or false');
    const known = this.#prepared.get(schema);
    if (known !== undefined) return known;
    if (place.depth > MAX_SCHEMA_DEPTH) {
      throw this.#refusal(place, `schemas are nested more than ${MAX_SCHEMA_DEPTH} deep`);
    }
    if (this.#prepared.size >= MAX_SCHEMA_NODES) {
      throw badSchema(this.#name, '', `it holds more than ${MAX_SCHEMA_NODES} schemas`);
    }
    const prepared: PreparedSchema = Object.create(null);
    this.#prepared.set(schema, prepared);
    this.#unitNodes += 1;
    this.pointers.set(prepared, nameOf(place));
    this.#reference(schema, prepared, place);
    for (const [keyword, value] of Object.entries(schema)) {
      const changed = this.#keyword(keyword, value, below(place, keyword));
      if (changed !== undefined) prepared[keyword] = changed;
    }
    translateDraft4(prepared);
    moveUnusualKey(prepared);
    return prepared;
  }

  #inner(value: unknown, place: Place): PreparedSchema | boolean {
    return this.#schema(value, { ...place, base: enter(value, place.base), depth: place.depth + 1 });
  }

  /** A schema of what is inside the value. A large one becomes a unit of its own, by a reference in its place. */
  #child(value: unknown, place: Place): PreparedSchema | boolean {
    const before = this.#unitNodes;
    this.#unitNodes = 0;
    const schema = this.#inner(value, place);
    const nodes = this.#unitNodes;
    this.#unitNodes = before + nodes;
    if (nodes <= MAX_UNIT_NODES || typeof schema === 'boolean') return schema;
    this.#unitNodes = before + 1;
    const unit: PreparedSchema = Object.create(null);
    unit.$ref = this.#unitId(value, schema);
    this.pointers.set(unit, nameOf(place));
    return unit;
  }

  #unitId(source: unknown, schema: PreparedSchema): string {
    const known = this.#ids.get(source);
    if (known !== undefined) return known;
    const id = `strata:${this.#ids.size}`;
    this.#ids.set(source, id);
    this.targets.set(id, schema);
    return id;
  }

  /** What stands under a keyword, prepared; undefined where ajv is not to see it. */
  #keyword(keyword: string, value: unknown, place: Place): unknown {
    if (PLAIN_KEYWORDS.has(keyword)) return value;
    if (SCHEMA_KEYWORDS.has(keyword)) {
      this.usesUnevaluated ||= keyword.startsWith('unevaluated');
      return this.#inner(value, place);
    }
    if (SCHEMA_LIST_KEYWORDS.has(keyword)) return this.#list(value, place);
    switch (keyword) {
      case 'items':
        return Array.isArray(value) ? this.#list(value, place) : this.#child(value, place);
      case 'additionalProperties':
        return this.#child(value, place);
      case 'properties':
        return this.#map(value, place, (item, at) => this.#child(item, at));
      case 'dependentSchemas':
        return this.#map(value, place, (item, at) => this.#inner(item, at));
      case 'patternProperties':
        return this.#map(value, place, (item, at, key) =>
          this.#isUsable(key, at) ? this.#child(item, at) : undefined,
        );
      case 'dependentRequired':
        return this.#map(value, place, (item, at) => this.#names(item, at));
      case 'dependencies':
        return this.#map(value, place, (item, at) =>
          Array.isArray(item) ? this.#names(item, at) : this.#inner(item, at),
        );
      case 'required':
        return this.#names(value, place);
      case 'pattern':
        if (typeof value !== 'string') throw this.#refusal(place, 'a pattern must be a string');
        return this.#isUsable(value, place) ? value : undefined;
      default:
        return undefined;
    }
  }

  #reference(schema: JsonObject, prepared: PreparedSchema, { base, pointer, depth }: Place): void {
    const reference = referenceOf(schema);
    if (reference === undefined) return;
    const place: Place = { base, pointer: `${pointer}/$ref`, depth };
    this.#load(reference, place);
    const target = this.#references.resolve(reference, base);
    if (target !== null) {
      prepared.$ref = this.target(target);
      return;
    }
    const missing = this.#references.missingDocument(reference, base);
    const [foreign] = missing.filter(hasScheme);
    const [path] = missing.filter(isInWorkspace);
    const part = `The part of ${this.#name} that refers to ${reference} is not checked`;
    if (foreign !== undefined) {
      this.#warn(
        place,
        `${part}: ${foreign} is not part of the workspace, and you have not agreed to use it.`,
        {
          suggestion:
            'Agree by pressing the schema in the status bar, validate with --allow-remote-schemas, or save a copy in the workspace.',
        },
      );
    } else if (path !== undefined) {
      this.#warn(place, `${part}: the file ${path} does not exist.`, {
        severity: 'error',
        suggestion: `Create ${path}, or correct the reference.`,
      });
    } else throw this.#refusal(place, `nothing is found at "${reference}"`);
  }

  /** Reads the document a reference names, once: a workspace file, or one at an address that may be used. */
  #load(reference: string, place: Place): void {
    for (const uri of this.#references.missingDocument(reference, place.base)) {
      if (!hasScheme(uri) && !isInWorkspace(uri)) continue;
      const document = this.#read(uri);
      if (document === undefined) continue;
      if (!isObject(document) && typeof document !== 'boolean') {
        throw this.#refusal(place, `${uri} holds no schema`);
      }
      this.#references.add(uri, document);
      return;
    }
  }

  #isUsable(pattern: string, place: Place): boolean {
    const reason =
      pattern.length > MAX_PATTERN_LENGTH
        ? `is longer than ${MAX_PATTERN_LENGTH} characters`
        : patternOf(pattern) === null && 'is not a regular expression of JavaScript';
    if (reason === false) return true;
    const shown = pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
    this.#warn(place, `The pattern ${shown} of ${this.#name} ${reason}; it is not checked.`);
    return false;
  }

  #list(value: unknown, place: Place): readonly (PreparedSchema | boolean)[] {
    if (!Array.isArray(value) || value.length === 0)
      throw this.#refusal(place, 'a list of schemas is expected');
    return value.map((item, index) => this.#inner(item, below(place, String(index))));
  }

  #map(
    value: unknown,
    place: Place,
    change: (value: unknown, place: Place, key: string) => unknown,
  ): PreparedSchema {
    if (!isObject(value)) throw this.#refusal(place, 'an object of schemas is expected');
    const changed: PreparedSchema = Object.create(null);
    for (const [key, item] of Object.entries(value)) {
      const prepared = change(item, below(place, key), key);
      if (prepared !== undefined) changed[key] = prepared;
    }
    return changed;
  }

  #names(value: unknown, place: Place): readonly string[] {
    if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
    throw this.#refusal(place, 'a list of keys is expected');
  }

  #warn(place: Place, message: string, more: Omit<SchemaWarning, 'pointer' | 'message'> = {}): void {
    this.warnings.push({ pointer: nameOf(place), message, ...more });
  }

  #refusal(place: Place, reason: string): StrataError {
    return badSchema(this.#name, nameOf(place), reason);
  }

  get #name(): string {
    return this.#references.root.base.document.uri || 'the schema';
  }
}

/** Whether a reference stays among the files of the workspace. */
function isInWorkspace(uri: string): boolean {
  return !hasScheme(uri) && !uri.startsWith('..') && !uri.startsWith('/');
}

function below(place: Place, segment: string): Place {
  return { ...place, pointer: `${place.pointer}/${escapeSegment(segment)}` };
}

/** A pointer, with the name of the document unless that is the schema itself. */
function nameOf({ base, pointer }: Place): string {
  return base.document.isRoot ? pointer : `${base.document.uri}#${pointer}`;
}

/** Draft-04 says `minimum: 1, exclusiveMinimum: true` where later drafts say `exclusiveMinimum: 1`. */
function translateDraft4(prepared: PreparedSchema): void {
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof prepared[exclusive] !== 'boolean') continue;
    if (prepared[exclusive] === true && typeof prepared[limit] === 'number') {
      prepared[exclusive] = prepared[limit];
      delete prepared[limit];
    } else delete prepared[exclusive];
  }
}

const UNUSUAL_KEY = '__proto__';

/** ajv leaves a property called `__proto__` out; as a pattern it is checked like the others. */
function moveUnusualKey(prepared: PreparedSchema): void {
  const { properties, patternProperties } = prepared;
  if (!isObject(properties) || !Object.hasOwn(properties, UNUSUAL_KEY)) return;
  const { [UNUSUAL_KEY]: moved, ...others } = properties;
  prepared.properties = copied(others);
  prepared.patternProperties = copied(isObject(patternProperties) ? patternProperties : {});
  (prepared.patternProperties as PreparedSchema)[`^${UNUSUAL_KEY}$`] = moved;
}

function copied(map: JsonObject): PreparedSchema {
  const copy: PreparedSchema = Object.create(null);
  for (const [key, value] of Object.entries(map)) copy[key] = value;
  return copy;
}
