import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileSchema, findIssues } from '../../../core/validation/index.ts';
import { StrataError } from '../../../shared/contract/errors.ts';
import { SchemaView } from '../../../shared/schema/index.ts';

const key = fc.constantFrom('a', 'b', 'kind', '__proto__', 'constructor', '0', 'a b', '/~');
const data = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0.5, Number.POSITIVE_INFINITY, Number.NaN),
    fc.boolean(),
    fc.constantFrom('', 'a', 'on', 'x'.repeat(50), '2025-01-31'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: false }),
  ),
})).value;

const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'array', 'object', 'null');
/** Schemas with every keyword, most of them valid, some not. */
const schema = fc.letrec<{ schema: unknown }>((tie) => {
  const list = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
  const map = fc.dictionary(key, tie('schema'), { maxKeys: 3, noNullPrototype: false });
  const count = fc.integer({ min: 0, max: 2 });
  return {
    schema: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.boolean(),
      fc.record(
        {
          type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1 })),
          enum: fc.array(data, { minLength: 1, maxLength: 3 }),
          const: data,
          minimum: count,
          exclusiveMaximum: count,
          multipleOf: fc.constantFrom(0.1, 2, 0),
          minLength: count,
          pattern: fc.constantFrom('^a', '^(a|b)*$', '('),
          format: fc.constantFrom('date', 'duration', 'uint8', 'nothing'),
          minItems: count,
          uniqueItems: fc.boolean(),
          required: fc.uniqueArray(key, { maxLength: 2 }),
          maxProperties: count,
          default: data,
          'x-strata-secret': fc.boolean(),
          errorMessage: fc.constantFrom('Mind the gap.', ''),
          $ref: fc.constantFrom('#', '#/$defs/a', '#/nowhere', 'https://example.org/x'),
          properties: map,
          patternProperties: map,
          additionalProperties: tie('schema'),
          propertyNames: tie('schema'),
          items: tie('schema'),
          prefixItems: list,
          contains: tie('schema'),
          allOf: list,
          anyOf: list,
          oneOf: list,
          not: tie('schema'),
          if: tie('schema'),
          else: tie('schema'),
          dependentRequired: fc.dictionary(key, fc.uniqueArray(key, { maxLength: 2 }), { maxKeys: 2 }),
          unevaluatedProperties: tie('schema'),
          $defs: map,
        },
        { requiredKeys: [] },
      ),
    ),
  };
}).schema;

/** What `work` gives, or null when the schema was refused. */
function unlessRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof StrataError) return null;
    throw error;
  }
}

test('whatever the schema and the data: refused, valid, or said what is wrong', () => {
  fc.assert(
    fc.property(schema, data, (anySchema, value) => {
      const compiled = unlessRefused(() => compileSchema(anySchema, { path: 'any.json' }));
      if (compiled === null) return;
      const errors = unlessRefused(() => compiled.validate(value));
      if (errors === null) return;
      const issues = findIssues(compiled, value);
      expect(issues.length > 0).toBe(errors.length > 0);
      for (const { message, code } of issues) {
        expect(message).toMatch(/^\S.*[.!]$/s);
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      }
      expect(() => findIssues(compiled, value, { partial: true })).not.toThrow();
    }),
    { numRuns: 400 },
  );
});

test('whatever the schema, navigation answers', () => {
  fc.assert(
    fc.property(schema, fc.array(key), (anySchema, path) => {
      const view = new SchemaView(anySchema);
      view.nodeAt(path);
      view.isSecret(path);
      expect(view.leaves().length).toBeLessThanOrEqual(20_000);
      for (const { node } of view.properties([])) expect(Array.isArray(node.types)).toBe(true);
    }),
  );
});
