/** `given(text, options).becomes(text)`: one text before and after. Whatever it is, the promises of the formatter hold. */

import { expect } from 'vitest';
import { applyReplacements, type TextReplacement } from '../../../../shared/text/replacements.ts';
import type { Span } from '../../../../shared/text/text.ts';
import { type FormatOptions, format } from '../../../../shared/toml/format/index.ts';
import { parse, type TomlDocument, type TomlVersion } from '../../../../shared/toml/index.ts';
import { toTagged } from '../../../../shared/toml/tagged.ts';
import { isTrivia, Token } from '../../../../shared/toml/tokens.ts';

export function given(text: string, options: FormatOptions = {}, version: TomlVersion = '1.0') {
  return {
    becomes: (expected: string) => expect(formatSoundly(text, options, version)).toBe(expected),
    stays: () => expect(formatSoundly(text, options, version)).toBe(text),
    /** With this part of the text selected. */
    selecting: (part: string) => {
      const start = text.indexOf(part);
      expect(start).toBeGreaterThanOrEqual(0);
      const selection = { start, end: start + part.length };
      return {
        becomes: (expected: string) =>
          expect(formatSoundly(text, options, version, selection)).toBe(expected),
      };
    },
  };
}

/** The text after formatting; the promises that hold for every text and every choice of options are checked on the way. */
export function formatSoundly(
  text: string,
  options: FormatOptions,
  version: TomlVersion,
  selection?: Span,
): string {
  const before = parse(text, { version });
  const result = format(before, options, selection);
  if (!result.ok) throw new Error(`${result.problem.message} in ${JSON.stringify(text)}`);
  const mayMove = options.order !== undefined || options.sort === 'alphabetical';
  expect(faultyChanges(text, result.changes, mayMove)).toEqual([]);
  const formatted = applyReplacements(text, result.changes);
  const after = parse(formatted, { version });
  expect(after.problems).toEqual([]);
  expectSameContent(before, after, mayMove);
  if (selection === undefined) expect(format(after, options)).toEqual({ ok: true, changes: [] });
  return formatted;
}

/** Changes out of order, without effect, or, unless keys may move, of more than blanks, line breaks and commas. */
function faultyChanges(
  text: string,
  changes: readonly TextReplacement[],
  mayMove: boolean,
): TextReplacement[] {
  return changes.filter((change, index) => {
    const replaced = text.slice(change.start, change.end);
    const isInOrder = change.start <= change.end && change.start > (changes[index - 1]?.end ?? -1);
    const isHarmless = mayMove || /^[ \t\r\n,]*$/.test(replaced + change.text);
    return !isInOrder || !isHarmless || replaced === change.text;
  });
}

/** Values, their spelling, keys, and comments but for blanks at their end; all in their order unless keys may move. */
function expectSameContent(before: TomlDocument, after: TomlDocument, mayMove: boolean): void {
  expect(toTagged(after.root)).toEqual(toTagged(before.root));
  const [words, wordsAfter] = [wordsOf(before), wordsOf(after)];
  if (mayMove) for (const list of [words, wordsAfter]) list.sort();
  expect(wordsAfter).toEqual(words);
}

/** Everything that says something: all tokens but white space, line breaks and commas. */
export function wordsOf({ tree: { text, tokens } }: TomlDocument): string[] {
  const words: string[] = [];
  for (let token = 0; token < tokens.count; token++) {
    const kind = tokens.kindOf(token);
    const word = text.slice(tokens.startOf(token), tokens.endOf(token));
    if (kind === Token.Comment) words.push(word.trimEnd());
    else if (!isTrivia(kind) && kind !== Token.Comma) words.push(word);
  }
  return words;
}
