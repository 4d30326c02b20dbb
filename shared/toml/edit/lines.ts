/** How the line of a key is written, and new lines in the same manner. */
import type { TomlDocument } from '../index.ts';
import { isBare } from '../key-path.ts';
import { Token } from '../tokens.ts';
import { Expression } from '../tree.ts';
import type { Habits } from './habits.ts';
import { quotedKey } from './literal.ts';
import type { KeyPart, Outline, Statement } from './outline.ts';
import { isKind } from './territory.ts';

/** A key with its value, ready to be put on a line. */
export interface Line {
  /** Comments, without indentation, for the lines above. */
  readonly above: readonly string[];
  /** The key as it is written, dots included. */
  readonly key: string;
  readonly value: string;
  /** What follows the value on its line: nothing, or blanks and a comment. */
  readonly beside: string;
}

/** The manner of the lines around a place. */
export interface LineManner {
  readonly indent: string;
  /** The equals sign for a key of that length, blanks included. */
  equals(keyLength: number): string;
}

/** How keys are quoted: `always` also where they need it not. */
export interface KeyManner {
  readonly quote: '"' | "'";
  readonly always: boolean;
}

/** The white space before a statement. */
export function indentOf(document: TomlDocument, statement: Statement): string {
  return /^[ \t]*/.exec(document.text.slice(statement.start, statement.end))?.[0] ?? '';
}

/** Where the equals sign of a key's line stands, and the blanks around it. */
export function equalsOf(
  document: TomlDocument,
  statement: Statement,
): { start: number; before: string; after: string } | undefined {
  const { text, tokens, expressions } = document.tree;
  const to = expressions.endOf(statement.expression);
  for (let token = expressions.startOf(statement.expression); token < to; token++) {
    if (tokens.kindOf(token) !== Token.Equals) continue;
    const start = tokens.startOf(token);
    const end = tokens.endOf(token);
    const before = text.slice(statement.keys.at(-1)?.end ?? start, start);
    const isBlank = token + 1 < to && tokens.kindOf(token + 1) === Token.Whitespace;
    return { start, before, after: isBlank ? text.slice(end, tokens.endOf(token + 1)) : '' };
  }
  return undefined;
}

/** The manner of a line: its indentation, its equals sign, and the column of it where that is aligned. */
export function mannerOf(outline: Outline, like: Statement): LineManner {
  const { document } = outline;
  const equals = equalsOf(document, like) ?? { before: ' ', after: ' ' };
  const column = equalsColumn(outline, like, groupOf(outline, like));
  const usual = equals.before.includes('\t') || equals.before.length <= 1 ? equals.before : ' ';
  return {
    indent: indentOf(document, like),
    equals: (keyLength) => {
      const before = column === undefined ? usual : ' '.repeat(Math.max(column - keyLength, usual.length));
      return `${before}=${equals.after}`;
    },
  };
}

/** The blanks before the equals sign of a key that gets another length; those it has unless its block is aligned. */
export function blanksForLength(outline: Outline, line: Statement, keyLength: number): string {
  const written = equalsOf(outline.document, line)?.before ?? '';
  const others = groupOf(outline, line).filter((other) => other !== line);
  const column = equalsColumn(outline, line, others);
  if (column === undefined) return written;
  return ' '.repeat(Math.max(column - keyLength, Math.min(written.length, 1)));
}

/** The manner of the first key under a header, or of one at the top of the file without a header. */
export function mannerUnder(outline: Outline, section: Statement | undefined, habits: Habits): LineManner {
  const indent = section === undefined ? '' : indentOf(outline.document, section) + habits.indent;
  return { indent, equals: () => habits.equals };
}

/** The lines of a key, its comments above it. */
export function writeLine(line: Line, manner: LineManner): string[] {
  const above = line.above.map((comment) => manner.indent + comment);
  return [...above, manner.indent + line.key + manner.equals(line.key.length) + line.value + line.beside];
}

/** How the keys beside a new one are quoted. */
export function keyMannerOf(document: TomlDocument, siblings: readonly KeyPart[], habits: Habits): KeyManner {
  const optional = siblings.filter(({ name }) => isBare(name));
  const quotes = optional.map((part) => document.text.charAt(part.start));
  const quote = quotes[0];
  if ((quote === '"' || quote === "'") && quotes.every((other) => other === quote))
    return { quote, always: true };
  return { quote: habits.keyQuote, always: false };
}

export function writeKey(name: string, manner: KeyManner): string {
  return isBare(name) && !manner.always ? name : quotedKey(name, manner.quote);
}

/**
 * The column, counted from the start of the key, in which all lines of a block have their equals signs; undefined when
 * they differ, or no line of the block, nor the given one, had to be stretched for it.
 */
function equalsColumn(outline: Outline, line: Statement, block: readonly Statement[]): number | undefined {
  let isStretched = (equalsOf(outline.document, line)?.before.length ?? 0) > 1;
  let column: number | undefined;
  for (const statement of block) {
    const equals = equalsOf(outline.document, statement);
    const first = statement.keys[0];
    if (equals === undefined || first === undefined || equals.before.includes('\t')) return undefined;
    const width = equals.start - first.start;
    if (column !== undefined && column !== width) return undefined;
    column = width;
    isStretched ||= equals.before.length > 1;
  }
  return isStretched ? column : undefined;
}

/** The keys that stand in one block with another, without a blank line between. */
function groupOf(outline: Outline, like: Statement): Statement[] {
  const group = [like];
  for (const step of [-1, 1]) {
    let last = like;
    for (;;) {
      const next = outline.statements[last.index + step];
      if (next?.kind !== 'key-value' || next.section !== like.section) break;
      if (hasBlankBetween(outline, last.expression, next.expression)) break;
      group.push(next);
      last = next;
    }
  }
  return group;
}

function hasBlankBetween(outline: Outline, one: number, other: number): boolean {
  for (let line = Math.min(one, other) + 1; line < Math.max(one, other); line++) {
    if (!isKind(outline.document.tree, line, Expression.Comment)) return true;
  }
  return false;
}
