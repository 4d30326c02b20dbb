/** The characters TOML gives a meaning, by UTF-16 unit, and the classes the scanner asks for. */
export const Char = {
  Tab: 0x09,
  LineFeed: 0x0a,
  CarriageReturn: 0x0d,
  Space: 0x20,
  DoubleQuote: 0x22,
  Hash: 0x23,
  SingleQuote: 0x27,
  Plus: 0x2b,
  Comma: 0x2c,
  Minus: 0x2d,
  Dot: 0x2e,
  Zero: 0x30,
  Nine: 0x39,
  Colon: 0x3a,
  Less: 0x3c,
  Equals: 0x3d,
  Greater: 0x3e,
  OpenBracket: 0x5b,
  Backslash: 0x5c,
  CloseBracket: 0x5d,
  Underscore: 0x5f,
  LowerE: 0x65,
  OpenBrace: 0x7b,
  Bar: 0x7c,
  CloseBrace: 0x7d,
  Delete: 0x7f,
  ByteOrderMark: 0xfeff,
} as const;

/** What reading past the end of the text gives: no character. */
export const END = -1;

const BARE_KEY = 1;
const WORD = 2;

/** Class bits of every UTF-16 unit: a lookup without a range check, since the scanner asks for each character. */
const classes = new Uint8Array(0x10000).fill(WORD);
for (const delimiter of '\t\n\r "#\',=[]{}') classes[delimiter.charCodeAt(0)] = 0;
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-') {
  classes[character.charCodeAt(0)] = BARE_KEY | WORD;
}

/** A letter, digit, `_` or `-` of ASCII: what a key may hold without quotes. */
export function isBareKey(unit: number): boolean {
  return ((classes[unit] as number) & BARE_KEY) !== 0;
}

/** Whether the character goes on a run without quotes where a value stands. */
export function isWord(unit: number): boolean {
  return ((classes[unit] as number) & WORD) !== 0;
}

export function isDigit(unit: number): boolean {
  return unit >= Char.Zero && unit <= Char.Nine;
}

export function isBlank(unit: number): boolean {
  return unit === Char.Space || unit === Char.Tab;
}

/** LF, CR LF and a lone CR, which TOML forbids but every editor shows as a line break. */
export function isLineBreak(unit: number): boolean {
  return unit === Char.LineFeed || unit === Char.CarriageReturn;
}

export function isQuote(unit: number): boolean {
  return unit === Char.DoubleQuote || unit === Char.SingleQuote;
}

/** A control character that may stand nowhere in a TOML text (tab and line breaks may). */
export function isForbidden(unit: number): boolean {
  return (unit < Char.Space && unit !== Char.Tab && !isLineBreak(unit)) || unit === Char.Delete;
}

/** How a message names a character that cannot be seen: `U+0007`. */
export function codePointName(unit: number): string {
  return `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
}
