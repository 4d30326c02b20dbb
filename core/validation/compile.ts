/**
 * From a JSON Schema to functions that check data, through ajv 8. Schemas come from the workspace and are
 * not trusted: they are limited in size, never fetched from the network, and their patterns may hang, so
 * this runs where a deadline can end it.
 */
import { createHash } from 'node:crypto';
import { Ajv, type AnySchema, type ErrorObject, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, own, ownString } from '../../shared/schema/json.ts';
import { patternOf, type Watch } from '../../shared/schema/parts.ts';
import { SchemaReferences } from '../../shared/schema/references.ts';
import { SchemaView } from '../../shared/schema/view.ts';
import { badSchema, type SchemaWarning } from './bad-schema.ts';
import { addFormats } from './formats.ts';
import { replaceKeywords } from './keywords.ts';
import { type Prepared, prepareSchema } from './prepare.ts';
import { SchemaUnits } from './units.ts';

/** An error of ajv with the data and schemas it is about. */
export type RawError = ErrorObject;

export interface CompileOptions {
  /** The schema's workspace path: named in messages, and where its relative references start. */
  readonly path: string;
  /** The parsed content of another workspace file; undefined when there is none. Without it nothing is read. */
  readonly read?: (path: string) => unknown;
  /** Runs each part of the work. None goes on without end, but a schema of many megabytes takes its time. */
  readonly step?: <T>(work: () => T) => T;
}

export interface CompiledSchema {
  readonly path: string;
  /** For navigation, hover and completion; knows the same documents. */
  readonly view: SchemaView;
  /** What is not checked, and why; part of it is known only when data has been checked. */
  readonly warnings: readonly SchemaWarning[];
  /**
   * At most `MAX_ERRORS`. Data as `toValidatable` makes it: no bigint, objects with or without a prototype. An
   * object is checked once: it must not change afterwards.
   */
  validate(data: unknown): readonly RawError[];
  /** As `validate`, by one schema inside this one: a form of an `anyOf` that an error has named. */
  validateBy(schema: unknown, data: unknown): readonly RawError[];
  /** JSON Pointer of a schema inside this one; `other.json#/...` in another document. */
  pointerOf(schema: unknown): string | undefined;
}

/** More errors than this are one mistake repeated. */
export const MAX_ERRORS = 1_000;
/** As JSON without spaces, in UTF-16 units. */
export const MAX_SCHEMA_LENGTH = 16 * 1024 * 1024;
const MAX_CACHED = 16;

const cache = new Map<string, CompiledSchema>();

/**
 * Compiles a schema, or returns what was compiled from the same content before. The draft is chosen by
 * `$schema`; draft-04 and draft-06 are read as draft-07, a schema that does not say as 2020-12.
 *
 * @param schema parsed JSON
 * @throws StrataError BAD_SCHEMA, with the JSON Pointer and the reason in its details
 */
export function compileSchema(schema: unknown, options: CompileOptions): CompiledSchema {
  const { step = (work) => work() } = options;
  const text = step(() => jsonText(schema, options.path));
  const consulted = new Map<string, unknown>();
  const read = (path: string) => {
    const document = options.read?.(path);
    consulted.set(path, document);
    return document;
  };
  const references = step(() => new SchemaReferences(schema, options.path));
  const prepared = step(() => prepareSchema(references, read));
  const documents = [...consulted].map(([path, document]) => [
    path,
    document === undefined ? null : document,
  ]);
  const key = createHash('sha256')
    .update(JSON.stringify([options.path, documents]))
    .update(text)
    .digest('hex');
  const known = cache.get(key);
  if (known !== undefined) return known;
  const compiled = step(() => compile(prepared, references, options.path));
  const oldest = cache.keys().next().value;
  if (cache.size >= MAX_CACHED && oldest !== undefined) cache.delete(oldest);
  cache.set(key, compiled);
  return compiled;
}

/**
 * A schema for navigation, hover and completion alone, its patterns matched by `watch`.
 *
 * @throws StrataError BAD_SCHEMA as `compileSchema` does
 */
export function viewSchema(schema: unknown, { path, read }: CompileOptions, watch: Watch): SchemaView {
  jsonText(schema, path);
  const references = new SchemaReferences(schema, path);
  // Loads the documents it refers to.
  prepareSchema(references, read ?? (() => undefined));
  return new SchemaView(references, { watch });
}

/**
 * The JSON text of a schema file as a value.
 *
 * @throws StrataError BAD_SCHEMA naming the line that is not JSON
 */
export function parseSchema(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badSchema(path, '', `it is not JSON (${reason})`);
  }
}

function compile(prepared: Prepared, references: SchemaReferences, path: string): CompiledSchema {
  const ajv = createAjv(references.root.schema);
  // Keeping account of what was evaluated costs time wherever nothing asks for it.
  ajv.opts.unevaluated = prepared.usesUnevaluated;
  const units = new SchemaUnits(ajv, prepared, path);
  const run = (schema: unknown, data: unknown): readonly RawError[] => {
    const validator = units.validatorOf(schema);
    try {
      return validator(data) ? [] : (validator.errors ?? []).slice(0, MAX_ERRORS);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw badSchema(path, '', 'it refers to itself without end');
    }
  };
  const checked = new WeakMap<object, readonly RawError[]>();
  const validate = (data: unknown): readonly RawError[] => {
    if (!isObject(data)) return run(prepared.root, data);
    // What is one layer's alone is checked as a layer and as a whole, and most environments share most layers.
    const known = checked.get(data);
    if (known !== undefined) return known;
    const errors = run(prepared.root, data);
    checked.set(data, errors);
    return errors;
  };
  try {
    units.compile();
  } catch (error) {
    throw explained(error, references.root.schema, path);
  }
  return {
    path,
    view: new SchemaView(references),
    get warnings() {
      return [...prepared.warnings, ...units.warnings];
    },
    validate,
    validateBy: run,
    pointerOf: (schema) => (isObject(schema) ? prepared.pointers.get(schema) : undefined),
  };
}

/** ajv keeps the pattern's text for messages; the expression itself is the one navigation uses too. */
const regExp = Object.assign((pattern: string) => patternOf(pattern) ?? /(?:)/, { code: 'patternOf' });

const OPTIONS: Options = {
  allErrors: true,
  // Our own words are made from the schema and the data; without messages and optimisation ajv compiles
  // three times faster and validates as fast.
  verbose: true,
  messages: false,
  strict: false,
  // inf and nan are TOML floats like any other.
  strictNumbers: false,
  // 0.3 is a multiple of 0.1, whatever binary fractions say.
  multipleOfPrecision: 9,
  validateSchema: false,
  addUsedSchema: false,
  logger: false,
  code: { optimize: false, regExp },
};

function createAjv(schema: unknown): Ajv {
  const Dialect = dialectOf(schema);
  const ajv = new Dialect(OPTIONS);
  addFormats(ajv);
  replaceKeywords(ajv);
  return ajv;
}

function dialectOf(schema: unknown): typeof Ajv | typeof Ajv2019 | typeof Ajv2020 {
  const draft = isObject(schema) ? (ownString(schema, '$schema') ?? '') : '';
  if (/draft-0[3467]/.test(draft)) return Ajv;
  if (draft.includes('2019-09')) return Ajv2019;
  // A list under `items` is a tuple in the older drafts and nonsense in the newest.
  return draft === '' && hasTuple(schema) ? Ajv : Ajv2020;
}

function hasTuple(value: unknown, depth = 0): boolean {
  if (depth > 64 || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => hasTuple(item, depth + 1));
  if (isObject(value) && Array.isArray(own(value, 'items'))) return true;
  return Object.values(value).some((item) => hasTuple(item, depth + 1));
}

/** ajv says what it stumbled over but seldom where; the meta-schema knows. */
function explained(error: unknown, schema: unknown, path: string): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const Dialect = dialectOf(schema);
  const ajv = new Dialect({ strict: false, logger: false, validateFormats: false });
  const meta = Dialect === Ajv ? 'http://json-schema.org/draft-07/schema' : undefined;
  const target = isObject(schema) ? { ...schema, $schema: meta ?? ajv.opts.defaultMeta } : schema;
  if (ajv.validateSchema(target as AnySchema) === true) return badSchema(path, '', reason);
  const deepest = [...(ajv.errors ?? [])].sort(
    (left, right) => right.instancePath.length - left.instancePath.length,
  )[0];
  return badSchema(path, deepest?.instancePath ?? '', deepest?.message ?? reason);
}

function jsonText(schema: unknown, path: string): string {
  let text: string;
  try {
    text = JSON.stringify(schema) ?? '';
  } catch {
    throw badSchema(path, '', 'it is nested too deep');
  }
  if (text.length <= MAX_SCHEMA_LENGTH) return text;
  throw badSchema(path, '', `it is longer than ${MAX_SCHEMA_LENGTH / 1024 / 1024} million characters`);
}
