/**
 * Dotenv files: `NAME=value` lines. The grammar is the one the common readers share (dotenv for Node and Ruby,
 * python-dotenv, docker compose): an optional `export`, `#` comments, values bare, 'single-quoted' as they
 * stand, or "double-quoted" with escapes and over several lines.
 */
import type { Span } from '../text/text.ts';

/** One variable. `line` counts from 1 and is the line of the name. */
export interface DotenvEntry {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** Single-quoted: `$` in it is text. */
  readonly verbatim: boolean;
}

/** What is wrong with a line; the rest of the file is read all the same. */
export interface DotenvProblem extends Span {
  readonly code:
    | 'not-an-assignment'
    | 'invalid-name'
    | 'unterminated-quote'
    | 'text-after-quote'
    | 'duplicate-name';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly suggestion?: string;
  readonly line: number;
}

/**
 * Reads a dotenv file. Entries come in the order of the file; where a name stands twice the later one counts.
 * Never throws: a line that is no assignment is a problem and is left out.
 */
export function parseDotenv(text: string): { entries: DotenvEntry[]; problems: DotenvProblem[] } {
  const reader = new DotenvReader(text);
  reader.readAll();
  return { entries: reader.entries, problems: reader.problems };
}

const LINE_END = /\r\n|\n|\r|$/g;
const ASSIGNMENT = /[ \t]*(?:export[ \t]+)?([^\s=#'"]+)[ \t]*=[ \t]*/y;
const BLANK_OR_COMMENT = /[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const DOUBLE_QUOTED = /"((?:[^"\\]|\\[\s\S])*)"/y;
const SINGLE_QUOTED = /'([^']*)'/y;
const BARE_VALUE = /[^\r\n]*/y;

class DotenvReader {
  readonly entries: DotenvEntry[] = [];
  readonly problems: DotenvProblem[] = [];
  readonly #text: string;
  readonly #lineOf = new Map<string, number>();
  #offset: number;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
    this.#offset = text.startsWith('\ufeff') ? 1 : 0;
  }

  readAll(): void {
    while (this.#offset < this.#text.length) {
      if (this.#take(BLANK_OR_COMMENT) === null) this.#readAssignment();
      this.#moveTo(this.#endOfLine());
      this.#moveTo(this.#offset + this.#lineBreakLength());
    }
  }

  #readAssignment(): void {
    const start = this.#offset;
    const line = this.#line;
    const name = this.#take(ASSIGNMENT)?.[1];
    if (name === undefined) {
      this.#report(
        start,
        'not-an-assignment',
        'This line is no assignment.',
        'Write NAME=value, or start the line with #.',
      );
      return;
    }
    if (!NAME.test(name)) {
      this.#report(
        start,
        'invalid-name',
        `${name} cannot be the name of a variable.`,
        'Use letters, digits and underscores, and start with a letter.',
      );
      return;
    }
    const value = this.#readValue(name);
    if (value === null) return;
    const earlier = this.#lineOf.get(name);
    if (earlier !== undefined) {
      this.#report(
        start,
        'duplicate-name',
        `${name} is set on line ${earlier} too; this line counts.`,
        'Remove one of the two.',
        line,
      );
    }
    this.#lineOf.set(name, line);
    this.entries.push({ name, line, ...value });
  }

  #readValue(name: string): Pick<DotenvEntry, 'value' | 'verbatim'> | null {
    const quote = this.#text[this.#offset];
    if (quote !== '"' && quote !== "'") {
      const bare = this.#take(BARE_VALUE)?.[0] ?? '';
      return { value: bare.replace(/(?:^|[ \t])#.*$/, '').trim(), verbatim: false };
    }
    const start = this.#offset;
    const quoted = this.#take(quote === '"' ? DOUBLE_QUOTED : SINGLE_QUOTED)?.[1];
    if (quoted === undefined) {
      this.#report(
        start,
        'unterminated-quote',
        `The value of ${name} has no closing quote.`,
        `Close it with ${quote}.`,
      );
      return null;
    }
    if (this.#take(BLANK_OR_COMMENT) === null) {
      this.#report(
        this.#offset,
        'text-after-quote',
        `What follows the closing quote of ${name} is left out.`,
        'Put all of the value inside the quotes.',
      );
    }
    const lines = quoted.replace(/\r\n?/g, '\n');
    return quote === '"'
      ? { value: decodeEscapes(lines), verbatim: false }
      : { value: lines, verbatim: true };
  }

  /** Reports from `start` to the end of its line. */
  #report(
    start: number,
    code: DotenvProblem['code'],
    message: string,
    suggestion: string,
    line = this.#line,
  ): void {
    LINE_END.lastIndex = start;
    const end = LINE_END.exec(this.#text)?.index ?? this.#text.length;
    const severity = code === 'duplicate-name' || code === 'text-after-quote' ? 'warning' : 'error';
    this.problems.push({ start, end, code, severity, message, suggestion, line });
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#moveTo(pattern.lastIndex);
    return match;
  }

  #moveTo(offset: number): void {
    for (const _ of this.#text.slice(this.#offset, offset).matchAll(/\r\n|\n|\r/g)) this.#line += 1;
    this.#offset = offset;
  }

  #endOfLine(): number {
    LINE_END.lastIndex = this.#offset;
    return LINE_END.exec(this.#text)?.index ?? this.#text.length;
  }

  #lineBreakLength(): number {
    const rest = this.#text.slice(this.#offset, this.#offset + 2);
    return rest === '\r\n' ? 2 : Math.min(1, rest.length);
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
  // Line continuation, as in a shell.
  ['\n', ''],
]);

/** An escaped `$` before `{` becomes `$$`, which is how a reference is escaped everywhere else. */
function decodeEscapes(text: string): string {
  return text.replace(/\\(\$\{?|[\s\S])/g, (whole, escaped: string) => {
    if (escaped === '${') return '$${';
    if (escaped === '$') return '$';
    return ESCAPES.get(escaped) ?? whole;
  });
}
