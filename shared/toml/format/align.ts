/** Columns that lines share: of the equals signs of a block, of the comments beside its lines. */
import type { Line } from './lines.ts';
import { columnsOf } from './width.ts';

/** What is written before a sign or a comment on its line: its columns, and those without the blanks at its end. */
export interface Lead {
  readonly column: number;
  readonly width: number;
}

/** The lead of what stands at an offset; undefined where a tab makes the column a matter of taste. */
export function leadOf(text: string, offset: number): Lead | undefined {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const lead = text.slice(lineStart, offset).replace(/^\ufeff/, '');
  const written = lead.trimEnd();
  if (lead.includes('\t', written.length)) return undefined;
  return { column: columnsOf(lead), width: columnsOf(written) };
}

/**
 * Whether lines are aligned on purpose: more than half of them, of different widths, reach the same column. Lines that
 * all have the same blanks behind them are not; lines that were aligned are, unless both ways are the same.
 */
export function isAligned(leads: readonly (Lead | undefined)[]): boolean {
  const columns = new Map<number, number[]>();
  for (const lead of leads) {
    if (lead === undefined) continue;
    const widths = columns.get(lead.column);
    if (widths === undefined) columns.set(lead.column, [lead.width]);
    else widths.push(lead.width);
  }
  return [...columns.values()].some((widths) => widths.length * 2 > leads.length && new Set(widths).size > 1);
}

/** Gives the comments beside a group of lines one column; those of lines over the limit keep to their line. */
export function alignComments(
  text: string,
  group: readonly Line[],
  options: { readonly align: boolean | undefined; readonly lineWidth: number },
): void {
  const lines = group.filter((line) => line.comment !== undefined && line.width <= options.lineWidth);
  if (!(options.align ?? isAligned(lines.map(({ commentAt }) => leadOf(text, commentAt))))) return;
  const widest = lines.reduce((most, { width }) => Math.max(most, width), 0);
  for (const line of lines) line.gap += widest - line.width;
}
