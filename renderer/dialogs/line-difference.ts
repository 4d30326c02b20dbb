/** How many characters at the start and at the end two lines share, whole words only: `[server]` and `[service]` share `[` and `]`. */
export function differingEnds(before: string, after: string): { start: number; end: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  while (start > 0 && (isInWord(before, start) || isInWord(after, start))) start -= 1;
  while (end > 0 && (isInWord(before, before.length - end) || isInWord(after, after.length - end))) end -= 1;
  return { start, end };
}

/** Whether both sides of a place belong to one word. */
function isInWord(text: string, at: number): boolean {
  return /[\w-]/.test(text[at - 1] ?? '') && /[\w-]/.test(text[at] ?? '');
}
