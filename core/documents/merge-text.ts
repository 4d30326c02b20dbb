import { diff3Merge } from 'node-diff3';

export interface MergedText {
  readonly text: string;
  /** Places where both sides changed the same lines; there the text keeps mine. */
  readonly conflicts: number;
}

/**
 * Merges two texts that grew from one, line by line with their own line ends. Where both changed the same
 * lines the result keeps `mine`: conflict markers would leave a file no TOML reader accepts.
 */
export function mergeText(base: string, mine: string, theirs: string): MergedText {
  const regions = diff3Merge(splitLines(mine), splitLines(base), splitLines(theirs));
  let conflicts = 0;
  const lines: string[] = [];
  for (const region of regions) {
    if (region.ok !== undefined) lines.push(...region.ok);
    if (region.conflict !== undefined) {
      conflicts += 1;
      lines.push(...region.conflict.a);
    }
  }
  return { text: lines.join(''), conflicts };
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
