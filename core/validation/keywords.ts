/**
 * Keywords that ajv checks in a way that does not suit an editor.
 *
 * `anyOf`, `oneOf`, `if` and `contains` report one error each and none of the errors of their forms: on a long
 * list of large alternatives those would be thousands, and nothing tells which form one belongs to. The forms
 * are looked at again, one by one, only where a problem is put into words (`issues.ts`). `propertyNames` reports
 * each name once.
 *
 * `const`, `enum` and `uniqueItems` compare objects that have no prototype, which ajv's own comparison
 * takes for objects with a `valueOf` of their own and fails.
 */
import { _, type Ajv, type CodeKeywordDefinition, type KeywordCxt, Name } from 'ajv';
import { resetErrorsCount } from 'ajv/dist/compile/errors.js';
import { Type } from 'ajv/dist/compile/util.js';
import { isObject, sameJson } from '../../shared/schema/json.ts';

export function replaceKeywords(ajv: Ajv): void {
  for (const definition of [anyOf, oneOf, condition, contains, names, constant, enumeration, unique]) {
    const keyword = String(definition.keyword);
    ajv.removeKeyword(keyword);
    ajv.addKeyword(definition);
  }
}

/** Validates without reporting: only whether the data fits is of interest. */
const QUIETLY = { compositeRule: true, createErrors: false, allErrors: false } as const;

const anyOf: CodeKeywordDefinition = {
  keyword: 'anyOf',
  schemaType: 'array',
  trackErrors: true,
  code(context) {
    const { gen, keyword } = context;
    const valid = gen.let('valid', false);
    const fits = gen.name('fits');
    gen.block(() => {
      formsOf(context).forEach((_form, schemaProp) => {
        const form = context.subschema({ keyword, schemaProp, ...QUIETLY }, fits);
        gen.assign(valid, _`${valid} || ${fits}`);
        if (!context.mergeValidEvaluated(form, fits)) gen.if(_`!${valid}`);
      });
    });
    report(context, valid);
  },
};

const oneOf: CodeKeywordDefinition = {
  keyword: 'oneOf',
  schemaType: 'array',
  trackErrors: true,
  error: {
    message: 'must fit exactly one form',
    params: ({ params }) => _`{ fitting: ${params.fitting} }`,
  },
  code(context) {
    const { gen, keyword } = context;
    const fitting = gen.let('fitting', _`[]`);
    const fits = gen.name('fits');
    formsOf(context).forEach((_form, schemaProp) => {
      const form = context.subschema({ keyword, schemaProp, ...QUIETLY }, fits);
      gen.if(fits, () => {
        gen.code(_`${fitting}.push(${schemaProp})`);
        context.mergeEvaluated(form, Name);
      });
    });
    context.setParams({ fitting });
    report(context, _`${fitting}.length === 1`);
  },
};

const condition: CodeKeywordDefinition = {
  keyword: 'if',
  schemaType: ['object', 'boolean'],
  trackErrors: true,
  error: {
    message: 'must fit what the condition asks for',
    params: ({ params }) => _`{ clause: ${params.clause} }`,
  },
  code(context) {
    const { gen, parentSchema } = context;
    if (parentSchema.then === undefined && parentSchema.else === undefined) return;
    const valid = gen.let('valid', true);
    const clause = gen.let('clause', _`"then"`);
    const met = gen.name('met');
    context.mergeEvaluated(context.subschema({ keyword: 'if', ...QUIETLY }, met));
    const check = (keyword: 'then' | 'else') => () => {
      gen.assign(clause, keyword === 'then' ? _`"then"` : _`"else"`);
      if (parentSchema[keyword] === undefined) return;
      const fits = gen.name('fits');
      const form = context.subschema({ keyword, ...QUIETLY }, fits);
      gen.assign(valid, fits);
      context.mergeValidEvaluated(form, valid);
    };
    gen.if(met, check('then'), check('else'));
    context.setParams({ clause });
    report(context, valid);
  },
};

const contains: CodeKeywordDefinition = {
  keyword: 'contains',
  type: 'array',
  // It says which items are evaluated.
  before: 'unevaluatedItems',
  schemaType: ['object', 'boolean'],
  trackErrors: true,
  error: {
    message: 'must contain certain items',
    params: ({ params }) => _`{ found: ${params.found}, least: ${params.least}, most: ${params.most} }`,
  },
  code(context) {
    const { gen, data, parentSchema, it } = context;
    const least = Number(parentSchema.minContains ?? 1);
    const most =
      parentSchema.maxContains === undefined ? Number.MAX_SAFE_INTEGER : Number(parentSchema.maxContains);
    const found = gen.let('found', 0);
    const fits = gen.name('fits');
    it.items = true;
    gen.forRange('index', 0, _`${data}.length`, (index) => {
      context.subschema({ keyword: 'contains', dataProp: index, dataPropType: Type.Num, ...QUIETLY }, fits);
      gen.if(fits, () => gen.code(_`${found}++`));
    });
    context.setParams({ found, least, most });
    report(context, _`${found} >= ${least} && ${found} <= ${most}`);
  },
};

/** One error for each name; those of the schema of names, wherever that is compiled, are forgotten. */
const names: CodeKeywordDefinition = {
  keyword: 'propertyNames',
  type: 'object',
  schemaType: ['object', 'boolean'],
  error: {
    message: 'must have names of a certain form',
    params: ({ params }) => _`{ propertyName: ${params.propertyName} }`,
  },
  code(context) {
    const { gen, data, keyword } = context;
    const valid = gen.let('valid', true);
    const fits = gen.name('fits');
    gen.forIn('key', data, (propertyName) => {
      const errorCount = gen.const('errorCount', new Name('errors'));
      context.subschema({ keyword, data: propertyName, dataTypes: ['string'], ...QUIETLY }, fits);
      resetErrorsCount(gen, errorCount);
      gen.if(_`!${fits}`, () => {
        gen.assign(valid, false);
        context.setParams({ propertyName });
        context.error(true);
      });
    });
    context.ok(valid);
  },
};

const constant: CodeKeywordDefinition = {
  keyword: 'const',
  code(context) {
    const { gen, data, schema } = context;
    if (typeof schema !== 'object') context.fail(_`${data} !== ${schema}`);
    else context.fail(_`!${functionOf(gen, (value) => sameJson(value, schema))}(${data})`);
  },
};

const enumeration: CodeKeywordDefinition = {
  keyword: 'enum',
  schemaType: 'array',
  code(context) {
    const { gen, data } = context;
    const values = formsOf(context);
    const simple = new Set(values.filter((value) => typeof value !== 'object'));
    const composed = values.filter((value) => typeof value === 'object');
    const isListed = (value: unknown) => simple.has(value) || composed.some((each) => sameJson(each, value));
    context.fail(_`!${functionOf(gen, isListed)}(${data})`);
  },
};

const unique: CodeKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  code(context) {
    const { gen, data, schema } = context;
    if (schema !== true) return;
    context.fail(
      _`${functionOf(gen, (items) => firstRepeated(items as readonly unknown[]) !== null)}(${data})`,
    );
  },
};

function functionOf(gen: KeywordCxt['gen'], judge: (value: unknown) => boolean): Name {
  return gen.scopeValue('func', { ref: judge });
}

/** The first item that equals an earlier one, as the indexes of both; null when all differ. */
export function firstRepeated(
  items: readonly unknown[],
): { readonly first: number; readonly again: number } | null {
  const seen = new Map<string, number>();
  for (const [again, item] of items.entries()) {
    const text = canonical(item);
    const first = seen.get(text);
    if (first !== undefined) return { first, again };
    seen.set(text, again);
  }
  return null;
}

/** Equal texts for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
  }
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function formsOf(context: KeywordCxt): readonly unknown[] {
  return context.schema as readonly unknown[];
}

/** Forgets what the forms left behind, and adds the keyword's own error where `valid` is false. */
function report(context: KeywordCxt, valid: Parameters<KeywordCxt['result']>[0]): void {
  const forget = () => context.reset();
  context.result(valid, forget, () => {
    forget();
    context.error(true);
  });
}
