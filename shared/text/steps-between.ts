import { differing } from './differing.ts';

/** A change at more places than this is told as one. */
const MAX_STEPS = 8;
/** A shorter stretch is not worth being divided. */
const SHORT = 4096;
/** Lines tried as the first one after a place that both texts have. */
const MAX_TRIES = 4;

/**
 * The texts on the way from one to another, the last included, each with one stretch less that differs. Where places
 * far from each other were changed, no stretch runs from the first to the last of them. `beginning` is what lines
 * begin with that are looked for in both texts to tell where a stretch ends.
 */
export function stepsBetween(before: string, after: string, beginning: string): string[] {
  const { start, endBefore, endAfter } = differing(before, after);
  const steps: string[] = [];
  let [at, other] = [start, start];
  while (Math.max(endBefore - at, endAfter - other) > SHORT) {
    const same = nextSameLine(before, at, after, other, beginning);
    if (same === null || same.before >= endBefore || same.after >= endAfter) break;
    const { start: length } = differing(before.slice(same.before), after.slice(same.after));
    at = same.before + length;
    other = same.after + length;
    if (at >= endBefore || other >= endAfter) break;
    steps.push(after.slice(0, same.after) + before.slice(same.before));
    if (steps.length === MAX_STEPS) return [after];
  }
  return [...steps, after];
}

/** Where the next line begins that both texts have behind an offset. */
function nextSameLine(
  before: string,
  at: number,
  after: string,
  other: number,
  beginning: string,
): { readonly before: number; readonly after: number } | null {
  let found = before.indexOf(`\n${beginning}`, at);
  for (let tries = 0; found >= 0 && tries < MAX_TRIES; tries++) {
    const lineEnd = before.indexOf('\n', found + 1);
    if (lineEnd < 0) return null;
    const same = after.indexOf(before.slice(found, lineEnd + 1), other);
    if (same >= 0) return { before: found + 1, after: same + 1 };
    found = before.indexOf(`\n${beginning}`, lineEnd);
  }
  return null;
}
