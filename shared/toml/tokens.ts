/**
 * Phase 1, text -> tokens: the kinds of token and where each one ends.
 * Which kind is wanted depends on the place (`1.2` is two keys or one float), so the grammar asks for a key, a
 * value or a comment, and the scanner answers with the offset after it.
 */
import { Char, isBareKey, isBlank, isForbidden, isLineBreak, isWord } from './characters.ts';

/**
 * Token kinds. The grammar writes them in an order that is always well formed: what the text lacks is written as
 * an empty token (`MissingKey`, `MissingValue`, or an empty `Equals`, `HeaderClose`, `ArrayClose`, `TableClose`), what
 * it has too much is `Junk`. So later phases need no error handling of their own.
 */
export const Token = {
  ByteOrderMark: 0,
  Whitespace: 1,
  Newline: 2,
  Comment: 3,
  /** Text no rule has a place for; a problem covers it. */
  Junk: 4,
  /** `[` or `[[`. */
  HeaderOpen: 5,
  /** `]` or `]]`. */
  HeaderClose: 6,
  BareKey: 7,
  BasicKey: 8,
  LiteralKey: 9,
  /** A quoted key that never ends; it has no name yet. */
  BrokenKey: 10,
  MissingKey: 11,
  Dot: 12,
  Equals: 13,
  /** A value without quotes: number, date, boolean, or what should have been one. */
  Word: 14,
  BasicString: 15,
  LiteralString: 16,
  MultilineBasicString: 17,
  MultilineLiteralString: 18,
  /** A string that never ends; it has no value. */
  BrokenString: 19,
  MissingValue: 20,
  ArrayOpen: 21,
  ArrayClose: 22,
  TableOpen: 23,
  TableClose: 24,
  Comma: 25,
} as const;
export type Token = (typeof Token)[keyof typeof Token];

/** White space, comments and junk: what values are made without. */
export function isTrivia(kind: Token): boolean {
  return kind <= Token.Junk;
}

export function isKey(kind: Token): boolean {
  return kind >= Token.BareKey && kind <= Token.MissingKey;
}

/** A written value without structure. */
export function isScalar(kind: Token): boolean {
  return kind >= Token.Word && kind <= Token.BrokenString;
}

/** Finds where tokens end. Each method takes the offset where the token begins and returns the one after it. */
export class Scanner {
  readonly #text: string;
  /** The kind of the last string. */
  kind: Token = Token.BasicString;
  /** Where the last comment or string holds a character TOML forbids; -1 when nowhere. */
  forbiddenAt = -1;

  constructor(text: string) {
    this.#text = text;
  }

  whitespace(start: number): number {
    const text = this.#text;
    let at = start;
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
    return at;
  }

  /** CR LF, LF, or a lone CR. */
  newline(start: number): number {
    const isCrLf =
      this.#text.charCodeAt(start) === Char.CarriageReturn &&
      this.#text.charCodeAt(start + 1) === Char.LineFeed;
    return isCrLf ? start + 2 : start + 1;
  }

  comment(start: number): number {
    const text = this.#text;
    this.forbiddenAt = -1;
    let at = start;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= Char.Space && unit !== Char.Delete) continue;
      if (isLineBreak(unit)) break;
      if (unit !== Char.Tab && this.forbiddenAt < 0) this.forbiddenAt = at;
    }
    return at;
  }

  bareKey(start: number): number {
    const text = this.#text;
    let at = start;
    while (at < text.length && isBareKey(text.charCodeAt(at))) at++;
    return at;
  }

  /** A run without quotes where a value stands, up to white space, a comment, a comma, a bracket or a quote. */
  word(start: number): number {
    const text = this.#text;
    let at = start;
    while (at < text.length && isWord(text.charCodeAt(at))) at++;
    return at;
  }

  /** The rest of the line without its line break. */
  line(start: number): number {
    const text = this.#text;
    let at = start;
    while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
    return at;
  }

  /** A string of any of the four kinds; sets `kind`, which is `BrokenString` when it has no end. */
  string(start: number): number {
    const text = this.#text;
    const quote = text.charCodeAt(start);
    this.forbiddenAt = -1;
    if (text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote) {
      return this.#multilineString(start, quote);
    }
    const isBasic = quote === Char.DoubleQuote;
    for (let at = start + 1; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === quote) {
        this.kind = isBasic ? Token.BasicString : Token.LiteralString;
        return at + 1;
      }
      if (unit === Char.Backslash && isBasic) {
        if (!isLineBreak(text.charCodeAt(at + 1))) at++;
      } else if (unit < Char.Space || unit === Char.Delete) {
        if (isLineBreak(unit)) {
          this.kind = Token.BrokenString;
          return at;
        }
        if (unit !== Char.Tab && this.forbiddenAt < 0) this.forbiddenAt = at;
      }
    }
    this.kind = Token.BrokenString;
    return text.length;
  }

  /** Up to five quotes end it: the last three close, the ones before are content (TOML 1.0, "String"). */
  #multilineString(start: number, quote: number): number {
    const text = this.#text;
    const isBasic = quote === Char.DoubleQuote;
    for (let at = start + 3; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === quote) {
        let end = at + 1;
        while (end < at + 5 && text.charCodeAt(end) === quote) end++;
        if (end - at >= 3) {
          this.kind = isBasic ? Token.MultilineBasicString : Token.MultilineLiteralString;
          return end;
        }
        at = end - 1;
      } else if (unit === Char.Backslash && isBasic) {
        if (!isLineBreak(text.charCodeAt(at + 1))) at++;
      } else if (this.forbiddenAt < 0 && this.#isForbiddenInMultiline(unit, at)) {
        this.forbiddenAt = at;
      }
    }
    this.kind = Token.BrokenString;
    return text.length;
  }

  #isForbiddenInMultiline(unit: number, at: number): boolean {
    if (unit === Char.CarriageReturn) return this.#text.charCodeAt(at + 1) !== Char.LineFeed;
    return isForbidden(unit);
  }
}
