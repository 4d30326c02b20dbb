/** A merge conflict of version control, kept at one side or both. */
import type { TextReplacement } from '../text/replacements.ts';
import type { FixContext, FixDraft } from './fix.ts';

/** From a `<<<<<<<` line on: our side, the common ancestor where `diff3` shows it, their side. */
const CONFLICT =
  /^<{7}[^\r\n]*(?:\r\n|\r|\n)([\s\S]*?)(?:^\|{7}[^\r\n]*(?:\r\n|\r|\n)[\s\S]*?)?^={7}[^\r\n]*(?:\r\n|\r|\n)([\s\S]*?)^>{7}[^\r\n]*(?:\r\n|\r|\n|$)/my;

/** Offered at the first mark of a conflict that is complete. */
export function mergeConflictFixes({ request, span }: FixContext): FixDraft[] {
  CONFLICT.lastIndex = span.start;
  const match = CONFLICT.exec(request.document.text);
  if (match === null) return [];
  const [whole, ours = '', theirs = ''] = match;
  const keep = (text: string): TextReplacement[] => [
    { start: span.start, end: span.start + whole.length, text },
  ];
  return [
    { title: 'Keep the first side', changes: keep(ours) },
    { title: 'Keep the second side', changes: keep(theirs) },
    { title: 'Keep both sides', changes: keep(ours + theirs) },
  ];
}
