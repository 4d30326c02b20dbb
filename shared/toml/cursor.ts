/** The state of reading one text: where it stands, what it has written, what it has reported. */
import { Char, codePointName, END, isLineBreak } from './characters.ts';
import { KeyPaths } from './key-walk.ts';
import type { Limits } from './limits.ts';
import type { ProblemCode } from './problem-wording.ts';
import type { ProblemList } from './problems.ts';
import type { Runs } from './runs.ts';
import { Scanner, Token } from './tokens.ts';
import type { TomlVersion } from './types.ts';

/** An expression whose inline table has no end is read again at most so often in one text. */
export const MAX_RETRIES = 32;

export class Cursor {
  readonly text: string;
  readonly tokens: Runs<Token>;
  readonly scanner: Scanner;
  readonly version: TomlVersion;
  readonly limits: Limits;
  /** Offset of the next character. */
  at: number;
  /** Key segments, arrays and inline tables around the place, the table header's segments included. */
  depth = 0;
  /** The first token of the expression being read. */
  expression = 0;
  /** Set once the reading of an expression went astray: what follows in it would be the same cause again. */
  isSilent = false;
  /** Whether an inline table of the expression turned out to have no closing brace. */
  hasOpenTable = false;
  /** The end of the item before the first line, inside an inline table, whose key stands no deeper than the expression. */
  suspectedEnd = -1;
  /** Where an inline table must end in a second reading: the suspected end of the first. */
  forcedEnd = -1;
  /** Whether a text far behind could have changed how the expression was read. */
  isFarSighted = false;
  /** Inline tables that are open around the place. */
  openTables = 0;
  /** What the open inline tables use that TOML 1.0 does not have. */
  newerSyntax: string | null = null;
  readonly #problems: ProblemList;
  readonly #paths: KeyPaths;
  #headerDepth = 0;
  #retries = 0;

  constructor(
    text: string,
    tokens: Runs<Token>,
    version: TomlVersion,
    limits: Limits,
    problems: ProblemList,
  ) {
    this.text = text;
    this.tokens = tokens;
    this.at = tokens.end;
    this.scanner = new Scanner(text);
    this.version = version;
    this.limits = limits;
    this.#problems = problems;
    this.#paths = new KeyPaths(text, tokens);
  }

  get tokenCount(): number {
    return this.tokens.count;
  }

  get problemCount(): number {
    return this.#problems.count;
  }

  beginExpression(): void {
    this.expression = this.tokens.count;
    this.depth = this.#headerDepth;
    this.isSilent = false;
    this.isFarSighted = false;
    this.hasOpenTable = false;
    this.suspectedEnd = -1;
    this.forcedEnd = -1;
    this.openTables = 0;
    this.newerSyntax = null;
  }

  beginHeader(): void {
    this.depth = 0;
    this.#paths.setHeader(this.expression, this.expression);
  }

  /** Ends a header: what follows stands `depth` levels below the root. */
  endHeader(depth: number): void {
    this.#headerDepth = depth;
    this.#paths.setHeader(this.expression, this.tokens.count);
  }

  /** Goes back in the same expression to end its inline table where that is suspected; false when there is no need. */
  retry(tokenCount: number, problemCount: number): boolean {
    const { expression, suspectedEnd } = this;
    if (!this.hasOpenTable || suspectedEnd < 0 || this.#retries === MAX_RETRIES) return false;
    this.#retries++;
    this.reset(tokenCount, problemCount);
    this.beginExpression();
    this.expression = expression;
    this.isFarSighted = true;
    this.forcedEnd = suspectedEnd;
    return true;
  }

  /** Forgets what was read since there were so many tokens and problems. */
  reset(tokenCount: number, problemCount: number): void {
    this.tokens.truncate(tokenCount);
    this.#problems.truncate(problemCount);
    this.#paths.forget();
    this.at = this.tokens.end;
  }

  get lastKind(): Token | undefined {
    const { count } = this.tokens;
    return count > this.expression ? this.tokens.kindOf(count - 1) : undefined;
  }

  /** Whether the last token is a string on one line that ends right here. */
  get isAtStringEnd(): boolean {
    return this.lastKind === Token.BasicString || this.lastKind === Token.LiteralString;
  }

  /** The next character, or END. */
  peek(): number {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : END;
  }

  peekAt(at: number): number {
    return at >= 0 && at < this.text.length ? this.text.charCodeAt(at) : END;
  }

  isTripleQuote(): boolean {
    return this.peekAt(this.at + 1) === this.peek() && this.peekAt(this.at + 2) === this.peek();
  }

  take(kind: Token, end: number): void {
    this.tokens.push(kind, end);
    this.at = end;
  }

  /** Writes an empty token for what the text lacks here. */
  missing(kind: Token): void {
    this.tokens.push(kind, this.at);
  }

  takeWhitespace(): void {
    const end = this.scanner.whitespace(this.at);
    if (end > this.at) this.take(Token.Whitespace, end);
  }

  takeNewline(): void {
    const end = this.scanner.newline(this.at);
    if (end === this.at + 1 && this.peek() === Char.CarriageReturn) {
      this.reportAlways('bare-carriage-return', this.at, end);
    }
    this.take(Token.Newline, end);
  }

  takeComment(): void {
    const end = this.scanner.comment(this.at);
    this.reportForbidden();
    this.take(Token.Comment, end);
  }

  /** Takes white space, line breaks and comments; tells whether a line break was among them. */
  takeTrivia(): boolean {
    let isNewLine = false;
    for (;;) {
      this.takeWhitespace();
      const unit = this.peek();
      if (unit === Char.Hash) this.takeComment();
      else if (isLineBreak(unit)) {
        this.takeNewline();
        isNewLine = true;
      } else return isNewLine;
    }
  }

  /**
   * Reports a fault of grammar at the key being read, unless this expression went astray before. `text` is what the
   * message names, the reported text itself by default.
   */
  report(code: ProblemCode, start: number, end: number, text?: string): void {
    if (!this.isSilent) this.reportAlways(code, start, end, text);
  }

  /** Reports a fault of grammar that leaves the rest of the expression in doubt. */
  reportAstray(code: ProblemCode, start: number, end: number, text?: string): void {
    this.report(code, start, end, text);
    this.isSilent = true;
  }

  /** Reports a fault of the array or inline table around the place. */
  reportBracket(code: ProblemCode, start: number, end: number, text = this.text.slice(start, end)): void {
    if (this.isSilent) return;
    const key = this.#problems.isFull ? '' : this.#paths.ofBracket(this.expression, this.tokens.count);
    this.#problems.add(code, start, end, { key, text });
  }

  /** Reports a fault that stands for itself whatever is around it. */
  reportAlways(code: ProblemCode, start: number, end: number, text = this.text.slice(start, end)): void {
    const key = this.#problems.isFull ? '' : this.#paths.at(this.expression, this.tokens.count);
    this.#problems.add(code, start, end, { key, text, limit: this.limits.depth });
  }

  /** Reports the forbidden character that the scanner met in the last comment or string. */
  reportForbidden(): void {
    const at = this.scanner.forbiddenAt;
    if (at < 0) return;
    if (this.peekAt(at) === Char.CarriageReturn) this.reportAlways('bare-carriage-return', at, at + 1);
    else this.reportAlways('control-character', at, at + 1, codePointName(this.peekAt(at)));
  }
}
