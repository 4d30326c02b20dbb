import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepEqual } from '../../../renderer/state/keepEqual.ts';

test('the result equals the next value, whatever was known', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (known, next) => {
      expect(keepEqual(known, next)).toEqual(next);
    }),
  );
});

test('an equal value is the known one', () => {
  const composite = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
  fc.assert(
    fc.property(composite, (known) => {
      expect(keepEqual(known, JSON.parse(JSON.stringify(known)))).toBe(known);
    }),
  );
});

test('what did not change beside a change is the known part', () => {
  const known = { rows: [{ name: 'a' }, { name: 'b' }], total: 2 };
  const next = keepEqual(known, { rows: [{ name: 'a' }, { name: 'c' }], total: 2 });
  expect(next).toEqual({ rows: [{ name: 'a' }, { name: 'c' }], total: 2 });
  expect(next.rows[0]).toBe(known.rows[0]);
});

test('an entry that is gone, or came, makes another value of the rest', () => {
  const known = { a: [1], b: [2] };
  expect(keepEqual(known, { a: [1] })).toEqual({ a: [1] });
  expect(keepEqual([1, 2], [1])).toEqual([1]);
  expect(keepEqual([1], [1, 2])).toEqual([1, 2]);
});

test('`__proto__` is a key like any other', () => {
  const next: unknown = JSON.parse('{"__proto__": {}, "a": 1}');
  expect(JSON.stringify(keepEqual({ a: 1 }, next))).toBe('{"__proto__":{},"a":1}');
});
