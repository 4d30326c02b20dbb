/** New lines among the keys of a table that has lines of its own. */
import { Expression } from '../tree.ts';
import type { Request } from './destination.ts';
import type { Draft } from './draft.ts';
import type { Content } from './insert.ts';
import { keyMannerOf, mannerOf, mannerUnder, writeKey, writeLine } from './lines.ts';
import { spell } from './literal.ts';
import { keyTextOf, type Outline, type Statement } from './outline.ts';
import { placeAmong } from './place.ts';
import { refuse } from './refusal.ts';
import { blanksBefore, blockStart, contentEnd, insertLines, isKind } from './territory.ts';
import type { KeyPath, Refusal } from './types.ts';

/** A line to be written: its names below the table, and its value with comments. */
export interface KeyLine extends Content {
  readonly names: readonly string[];
}

interface Sibling {
  readonly name: string;
  readonly statement: Statement;
}

/** Inserts lines with keys of the root, a table with a header, or one made by dotted keys. */
export function insertKeys(
  draft: Draft,
  table: KeyPath,
  lines: readonly KeyLine[],
  request: Request,
): Refusal | undefined {
  const { outline, habits } = draft;
  const { tree } = outline.document;
  const name = lines[0]?.names[0];
  const home = homeOf(outline, table);
  if (home === undefined || name === undefined) return refuse('damaged', table);
  const { section, siblings, prefix } = home;
  const place = placeAmong(table, name, siblings, request);
  const like = place.side === 'end' ? siblings.at(-1)?.statement : place.sibling.statement;
  const manner = like === undefined ? mannerUnder(outline, section, habits) : mannerOf(outline, like);
  const keyParts = siblings.slice(-50).map(({ statement }) => statement.keys.at(-1));
  const keyManner = keyMannerOf(
    outline.document,
    keyParts.filter((part) => part !== undefined),
    habits,
  );
  const written = lines.flatMap((line) => {
    const keys = line.names.map((key) => writeKey(key, keyManner));
    if (line.key !== undefined) keys[keys.length - 1] = line.key;
    const { above, beside } = line;
    return writeLine(
      { above, key: prefix + keys.join('.'), value: spell(line.value, habits), beside },
      manner,
    );
  });
  if (place.side === 'before') {
    draft.replace([insertLines(tree, blockStart(tree, place.sibling.statement.expression), written)]);
  } else if (like !== undefined) draft.replace([insertLines(tree, like.expression + 1, written)]);
  else if (section !== undefined) draft.replace([insertLines(tree, section.expression + 1, written)]);
  else insertAtTop(draft, written);
  return undefined;
}

/** Where the lines of a table stand: their section, the keys there, and what their keys begin with. */
function homeOf(
  outline: Outline,
  table: KeyPath,
): { section: Statement | undefined; siblings: Sibling[]; prefix: string } | undefined {
  const header = outline.headerOf(table);
  if (header !== undefined || table.length === 0) {
    return { section: header, siblings: siblingsIn(outline.keysUnder(header), table), prefix: '' };
  }
  const lines = outline
    .under(table)
    .filter((line) => line.kind === 'key-value' && outline.partOf(line, table) >= 0 && !line.isDamaged);
  const first = lines[0];
  if (first === undefined) return undefined;
  const prefix = `${keyTextOf(outline.document.text, first.keys, 0, outline.partOf(first, table))}.`;
  return { section: first.section, siblings: siblingsIn(lines, table), prefix };
}

function siblingsIn(lines: readonly Statement[], table: KeyPath): Sibling[] {
  return lines.flatMap((statement) => {
    const name = statement.path[table.length];
    return typeof name === 'string' && !statement.isDamaged ? [{ name, statement }] : [];
  });
}

/** The first keys of a file without a header above: below the comments that open it, above the first section. */
function insertAtTop(draft: Draft, written: readonly string[]): void {
  const { outline, habits } = draft;
  const { tree } = outline.document;
  const first = outline.statements[0];
  const before =
    first === undefined ? contentEnd(tree, tree.expressions.count) : blockStart(tree, first.expression);
  const gap = blanksBefore(tree, before) || Math.min(habits.gap, 1);
  const above = before > 0 && !isKind(tree, before - 1, Expression.Blank) ? [''] : [];
  const below = first === undefined ? [] : Array.from({ length: gap }, () => '');
  draft.replace([insertLines(tree, before, [...above, ...written, ...below])]);
}
