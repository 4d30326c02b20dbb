/**
 * The functions that check data, one for each unit of a schema: the whole, what a reference leads to, large schemas
 * inside it. A unit is compiled when data first reaches it, so a schema of megabytes costs what is used of it, and a
 * chain of references is never followed further than the data goes.
 */
import { _, type Ajv, type AnySchema, type ErrorObject, Name, type ValidateFunction } from 'ajv';
import { strConcat } from 'ajv/dist/compile/codegen/index.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import { isObject, type JsonObject } from '../../shared/schema/json.ts';
import { escapeSegment } from '../../shared/schema/pointer.ts';
import type { SchemaWarning } from './bad-schema.ts';
import type { Prepared } from './prepare.ts';

/** Schemas with more parts are not compiled ahead of their use. */
const MAX_EAGER_PARTS = 500;
/** Keys of a table that are compiled together. */
const MAX_EAGER_PROPERTIES = 50;

/** Variables of the functions that ajv writes. */
const INSTANCE_PATH = new Name('instancePath');
const ALL_ERRORS = new Name('vErrors');
const ERROR_COUNT = new Name('errors');

export class SchemaUnits {
  /** Units that cannot be compiled and therefore check nothing, as they are found. */
  readonly warnings: SchemaWarning[] = [];
  readonly #ajv: Ajv;
  readonly #prepared: Prepared;
  readonly #path: string;
  readonly #validators = new Map<unknown, ValidateFunction>();
  readonly #units = new Map<string, { readonly validate: ValidateFunction }>();

  constructor(ajv: Ajv, prepared: Prepared, path: string) {
    this.#ajv = ajv;
    this.#prepared = prepared;
    this.#path = path;
    ajv.removeKeyword('$ref');
    ajv.addKeyword({
      keyword: '$ref',
      schemaType: 'string',
      code: (context) => {
        const unit = context.gen.scopeValue('wrapper', { ref: this.#unit(context.schema) });
        callRef(context, _`${unit}.validate`);
      },
    });
    // With it ajv has to see all properties at once.
    if (!prepared.usesUnevaluated) this.#replaceProperties();
  }

  /**
   * Compiles the whole; of a small schema every unit.
   *
   * @throws Error of ajv for a keyword it cannot use
   */
  compile(): void {
    this.validatorOf(this.#prepared.root);
    if (this.#prepared.pointers.size > MAX_EAGER_PARTS) return;
    for (const target of this.#prepared.targets.values()) this.validatorOf(target);
  }

  /** @throws Error of ajv for a keyword it cannot use */
  validatorOf(schema: unknown): ValidateFunction {
    const known = this.#validators.get(schema);
    if (known !== undefined) return known;
    // ajv compiles a boolean by itself, but an error of it names no schema.
    const validator = this.#ajv.compile(
      typeof schema === 'boolean' ? { allOf: [schema] } : (schema as AnySchema),
    );
    this.#validators.set(schema, validator);
    return validator;
  }

  /** What a reference calls; one whose target is compiled when it is called first. */
  #unit(id: string): { readonly validate: ValidateFunction } {
    const known = this.#units.get(id);
    if (known !== undefined) return known;
    let validate: ValidateFunction | undefined;
    const compile = () => this.#lateValidator(this.#prepared.targets.get(id) ?? true);
    const unit = {
      get validate() {
        validate ??= compile();
        return validate;
      },
    };
    this.#units.set(id, unit);
    return unit;
  }

  /** Of a table of many keys only those are compiled that the data has. */
  #replaceProperties(): void {
    const original = this.#ajv.getKeyword('properties');
    this.#ajv.removeKeyword('properties');
    this.#ajv.addKeyword({
      keyword: 'properties',
      type: 'object',
      schemaType: 'object',
      code: (context) => {
        const { gen, data, it, schema } = context;
        if (Object.keys(schema).length <= MAX_EAGER_PROPERTIES) {
          if (typeof original === 'object' && 'code' in original) original.code?.(context);
          return;
        }
        const check = gen.scopeValue('func', { ref: this.#checkOf(schema) });
        const path = strConcat(INSTANCE_PATH, it.errorPath);
        const found = gen.const('found', _`${check}(${data}, ${path})`);
        context.result(_`${found} === null`, undefined, () => {
          gen.assign(ALL_ERRORS, _`${ALL_ERRORS} === null ? ${found} : ${ALL_ERRORS}.concat(${found})`);
          gen.assign(ERROR_COUNT, _`${ALL_ERRORS}.length`);
        });
      },
    });
  }

  #checkOf(schemas: JsonObject): (data: JsonObject, path: string) => readonly ErrorObject[] | null {
    return (data, path) => {
      const errors: ErrorObject[] = [];
      for (const key of Object.keys(data)) {
        if (!Object.hasOwn(schemas, key)) continue;
        const validate = this.#lateValidator(schemas[key]);
        const instancePath = `${path}/${escapeSegment(key)}`;
        const place = { instancePath, parentData: data, parentDataProperty: key, rootData: data };
        if (!validate(data[key], { ...place, dynamicAnchors: {} })) errors.push(...(validate.errors ?? []));
      }
      return errors.length === 0 ? null : errors;
    };
  }

  #lateValidator(schema: unknown): ValidateFunction {
    try {
      return this.validatorOf(schema);
    } catch (error) {
      const pointer = (isObject(schema) ? this.#prepared.pointers.get(schema) : undefined) ?? '';
      const reason = error instanceof Error ? error.message : String(error);
      const place = pointer === '' ? '' : ` at ${pointer}`;
      this.warnings.push({
        pointer,
        message: `The part of ${this.#path}${place} is not checked: ${reason}.`,
      });
      return this.validatorOf(true);
    }
  }
}
