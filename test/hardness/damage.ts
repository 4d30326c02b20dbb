/** Texts that went through something: bytes changed, pieces cut out, put in, moved. */
import * as fc from 'fast-check';

export interface Wound {
  readonly at: number;
  readonly byte: number;
  readonly kind: number;
}

/** One to six wounds; their places count in millionths of the text. */
export const wounds: fc.Arbitrary<readonly Wound[]> = fc.array(
  fc.record({ at: fc.nat(999_999), byte: fc.nat(255), kind: fc.nat(4) }),
  { minLength: 1, maxLength: 6 },
);

/** What is put into a text: what means something to TOML, and what hurts readers of text. */
// biome-ignore format: a list of pieces, a line each would be a page
const PIECES = [
  '[', ']', '[[', ']]', '{', '}', '"', "'", '"""', "'''", '=', '.', ',', '#', '\n', '\r', '\r\n', '\t', '\\', '\\u',
  '\0', '\ufeff', '\ud800', '\udc00', '\u{1f600}', '\u2028', '__proto__', 'constructor', 'toString = 1\n',
  '[__proto__]\n', 'a = 1\n', '[t]\n', '[[t]]\n', '<<<<<<< a\n', '=======\n', '>>>>>>> b\n', '$', '${',
] as const;

/** The bytes after some wounds. */
export function woundedBytes(bytes: Uint8Array, inflicted: readonly Wound[]): Uint8Array {
  let wounded = [...bytes];
  for (const { at, byte, kind } of inflicted) {
    const index = placeIn(wounded.length, at);
    if (kind === 0) wounded[index] = byte;
    else if (kind === 1) wounded.splice(index, 1 + (byte % 20));
    else if (kind === 2) wounded.splice(index, 0, byte);
    else wounded = moved(wounded, index, byte);
  }
  return Uint8Array.from(wounded);
}

/** The text after some wounds. */
export function woundedText(text: string, inflicted: readonly Wound[]): string {
  let wounded = text;
  for (const { at, byte, kind } of inflicted) {
    const index = placeIn(wounded.length, at);
    const head = wounded.slice(0, index);
    if (kind === 0) wounded = head + wounded.slice(index + 1 + (byte % 20));
    else if (kind === 1) wounded = wounded.slice(index) + head;
    else wounded = head + (PIECES[byte % PIECES.length] ?? '') + wounded.slice(index);
  }
  return wounded;
}

function moved(bytes: readonly number[], index: number, length: number): number[] {
  const rest = [...bytes.slice(0, index), ...bytes.slice(index + length)];
  return [...bytes.slice(index, index + length), ...rest];
}

function placeIn(length: number, at: number): number {
  return Math.floor((at / 1_000_000) * (length + 1));
}
