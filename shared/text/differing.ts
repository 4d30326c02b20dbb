/** Texts are compared in pieces of so many UTF-16 units: the engine compares pieces faster than units are read. */
const PIECE = 4096;

/** The one stretch in which two texts differ: it starts at the same offset in both. */
export interface Differing {
  readonly start: number;
  /** Where the stretch ends in the first text, and where in the second. */
  readonly endBefore: number;
  readonly endAfter: number;
}

/** The shortest stretch outside of which two texts are the same; empty in both where they are equal. */
export function differing(before: string, after: string): Differing {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + PIECE <= shorter && isSamePiece(before, start, after, start)) start += PIECE;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const longest = shorter - start;
  const [beforeLength, afterLength] = [before.length, after.length];
  let same = 0;
  while (
    same + PIECE <= longest &&
    isSamePiece(before, beforeLength - same - PIECE, after, afterLength - same - PIECE)
  ) {
    same += PIECE;
  }
  while (
    same < longest &&
    before.charCodeAt(beforeLength - 1 - same) === after.charCodeAt(afterLength - 1 - same)
  ) {
    same++;
  }
  return { start, endBefore: beforeLength - same, endAfter: afterLength - same };
}

function isSamePiece(before: string, at: number, after: string, other: number): boolean {
  return before.slice(at, at + PIECE) === after.slice(other, other + PIECE);
}
