import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePointer, encodePointer, step } from '../../../shared/schema/pointer.ts';
import { spanOfPointer } from '../../../shared/schema/pointer-in-text.ts';
import { joinUri } from '../../../shared/schema/uri.ts';

test('a pointer reads back as the segments it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (segments) => {
      fc.pre(segments.length > 1 || segments[0] !== '');
      expect(decodePointer(encodePointer(segments))).toEqual(segments);
    }),
  );
});

test('a step finds own properties and items only', () => {
  expect(step({ a: 1 }, 'a')).toBe(1);
  expect(step(['x'], '0')).toBe('x');
  expect(step({ a: 1 }, 'constructor')).toBeUndefined();
  expect(step(['x'], 'length')).toBeUndefined();
  expect(step(['x'], '00')).toBeUndefined();
});

describe('in a JSON text', () => {
  const text = '{\n  "a": [1, {"x\\"y": {"b": "}"}}],\n  "properties": { "port": { "type": 5 } }\n}';
  const at = (pointer: string) => {
    const span = spanOfPointer(text, pointer);
    return span === null ? null : text.slice(span.start, span.end);
  };

  test.each([
    ['/properties/port/type', '"type"'],
    ['/properties', '"properties"'],
    ['/a/1', '{'],
    ['/a/1/x"y/b', '"b"'],
    ['/properties/port/missing', '"port"'],
    ['/missing', null],
    ['', null],
  ])('%s is at %s', (pointer, expected) => {
    expect(at(pointer)).toBe(expected);
  });

  test('whatever the text, an answer comes and lies inside it', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (damage, segments) => {
        const damaged = `{"a": [1, ${damage}`;
        const span = spanOfPointer(damaged, encodePointer(['a', ...segments]));
        expect(span === null || (span.start >= 0 && span.end <= damaged.length)).toBe(true);
      }),
    );
  });

  test('every member of a JSON value is found', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const json = JSON.stringify(value, null, 2);
        for (const key of Object.keys(value)) {
          const span = spanOfPointer(json, encodePointer([key]));
          fc.pre(key !== '');
          expect(json.slice(span!.start, span!.end)).toBe(JSON.stringify(key));
        }
      }),
    );
  });
});

describe('references are joined', () => {
  test.each([
    ['schemas/app.json', 'common.json', 'schemas/common.json'],
    ['schemas/app.json', './a/../b.json#/x', 'schemas/b.json#/x'],
    ['schemas/app.json', '../b.json', 'b.json'],
    ['app.json', '../../etc/passwd', '../../etc/passwd'],
    ['app.json', '#/a', 'app.json#/a'],
    ['https://example.org/a/b.json', 'c.json', 'https://example.org/a/c.json'],
    ['https://example.org/a/b.json', '/c.json', 'https://example.org/c.json'],
    ['https://example.org/a/b.json', '../../../c.json', 'https://example.org/c.json'],
    ['https://example.org/a/b.json', '//other.org/c', 'https://other.org/c'],
    ['app.json', 'file:///etc/passwd', 'file:///etc/passwd'],
    ['app.json', '', 'app.json'],
  ])('%s with %s is %s', (base, reference, expected) => {
    expect(joinUri(base, reference)).toBe(expected);
  });
});
