import { codePointName } from './characters.ts';
import type { ProblemList } from './problems.ts';

/** Half a surrogate pair cannot come from a file, but from an editor, and would be lost when saved. */
export function reportLoneSurrogates(text: string, problems: ProblemList): void {
  if (text.isWellFormed()) return;
  for (const match of text.matchAll(/\p{Surrogate}/gu)) {
    const unit = match[0].charCodeAt(0);
    problems.add('lone-surrogate', match.index, match.index + 1, { text: codePointName(unit) });
  }
}
