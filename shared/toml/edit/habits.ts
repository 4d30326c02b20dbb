/** How a whole text is written, for what no neighbour shows. */
import { Token } from '../tokens.ts';
import { equalsOf, indentOf } from './lines.ts';
import type { Spelling } from './literal.ts';
import type { Outline, Statement } from './outline.ts';
import { blanksBefore, blockStart } from './territory.ts';

export interface Habits extends Spelling {
  /** What quoted keys are quoted with. */
  readonly keyQuote: '"' | "'";
  /** Blank lines before a header. */
  readonly gap: number;
  /** How much further than their header keys are indented. */
  readonly indent: string;
}

export function readHabits(outline: Outline): Habits {
  const counts = countTokens(outline);
  const headers = outline.statements.filter(({ kind, index }) => kind !== 'key-value' && index > 0);
  const key = outline.statements.find(({ kind, isDamaged }) => kind === 'key-value' && !isDamaged);
  const equals = key === undefined ? undefined : equalsOf(outline.document, key);
  const isPlain = equals !== undefined && equals.before.length <= 1 && equals.after.length <= 1;
  return {
    isLiteral: counts.literalStrings > counts.basicStrings,
    padding: counts.tightTables > counts.paddedTables ? '' : ' ',
    equals: isPlain ? `${equals.before}=${equals.after}` : ' = ',
    keyQuote: counts.literalKeys > counts.basicKeys ? "'" : '"',
    gap: mostCommon(headers.map((header) => gapBefore(outline, header))) ?? 1,
    indent: bodyIndent(outline),
  };
}

function countTokens(outline: Outline) {
  const { tokens } = outline.document.tree;
  const counts = new Uint32Array(32);
  let paddedTables = 0;
  let emptyTables = 0;
  for (let token = 0; token < tokens.count; token++) {
    const kind = tokens.kindOf(token);
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (kind !== Token.TableOpen || token + 1 === tokens.count) continue;
    if (tokens.kindOf(token + 1) === Token.Whitespace) paddedTables++;
    if (tokens.kindOf(token + 1) === Token.TableClose) emptyTables++;
  }
  const count = (kind: Token) => counts[kind] ?? 0;
  return {
    literalStrings: count(Token.LiteralString),
    basicStrings: count(Token.BasicString),
    literalKeys: count(Token.LiteralKey),
    basicKeys: count(Token.BasicKey),
    paddedTables,
    tightTables: count(Token.TableOpen) - paddedTables - emptyTables,
  };
}

function gapBefore(outline: Outline, header: Statement): number {
  const { tree } = outline.document;
  return blanksBefore(tree, blockStart(tree, header.expression));
}

/** The number that occurs most; the largest of several. */
function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0]?.[0];
}

function bodyIndent(outline: Outline): string {
  for (const statement of outline.statements) {
    const { kind, section } = statement;
    if (kind !== 'key-value' || section === undefined) continue;
    const indent = indentOf(outline.document, statement);
    const outer = indentOf(outline.document, section);
    return indent.startsWith(outer) ? indent.slice(outer.length) : '';
  }
  return '';
}
