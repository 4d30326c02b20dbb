import type { monaco } from '../monaco.ts';
import type { LineRange, TomlStructure } from './structure.ts';

/** What can be folded: tables, values of several lines, blocks of comments. Closing brackets stay in sight. */
export function foldingRanges(
  { sections, values, comments }: TomlStructure,
  lines: readonly string[],
  comment: monaco.languages.FoldingRangeKind,
): monaco.languages.FoldingRange[] {
  const closesItself = ({ end }: LineRange) => /^\s*[\]}]/.test(lines[end - 1] ?? '');
  const ranges: monaco.languages.FoldingRange[] = [
    ...sections.map(({ start, end }) => ({ start, end })),
    ...values.map((value) => ({ start: value.start, end: closesItself(value) ? value.end - 1 : value.end })),
    ...comments.map(({ start, end }) => ({ start, end, kind: comment })),
  ];
  return ranges
    .filter(({ start, end }) => end > start)
    .toSorted((one, other) => one.start - other.start || other.end - one.end);
}
