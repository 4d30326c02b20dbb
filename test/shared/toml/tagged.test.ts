import { describe, expect, it } from 'vitest';
import { parse } from '../../../shared/toml/index.ts';
import { toTagged } from '../../../shared/toml/tagged.ts';

describe('tagged JSON', () => {
  it('names every type and writes every value as text', () => {
    const text = `i = 9007199254740993
f = [1.5, inf, -inf, nan, -0.0, 1e21]
b = true
s = "x"
d = [1979-05-27T07:32:00Z, 1979-05-27T07:32:00, 1979-05-27, 07:32:00]
t = { __proto__ = 1 }
`;
    expect(JSON.parse(JSON.stringify(toTagged(parse(text).root)))).toEqual(
      JSON.parse(`{
        "i": { "type": "integer", "value": "9007199254740993" },
        "f": [
          { "type": "float", "value": "1.5" }, { "type": "float", "value": "inf" },
          { "type": "float", "value": "-inf" }, { "type": "float", "value": "nan" },
          { "type": "float", "value": "-0" }, { "type": "float", "value": "1e+21" }
        ],
        "b": { "type": "bool", "value": "true" },
        "s": { "type": "string", "value": "x" },
        "d": [
          { "type": "datetime", "value": "1979-05-27T07:32:00Z" },
          { "type": "datetime-local", "value": "1979-05-27T07:32:00" },
          { "type": "date-local", "value": "1979-05-27" }, { "type": "time-local", "value": "07:32:00" }
        ],
        "t": { "__proto__": { "type": "integer", "value": "1" } }
      }`),
    );
  });
});
