import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameValue } from '../../../shared/toml/equal.ts';
import { fromJson } from '../../../shared/toml/from-json.ts';
import { parse } from '../../../shared/toml/index.ts';
import { toJson } from '../../../shared/toml/to-json.ts';
import type { TomlValue } from '../../../shared/toml/types.ts';
import { value } from '../config/arbitrary.ts';

function jsonOf(toml: string): string {
  return toJson(parse(toml).root);
}

function refusal(json: string): string {
  const reading = fromJson(json);
  return reading.ok ? 'read' : reading.message;
}

/** What becomes of a value on its way through JSON: strings for what JSON cannot say. */
function throughJson(original: TomlValue): TomlValue {
  const { start, end } = original;
  switch (original.type) {
    case 'array':
      return { ...original, items: original.items.map(throughJson) };
    case 'table': {
      const entries = [...original.entries].map(
        ([key, entry]) => [key, { ...entry, value: throughJson(entry.value) }] as const,
      );
      return { ...original, entries: new Map(entries) };
    }
    case 'integer':
      return typeof original.value === 'bigint'
        ? { start, end, type: 'string', value: String(original.value) }
        : original;
    case 'float': {
      const text = ['nan', 'inf', '-inf'][
        [Number.NaN, Infinity, -Infinity].findIndex((each) => Object.is(each, original.value))
      ];
      return text === undefined ? original : { start, end, type: 'string', value: text };
    }
    case 'string':
    case 'boolean':
      return original;
    default:
      return { start, end, type: 'string', value: original.value };
  }
}

describe('TOML as JSON', () => {
  test('is what any JSON reader reads, and comes back the same', () => {
    fc.assert(
      fc.property(value, (original) => {
        const json = toJson(original);
        JSON.parse(json);
        const reading = fromJson(json);
        expect(reading.ok && sameValue(reading.value, throughJson(original))).toBe(true);
      }),
    );
  });

  test('keeps the order of keys, the kind of numbers, and strange names', () => {
    expect(jsonOf('b = 1.0\n10 = 2\n"__proto__" = []\na = {}\n')).toBe(
      '{\n  "b": 1.0,\n  "10": 2,\n  "__proto__": [],\n  "a": {}\n}',
    );
  });

  test('writes as text what JSON has no words for', () => {
    expect(jsonOf('a = 2024-01-31\nb = 9007199254740993\nc = -inf\nd = [nan]')).toBe(
      '{\n  "a": "2024-01-31",\n  "b": "9007199254740993",\n  "c": "-inf",\n  "d": [\n    "nan"\n  ]\n}',
    );
  });
});

describe('JSON as TOML', () => {
  test.each([
    '{"a":}',
    '[1,]',
    '{a: 1}',
    '{"a" 1}',
    '"open',
    '"\\x"',
    '01',
    '+1',
    '.5',
    '1.',
    'nul',
    '{} {}',
    '',
  ])('refuses %s, as any JSON reader does', (json) => {
    expect(() => JSON.parse(json)).toThrow();
    expect(refusal(json)).toMatch(/^This is not JSON: .* at line 1, column \d+\.$/);
  });

  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (json) => {
        const hasNull = JSON.stringify(JSON.parse(json)).includes('null');
        expect(hasNull || fromJson(json).ok || !json.isWellFormed()).toBe(true);
      }),
    );
  });

  test('names the key that is null', () => {
    expect(refusal('{"server": {"ports": [1, null]}}')).toBe(
      'server.ports[1] is null, and TOML has no null. Take it out, or give it a value.',
    );
  });

  test('names what is too large, too deep, or no text', () => {
    expect(refusal('{"a": 9223372036854775808}')).toBe(
      'a is 9223372036854775808; integers of TOML have 64 bits.',
    );
    expect(refusal('{"a": 1e999}')).toBe('a is 1e999, which is too large for TOML.');
    expect(refusal('{"a": "\\ud800"}')).toBe('a has half a character, which TOML cannot hold.');
    expect(refusal(`${'['.repeat(100_000)}`)).toBe('The JSON is nested too deeply for TOML.');
  });

  test('says where it is wrong', () => {
    expect(refusal('{\n  "a": 1,\n  b: 2\n}')).toBe(
      'This is not JSON: a key in double quotes is expected at line 3, column 3.',
    );
  });
});
