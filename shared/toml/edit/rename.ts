/** Giving a key or table another name where it stands. */
import type { TextReplacement } from '../../text/replacements.ts';
import { isBare } from '../key-path.ts';
import { itemsAt, readBrackets } from './brackets.ts';
import type { Draft } from './draft.ts';
import { checkHealth, checkUnused } from './health.ts';
import { blanksForLength, equalsOf, writeKey } from './lines.ts';
import type { KeyPart, Outline, Statement } from './outline.ts';
import { bracketsAround, valueAt } from './path.ts';
import { refuse } from './refusal.ts';
import type { KeyPath, Refusal } from './types.ts';

/** Replaces the last segment of the path wherever it is written; the lines keep their places. */
export function renamePath(draft: Draft, path: KeyPath, to: string): Refusal | undefined {
  const { document, outline } = draft;
  const { root } = document;
  const name = path.at(-1);
  if (name === undefined) return refuse('empty-path', path);
  if (valueAt(root, path) === undefined) return refuse('not-found', path);
  if (typeof name === 'number') return refuse('item-has-no-name', path);
  if (name === to) return undefined;
  const target = [...path.slice(0, -1), to];
  if (valueAt(root, target) !== undefined) return refuse('already-exists', target);
  const refusal = checkHealth(outline, path) ?? checkUnused(outline, target);
  if (refusal !== undefined) return refusal;
  const brackets = bracketsAround(root, path);
  draft.replace(brackets < 0 ? renameInLines(draft, path, to) : renameInBrackets(draft, path, brackets, to));
  return undefined;
}

function renameInLines(draft: Draft, path: KeyPath, to: string): TextReplacement[] {
  const { outline } = draft;
  return outline.under(path).flatMap((statement) => {
    const part = statement.keys[outline.partOf(statement, path)];
    if (part === undefined) return [];
    const text = renamedKey(draft, part, to);
    return [
      { start: part.start, end: part.end, text },
      ...realigned(outline, statement, text.length - length(part)),
    ];
  });
}

function renameInBrackets(draft: Draft, path: KeyPath, brackets: number, to: string): TextReplacement[] {
  const list = valueAt(draft.document.root, path.slice(0, brackets));
  const inner = path.slice(brackets);
  const items = list === undefined ? [] : itemsAt(readBrackets(draft.document, list), inner);
  return items.flatMap(({ keys }) => {
    const part = keys[inner.length - 1];
    return part === undefined
      ? []
      : [{ start: part.start, end: part.end, text: renamedKey(draft, part, to) }];
  });
}

/** The new name, quoted as the old one was: kept when the old one needed no quotes, dropped when it did. */
function renamedKey({ document, habits }: Draft, part: KeyPart, to: string): string {
  const first = document.text.charAt(part.start);
  const isQuoted = first === '"' || first === "'";
  return writeKey(to, { quote: isQuoted ? first : habits.keyQuote, always: isQuoted && isBare(part.name) });
}

/** Keeps the equals sign in its column where the lines around are aligned. */
function realigned(outline: Outline, statement: Statement, growth: number): TextReplacement[] {
  const first = statement.keys[0];
  const last = statement.keys.at(-1);
  const equals = statement.kind === 'key-value' ? equalsOf(outline.document, statement) : undefined;
  if (equals === undefined || first === undefined || last === undefined) return [];
  const text = blanksForLength(outline, statement, last.end - first.start + growth);
  return text === equals.before ? [] : [{ start: last.end, end: equals.start, text }];
}

function length({ start, end }: KeyPart): number {
  return end - start;
}
