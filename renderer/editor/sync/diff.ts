/**
 * Differences of two sequences of strings (the lines of a text, the characters of a line), and the merge of two
 * sequences that grew from one. Small parts are compared exactly; a part too large for that counts as replaced
 * whole, so the time stays bounded in a file of any size.
 */
import { diffIndices } from 'node-diff3';

/** `items` stand in place of what was from `start` up to, not including, `end`. */
export interface SequenceEdit {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
}

/** An exact comparison takes time in the product of both lengths: about 10 ms at this one. */
const EXACT_PRODUCT = 1_000_000;

/** The edits that turn `before` into `after`, in ascending order, none touching the next. */
export function editsBetween(before: readonly string[], after: readonly string[]): SequenceEdit[] {
  const shorter = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shorter && before[prefix] === after[prefix]) prefix += 1;
  let suffix = 0;
  while (
    suffix < shorter - prefix &&
    before[before.length - 1 - suffix] === after[after.length - 1 - suffix]
  ) {
    suffix += 1;
  }
  const old = before.slice(prefix, before.length - suffix);
  const fresh = after.slice(prefix, after.length - suffix);
  if (old.length === 0 && fresh.length === 0) return [];
  if (old.length * fresh.length === 0 || old.length * fresh.length > EXACT_PRODUCT) {
    return [{ start: prefix, end: prefix + old.length, items: fresh }];
  }
  return diffIndices(old, fresh).map(({ buffer1: [offset, length], buffer2Content }) => ({
    start: prefix + offset,
    end: prefix + offset + length,
    items: buffer2Content,
  }));
}

/** Decides what stands where both sides changed the same part of `base`. */
export type Resolve = (
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
) => readonly string[];

/**
 * Merges what `mine` and `theirs` did to `base`. Changes of different parts are both kept; what both inserted at
 * one place is kept, theirs first; a part that both replaced alike counts once, else `resolve` decides.
 */
export function mergeSequences(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  resolve: Resolve,
): string[] {
  const ours = editsBetween(base, mine);
  const others = editsBetween(base, theirs);
  const merged: string[] = [];
  let done = 0;
  while (ours.length > 0 || others.length > 0) {
    const part = nextPart(ours, others);
    append(merged, base.slice(done, part.start));
    append(merged, mergePart(base, part, resolve));
    done = part.end;
  }
  append(merged, base.slice(done));
  return merged;
}

/** What happened to one stretch of the base. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly mine: readonly SequenceEdit[];
  readonly theirs: readonly SequenceEdit[];
}

function mergePart(base: readonly string[], part: Part, resolve: Resolve): readonly string[] {
  const mine = applyEdits(base, part, part.mine);
  if (part.theirs.length === 0) return mine;
  const theirs = applyEdits(base, part, part.theirs);
  if (part.mine.length === 0) return theirs;
  if (part.start === part.end) return [...theirs, ...mine];
  return equal(mine, theirs) ? mine : resolve(base.slice(part.start, part.end), mine, theirs);
}

/**
 * Takes the first edit of either side and every further one that overlaps what was taken. Insertions come by
 * themselves: one that stands right before a part the other side replaced is no conflict.
 */
function nextPart(ours: SequenceEdit[], others: SequenceEdit[]): Part {
  const start = Math.min(...[ours[0], others[0]].map((edit) => edit?.start ?? Number.POSITIVE_INFINITY));
  const inserts = (edit: SequenceEdit | undefined) => edit?.start === start && edit.end === start;
  if (inserts(ours[0]) || inserts(others[0])) {
    return {
      start,
      end: start,
      mine: inserts(ours[0]) ? ours.splice(0, 1) : [],
      theirs: inserts(others[0]) ? others.splice(0, 1) : [],
    };
  }
  let end = start + 1;
  const mine: SequenceEdit[] = [];
  const theirs: SequenceEdit[] = [];
  const takeOverlapping = (from: SequenceEdit[], into: SequenceEdit[]) => {
    const before = into.length;
    for (let next = from[0]; next !== undefined && next.start < end; next = from[0]) {
      end = Math.max(end, next.end);
      into.push(next);
      from.shift();
    }
    return into.length > before;
  };
  takeOverlapping(ours, mine);
  while (takeOverlapping(others, theirs) && takeOverlapping(ours, mine));
  return { start, end, mine, theirs };
}

function applyEdits(base: readonly string[], part: Part, edits: readonly SequenceEdit[]): string[] {
  const result: string[] = [];
  let done = part.start;
  for (const edit of edits) {
    append(result, base.slice(done, edit.start));
    append(result, edit.items);
    done = edit.end;
  }
  append(result, base.slice(done, part.end));
  return result;
}

/** As `push`, without its limit on the number of arguments. */
function append(list: string[], items: readonly string[]): void {
  for (const item of items) list.push(item);
}

function equal(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
