/** Integers and floats (TOML 1.0, "Integer" and "Float"). */
import { Char, isDigit } from './characters.ts';

export type NumberProblem = 'invalid-number' | 'leading-zero' | 'integer-overflow' | 'float-overflow';

/** A number with its type, or what is wrong with the text. */
export type NumberResult =
  | { readonly type: 'integer'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly problem: NumberProblem };

const maximum = 2n ** 63n - 1n;
const minimum = -(2n ** 63n);
/** So many decimal digits are always below 2^53. */
const SAFE_DIGITS = 15;
/** More digits than this never fit, in whatever base; the rest need not be read. */
const INT64_BITS = 64;

/** The value of plain decimal digits with an optional sign, the common case; undefined when it is anything else. */
export function decodeSmallInteger(text: string, start: number, end: number): number | undefined {
  const first = text.charCodeAt(start);
  const isSigned = first === Char.Minus || first === Char.Plus;
  const from = isSigned ? start + 1 : start;
  if (end - from > SAFE_DIGITS || from === end) return undefined;
  if (text.charCodeAt(from) === Char.Zero && end - from > 1) return undefined;
  let value = 0;
  for (let at = from; at < end; at++) {
    const digit = text.charCodeAt(at) - Char.Zero;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return first === Char.Minus && value !== 0 ? -value : value;
}

/** The value of `digits.digits`, the common float; undefined when it is anything else. */
export function decodePlainFloat(text: string, start: number, end: number): number | undefined {
  if (end - start > SAFE_DIGITS || !isDigit(text.charCodeAt(start)) || !isDigit(text.charCodeAt(end - 1))) {
    return undefined;
  }
  if (text.charCodeAt(start) === Char.Zero && text.charCodeAt(start + 1) !== Char.Dot) return undefined;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === Char.Dot) dots++;
    else if (!isDigit(unit)) return undefined;
  }
  return dots === 1 ? Number(text.slice(start, end)) : undefined;
}

/** Any number; the text begins with a digit, a sign or a dot, or is `inf` or `nan`. */
export function decodeNumber(text: string): NumberResult {
  const unsigned = text.startsWith('-') || text.startsWith('+') ? text.slice(1) : text;
  const sign = text.startsWith('-') ? -1 : 1;
  if (unsigned === 'inf') return { type: 'float', value: sign * Number.POSITIVE_INFINITY };
  if (unsigned === 'nan') return { type: 'float', value: Number.NaN };
  if (/^0[xob]/.test(unsigned)) return decodeRadix(text);
  const end = digitsEnd(unsigned, 0);
  if (end < 0) return { problem: 'invalid-number' };
  if (unsigned.charCodeAt(0) === Char.Zero && end > 1) return { problem: 'leading-zero' };
  if (end === unsigned.length) return integer('', unsigned, sign);
  return decodeFloat(text, unsigned, end);
}

function decodeFloat(text: string, unsigned: string, wholeEnd: number): NumberResult {
  let at = wholeEnd;
  if (unsigned.charCodeAt(at) === Char.Dot) at = digitsEnd(unsigned, at + 1);
  if (at > 0 && (unsigned.charAt(at) === 'e' || unsigned.charAt(at) === 'E')) {
    const next = unsigned.charCodeAt(at + 1);
    at = digitsEnd(unsigned, next === Char.Minus || next === Char.Plus ? at + 2 : at + 1);
  }
  if (at !== unsigned.length) return { problem: 'invalid-number' };
  const value = Number(text.includes('_') ? text.replaceAll('_', '') : text);
  return Number.isFinite(value) ? { type: 'float', value } : { problem: 'float-overflow' };
}

/** `0x`, `0o` and `0b` integers; no sign may stand before them. */
function decodeRadix(text: string): NumberResult {
  const isValid = /^0(x[0-9a-fA-F]+(_[0-9a-fA-F]+)*|o[0-7]+(_[0-7]+)*|b[01]+(_[01]+)*)$/.test(text);
  return isValid ? integer(text.slice(0, 2), text.slice(2), 1) : { problem: 'invalid-number' };
}

function integer(prefix: string, digits: string, sign: 1 | -1): NumberResult {
  const significant = digits.replaceAll('_', '').replace(/^0+(?=.)/, '');
  if (significant.length > INT64_BITS) return { problem: 'integer-overflow' };
  const value = BigInt(prefix + significant) * BigInt(sign);
  if (value > maximum || value < minimum) return { problem: 'integer-overflow' };
  const isSafe = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  return { type: 'integer', value: isSafe ? Number(value) : value };
}

/** Where digits with single underscores between them end; -1 when there are none or an underscore stands alone. */
function digitsEnd(text: string, start: number): number {
  let at = start;
  while (
    isDigit(text.charCodeAt(at)) ||
    (text.charCodeAt(at) === Char.Underscore && isDigit(text.charCodeAt(at - 1)))
  )
    at++;
  return at > start && at > 0 && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(start))
    ? at
    : -1;
}
