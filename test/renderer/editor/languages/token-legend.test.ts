import { expect, test } from 'vitest';
import { legend, toEditorTokens } from '../../../../renderer/editor/languages/token-legend.ts';
import { encodeTokens, type TokenModifier, type TokenType } from '../../../../shared/language/index.ts';
import { LineIndex } from '../../../../shared/text/lines.ts';

/** The name of the colour that one piece of text gets. */
function colorOf(type: TokenType, modifiers: readonly TokenModifier[] = []): string | undefined {
  const tokens = encodeTokens([{ start: 2, end: 5, type, modifiers }], new LineIndex('a = 1'));
  const encoded = toEditorTokens([...tokens]);
  expect([...encoded.slice(0, 3), encoded[4]]).toEqual([0, 2, 3, 0]);
  return legend[encoded[3]!];
}

test('listed values, references, secrets and deprecated keys have colours of their own', () => {
  expect(colorOf('enumMember')).toBe('enumMember');
  expect(colorOf('variable')).toBe('reference');
  expect(colorOf('string', ['secret'])).toBe('secret');
  expect(colorOf('property', ['deprecated'])).toBe('deprecated');
});

test('whatever else there is keeps the colour of the grammar', () => {
  const plain: TokenType[] = ['comment', 'macro', 'namespace', 'property', 'string', 'number', 'keyword'];
  for (const type of plain) expect(colorOf(type)).toBe('');
  expect(colorOf('number', ['date'])).toBe('');
});
