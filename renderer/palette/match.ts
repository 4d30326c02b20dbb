/** Finding commands and files by a few letters of their name. Pure. */

export interface Match {
  /** Higher is better. */
  readonly score: number;
  /** Positions of the matched letters, for emphasis. */
  readonly at: readonly number[];
}

/**
 * Matches the letters of `query` in order, spaces left out. A run of letters and the start of a word count more,
 * so that `tp` finds "Toggle Problems" before "output".
 */
export function match(query: string, text: string): Match | null {
  const wanted = [...query.toLowerCase()].filter((letter) => letter !== ' ');
  const lower = text.toLowerCase();
  const whole = lower.indexOf(query.trim().toLowerCase());
  if (wanted.length > 0 && whole >= 0) {
    const at = Array.from({ length: query.trim().length }, (_, index) => whole + index);
    return { score: 1000 + (startsWord(text, whole) ? 500 : 0) - whole - text.length / 100, at };
  }
  const at: number[] = [];
  let score = 0;
  for (const letter of wanted) {
    const from = (at.at(-1) ?? -1) + 1;
    const found = findLetter(lower, text, letter, from);
    if (found < 0) return null;
    score += found === from && at.length > 0 ? 8 : startsWord(text, found) ? 6 : 1;
    at.push(found);
  }
  return { score: score - text.length / 100, at };
}

/** The items that match, best first; all of them, as they are, when nothing is asked. */
export function rank<Item>(
  items: readonly Item[],
  query: string,
  textOf: (item: Item) => string,
): { item: Item; at: readonly number[] }[] {
  if (query.trim() === '') return items.map((item) => ({ item, at: [] }));
  return items
    .flatMap((item) => {
      const found = match(query, textOf(item));
      return found === null ? [] : [{ item, at: found.at, score: found.score }];
    })
    .toSorted((a, b) => b.score - a.score);
}

/** The next place of a letter: where a word starts if that is ahead, else the first. */
function findLetter(lower: string, text: string, letter: string, from: number): number {
  const first = lower.indexOf(letter, from);
  if (first === from || first < 0) return first;
  for (let at = first; at >= 0; at = lower.indexOf(letter, at + 1)) if (startsWord(text, at)) return at;
  return first;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s/._-]/.test(text.charAt(at - 1));
}
