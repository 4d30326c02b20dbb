/** Putting changes of a text back although other places of it were typed in since. */
import { diffIndices } from 'node-diff3';
import { applyChanges } from '../../shared/text/changes.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { applyReplacements, type TextReplacement } from '../../shared/text/replacements.ts';
import type { Span, TextChange } from '../../shared/text/text.ts';
import { type OpenDocument, typedEol } from './document.ts';

/** What leads from a text back to the one before. */
export interface StepBack {
  readonly before: string;
  readonly after: string;
  /** In `after`, ascending, apart from each other. */
  readonly replacements: readonly TextReplacement[];
}

/** Changes by lines and columns as replacements by offsets, ascending. */
export function replacementsOf({ text }: OpenDocument, changes: readonly TextChange[]): TextReplacement[] {
  const lines = new LineIndex(text);
  return changes
    .map((change) => ({ ...lines.spanOf(change.range), text: change.text }))
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** The way back from replacements that are about to be made in a buffer. */
export function stepBack(document: OpenDocument, replacements: readonly TextReplacement[]): StepBack {
  const before = document.text;
  const eol = typedEol(document);
  const written = replacements.map((each) => ({ ...each, text: withEol(each.text, eol) }));
  const after = applyReplacements(before, written);
  let growth = 0;
  const back = written.map(({ start, end, text }): TextReplacement => {
    const at = start + growth;
    growth += text.length - (end - start);
    return { start: at, end: at + text.length, text: before.slice(start, end) };
  });
  return { before, after, replacements: back };
}

/**
 * The replacements in `now` that take the step back and keep what was typed elsewhere since; null where it was typed
 * over, or where more was typed to the same word.
 */
export function wayBack({ after, replacements }: StepBack, now: string): TextReplacement[] | null {
  const differences = differencesBetween(after, now);
  const found: TextReplacement[] = [];
  let growth = 0;
  let next = 0;
  for (const replacement of replacements) {
    let difference = differences[next];
    while (difference !== undefined && isBefore(difference, replacement)) {
      growth += difference.now.length - difference.old.length;
      next += 1;
      difference = differences[next];
    }
    const at =
      difference === undefined || replacement.end <= difference.start
        ? replacement.start + growth
        : placeInDifference(replacement, difference, growth);
    if (at === null) return null;
    found.push({ ...replacement, start: at, end: at + replacement.end - replacement.start });
  }
  return found;
}

/** Whole lines that are others now; `start` counts in the old text. */
interface Difference {
  readonly start: number;
  readonly old: string;
  readonly now: string;
}

/** Whether the lines end before a place; what stands at the end of the last line is in it. */
function isBefore({ start, old }: Difference, place: Span): boolean {
  const end = start + old.length;
  return old === '' || old.endsWith('\n') ? end <= place.start : end < place.start;
}

/** Where a replacement stands in the lines as they are now: the word it is in, counted among its equals. */
function placeInDifference(
  { start, end }: Span,
  { start: first, old, now }: Difference,
  growth: number,
): number | null {
  if (start < first || end > first + old.length) return null;
  const [from, to] = wordAround(old, start - first, end - first);
  const word = old.slice(from, to);
  const before = placesOf(word, old);
  const after = placesOf(word, now);
  const place = after[before.indexOf(from)];
  if (place === undefined || before.length !== after.length) return null;
  const isSame = (oldNeighbour: string | undefined, neighbour: string | undefined) =>
    oldNeighbour === neighbour || !/["'.]/.test(neighbour ?? '');
  const isAlone = isSame(old[from - 1], now[place - 1]) && isSame(old[to], now[place + word.length]);
  return isAlone ? first + growth + place + (start - first - from) : null;
}

function wordAround(text: string, start: number, end: number): [from: number, to: number] {
  let [from, to] = [start, end];
  while (isWord(text[from - 1])) from -= 1;
  while (isWord(text[to])) to += 1;
  return [from, to];
}

/** Where a word stands by itself. */
function placesOf(word: string, text: string): number[] {
  const places: number[] = [];
  if (word === '') return places;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const goesOn = isWord(word.at(-1)) && isWord(text[at + word.length]);
    if (!goesOn && !(isWord(word[0]) && isWord(text[at - 1]))) places.push(at);
  }
  return places;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}

function differencesBetween(before: string, after: string): Difference[] {
  if (before === after) return [];
  const [oldLines, newLines] = [splitLines(before), splitLines(after)];
  const same = commonEnds(oldLines, newLines);
  const starts = startsOf(oldLines);
  const middle = (lines: readonly string[]) => lines.slice(same.before, lines.length - same.after);
  return diffIndices(middle(oldLines), middle(newLines)).map(({ buffer1, buffer2Content }): Difference => {
    const [at = 0, count = 0] = buffer1;
    const first = at + same.before;
    const old = oldLines.slice(first, first + count).join('');
    return { start: starts[first] ?? 0, old, now: buffer2Content.join('') };
  });
}

function commonEnds(
  one: readonly string[],
  other: readonly string[],
): { readonly before: number; readonly after: number } {
  const shorter = Math.min(one.length, other.length);
  let before = 0;
  while (before < shorter && one[before] === other[before]) before += 1;
  let after = 0;
  while (after < shorter - before && one.at(-1 - after) === other.at(-1 - after)) after += 1;
  return { before, after };
}

/** Where each line begins, and where the last one ends. */
function startsOf(lines: readonly string[]): number[] {
  const starts = [0];
  let at = 0;
  for (const line of lines) {
    at += line.length;
    starts.push(at);
  }
  return starts;
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function withEol(text: string, eol: '\n' | '\r\n'): string {
  return applyChanges('', [{ range: { start: START, end: START }, text }], eol);
}

const START = { line: 1, column: 1 };
