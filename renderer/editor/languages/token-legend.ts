/** Which of the engine's tokens have a colour of their own. */
import { tokenModifiers, tokenTypes } from '../../../shared/language/semantic-tokens.ts';

/** Names of rules of the theme; "" leaves a piece to the grammar, which has the same colour for it or a finer one. */
export const legend = ['', 'enumMember', 'reference', 'deprecated', 'secret'] as const;

/**
 * The same tokens in the words of the legend. Five numbers for each: lines down, columns right, length, type,
 * modifiers.
 */
export function toEditorTokens(tokens: readonly number[]): Uint32Array {
  const encoded = Uint32Array.from(tokens);
  for (let at = 0; at < encoded.length; at += 5) {
    encoded[at + 3] = legend.indexOf(nameOf(encoded[at + 3] ?? 0, encoded[at + 4] ?? 0));
    encoded[at + 4] = 0;
  }
  return encoded;
}

function nameOf(type: number, modifiers: number): (typeof legend)[number] {
  const has = (modifier: (typeof tokenModifiers)[number]) =>
    (modifiers & (1 << tokenModifiers.indexOf(modifier))) !== 0;
  if (has('deprecated')) return 'deprecated';
  if (has('secret')) return 'secret';
  if (tokenTypes[type] === 'enumMember') return 'enumMember';
  return tokenTypes[type] === 'variable' ? 'reference' : '';
}
