/** Which key a token belongs to, found by following the tokens of its expression. */
import { decodeKey, formatKeyPath, keysOf } from './key-path.ts';
import type { Runs } from './runs.ts';
import { isKey, isTrivia, Token } from './tokens.ts';

/**
 * The path of what is being written at a token: key names and array indexes, relative to the table section, from
 * the first token of the expression up to, not including, token `to`.
 */
export function pathAt(text: string, tokens: Runs<Token>, from: number, to: number): (string | number)[] {
  const walk = new PathWalk();
  for (let index = from; index < to; index++) walk.step(text, tokens, index);
  return walk.path;
}

/** Follows the tokens of one expression and knows the path of the key or array item they have reached. */
export class PathWalk {
  readonly path: (string | number)[] = [];
  /** The last token that is not trivia. */
  previous: Token | undefined;
  readonly #open: { readonly isArray: boolean; readonly base: number }[] = [];
  /** Length of the path of the innermost open array or inline table. */
  #base = 0;

  /** Whether an item of an array comes next; false in an inline table and outside of brackets. */
  get isInArray(): boolean {
    return this.#open.at(-1)?.isArray ?? false;
  }

  /** Whether an array or inline table is open. */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** How many segments lead to the innermost open array or inline table. */
  get tableLength(): number {
    return this.#base;
  }

  /** Passes token `index`, the one after those passed before. */
  step(text: string, tokens: Runs<Token>, index: number): void {
    const kind = tokens.kindOf(index);
    if (isTrivia(kind)) return;
    const { path } = this;
    if (isKey(kind)) {
      if (this.previous !== Token.Dot) path.length = this.#base;
      const key = decodeKey(text, kind, tokens.startOf(index), tokens.endOf(index));
      if (kind !== Token.MissingKey) path.push(key);
    } else if (kind === Token.ArrayOpen || kind === Token.TableOpen) {
      this.#openBracket(kind === Token.ArrayOpen);
    } else if (kind === Token.ArrayClose || kind === Token.TableClose) {
      this.#closeBracket(kind === Token.ArrayClose);
    } else if (kind === Token.Comma && path.length > this.#base) {
      const item = path[this.#base];
      path.length = this.#base;
      if (typeof item === 'number') path.push(item + 1);
    }
    this.previous = kind;
  }

  #openBracket(isArray: boolean): void {
    this.#open.push({ isArray, base: this.#base });
    this.#base = this.path.length;
    if (isArray) this.path.push(0);
  }

  /** Brackets left open inside are closed too. */
  #closeBracket(isArray: boolean): void {
    for (let open = this.#open.pop(); open !== undefined; open = this.#open.pop()) {
      this.path.length = this.#base;
      this.#base = open.base;
      if (open.isArray === isArray) return;
    }
  }
}

/** The dotted paths that problems name. It goes on from where it was asked last: many problems cost one walk. */
export class KeyPaths {
  readonly #text: string;
  readonly #tokens: Runs<Token>;
  #header = { from: 0, to: 0 };
  #section: string[] = [];
  #expression = -1;
  #reached = 0;
  #walk = new PathWalk();

  constructor(text: string, tokens: Runs<Token>) {
    this.#text = text;
    this.#tokens = tokens;
  }

  /** Sets the tokens of the table header that the expressions after it belong to. */
  setHeader(from: number, to: number): void {
    this.#header = { from, to };
    this.#expression = -1;
  }

  /** To be called when tokens were taken back. */
  forget(): void {
    this.#expression = -1;
  }

  /** The key that is being written at token `to` of the expression that begins at a token. */
  at(expression: number, to: number): string {
    return this.#format(this.#walkTo(expression, to).path);
  }

  /** The key of the array or inline table that is open there; when none is, of what was closed last. */
  ofBracket(expression: number, to: number): string {
    const { path, tableLength, isOpen } = this.#walkTo(expression, to);
    return this.#format(isOpen ? path.slice(0, tableLength) : path);
  }

  #walkTo(expression: number, to: number): PathWalk {
    if (this.#expression !== expression || to < this.#reached) {
      const { from, to: headerEnd } = this.#header;
      this.#section = from === expression ? [] : keysOf(pathAt(this.#text, this.#tokens, from, headerEnd));
      this.#walk = new PathWalk();
      this.#reached = expression;
      this.#expression = expression;
    }
    for (; this.#reached < to; this.#reached++) this.#walk.step(this.#text, this.#tokens, this.#reached);
    return this.#walk;
  }

  #format(path: readonly (string | number)[]): string {
    return formatKeyPath([...this.#section, ...keysOf(path)]);
  }
}
