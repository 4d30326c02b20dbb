import { expect, test } from 'vitest';
import { colorPresentations, documentColors } from '../../../shared/language/index.ts';
import { given, within } from './given.ts';

const SCHEMA = { additionalProperties: { format: 'color' }, properties: { name: { type: 'string' } } };

function colors(text: string): string[] {
  const request = given(text, SCHEMA);
  return documentColors(request).map(({ range, color }) => {
    const parts = [color.red, color.green, color.blue, color.alpha].map((part) => Number(part.toFixed(2)));
    return `${within(request, range)} ${parts.join(' ')}`;
  });
}

test('colours are read in the ways people write them', () => {
  expect(
    colors(`a = "#ff0000"
b = '#0f08'
c = "rgb(0, 0, 255)"
d = "rgba(255, 255, 255, 50%)"
e = 0x00ff00
f = "red-ish"
name = "#ffffff"`),
  ).toEqual([
    '"#ff0000" 1 0 0 1',
    "'#0f08' 0 1 0 0.53",
    '"rgb(0, 0, 255)" 0 0 1 1',
    '"rgba(255, 255, 255, 50%)" 1 1 1 0.5',
    '0x00ff00 0 1 0 1',
  ]);
});

test.each([
  ['a = "#ff0000"', ['"#336699"', '"rgb(51, 102, 153)"']],
  ["a = '#FF0000'", ["'#336699'", "'rgb(51, 102, 153)'"]],
  ['a = "rgb(0, 0, 0)"', ['"rgb(51, 102, 153)"', '"#336699"']],
  ['a = 0xff0000', ['0x336699']],
])('another colour for %s is written the same way', (text, forms) => {
  const request = given(text, SCHEMA);
  const [found] = documentColors(request);
  const blue = { red: 0.2, green: 0.4, blue: 0.6, alpha: 1 };
  expect(colorPresentations(request, found!.range, blue)).toEqual(forms);
});

test('half transparent', () => {
  const request = given('a = "#fff"', SCHEMA);
  const half = { red: 1, green: 1, blue: 1, alpha: 0.5 };
  const [found] = documentColors(request);
  expect(colorPresentations(request, found!.range, half)).toEqual([
    '"#ffffff80"',
    '"rgba(255, 255, 255, 0.5)"',
  ]);
});
