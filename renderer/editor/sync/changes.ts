/** From two texts, as lines, to the changes between them and to the merge of both. */
import type { TextChange } from '../../../shared/text/text.ts';
import { editsBetween, mergeSequences, type Resolve, type SequenceEdit } from './diff.ts';

/**
 * The changes that turn one text into another, each as short as can be: last first, so that each applies to the
 * result of the one before. No change parts the two halves of a character.
 */
export function changesBetween(before: readonly string[], after: readonly string[]): TextChange[] {
  return editsBetween(before, after)
    .map((edit) => toChange(before, edit))
    .reverse();
}

/** How many characters have to be inserted and removed to turn one text into another. */
export function costOf(
  before: readonly string[],
  after: readonly string[],
): { inserted: number; removed: number } {
  const cost = { inserted: 0, removed: 0 };
  for (const { start, end, items } of editsBetween(before, after)) {
    for (const edit of editsBetween(charactersOf(before.slice(start, end)), charactersOf(items))) {
      cost.inserted += edit.items.length;
      cost.removed += edit.end - edit.start;
    }
  }
  return cost;
}

export interface MergedLines {
  readonly lines: string[];
  /** Places where both sides wrote something else over the same characters; there the text keeps mine. */
  readonly conflicts: number;
}

/**
 * Merges two texts that grew from one: by lines, and by characters where both changed the same lines. What one
 * side typed is kept, also inside what the other side removed.
 */
export function mergeLines(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): MergedLines {
  let conflicts = 0;
  const lines = mergeSequences(base, mine, theirs, (...sides) => {
    const merged = mergeCharacters(...sides);
    conflicts += merged.conflicts;
    return merged.lines;
  });
  if (conflicts === 0) return { lines: atLeastOne(lines), conflicts };
  // Equal lines may have been paired wrongly; without regard to lines there may be no conflict at all.
  const merged = mergeCharacters(base, mine, theirs);
  return merged.conflicts === 0 ? { ...merged, lines: atLeastOne(merged.lines) } : { lines, conflicts };
}

function mergeCharacters(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): MergedLines {
  let conflicts = 0;
  const resolve: Resolve = (old, kept, other) => {
    const ours = editsBetween(old, kept);
    const others = editsBetween(old, other);
    if (onlyRemoves(ours) || onlyRemoves(others)) return applyBoth(old, ours, others);
    conflicts += 1;
    return kept;
  };
  const sides = [base, mine, theirs].map(charactersOf) as [string[], string[], string[]];
  return { lines: linesOf(mergeSequences(...sides, resolve)), conflicts };
}

function atLeastOne(lines: string[]): string[] {
  return lines.length === 0 ? [''] : lines;
}

/** The characters of whole lines, each with its line break. */
function charactersOf(lines: readonly string[]): string[] {
  return Array.from(lines.map((line) => `${line}\n`).join(''));
}

function linesOf(characters: readonly string[]): string[] {
  const lines = characters.join('').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function onlyRemoves(edits: readonly SequenceEdit[]): boolean {
  return edits.every((edit) => edit.items.length === 0);
}

/** Removes what either side removed and inserts what both inserted, theirs first. */
function applyBoth(
  base: readonly string[],
  mine: readonly SequenceEdit[],
  theirs: readonly SequenceEdit[],
): string[] {
  const removed = new Set<number>();
  const inserted = new Map<number, string[]>();
  for (const { start, end, items } of [...theirs, ...mine]) {
    for (let index = start; index < end; index += 1) removed.add(index);
    inserted.set(start, [...(inserted.get(start) ?? []), ...items]);
  }
  return [...base, ''].flatMap((item, index) => {
    const kept = index === base.length || removed.has(index) ? [] : [item];
    return [...(inserted.get(index) ?? []), ...kept];
  });
}

function toChange(before: readonly string[], { start, end, items }: SequenceEdit): TextChange {
  if (end === start || items.length === 0) return wholeLines(before, start, end, items);
  const old = before.slice(start, end).join('\n');
  const fresh = items.join('\n');
  const { prefix, suffix } = commonEnds(old, fresh);
  return {
    range: {
      start: positionIn(old, prefix, start),
      end: positionIn(old, old.length - suffix, start),
    },
    text: fresh.slice(prefix, fresh.length - suffix),
  };
}

/** Lines are inserted or removed: one line break goes with each, that after them or, at the end, that before. */
function wholeLines(
  before: readonly string[],
  start: number,
  end: number,
  items: readonly string[],
): TextChange {
  if (end < before.length) {
    return {
      range: { start: { line: start + 1, column: 1 }, end: { line: end + 1, column: 1 } },
      text: items.map((line) => `${line}\n`).join(''),
    };
  }
  const column = (line: number) => (before[line - 1] ?? '').length + 1;
  return {
    range: { start: { line: start, column: column(start) }, end: { line: end, column: column(end) } },
    text: items.map((line) => `\n${line}`).join(''),
  };
}

function commonEnds(old: string, fresh: string): { prefix: number; suffix: number } {
  const shorter = Math.min(old.length, fresh.length);
  let prefix = 0;
  while (prefix < shorter && old.charCodeAt(prefix) === fresh.charCodeAt(prefix)) prefix += 1;
  if (partsPair(old, prefix) || partsPair(fresh, prefix)) prefix -= 1;
  let suffix = 0;
  while (
    suffix < shorter - prefix &&
    old.charCodeAt(old.length - 1 - suffix) === fresh.charCodeAt(fresh.length - 1 - suffix)
  ) {
    suffix += 1;
  }
  if (partsPair(old, old.length - suffix) || partsPair(fresh, fresh.length - suffix)) suffix -= 1;
  return { prefix, suffix };
}

function partsPair(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return left >= 0xd800 && left < 0xdc00 && right >= 0xdc00 && right < 0xe000;
}

/** Where an offset into a block of lines lies in the whole text; the block begins at line index `start`. */
function positionIn(block: string, offset: number, start: number) {
  const before = block.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: start + before.split('\n').length, column: offset - lastBreak };
}
