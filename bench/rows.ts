/** What a measurement gives, and how it is printed: one table per budget. */

/** Milliseconds or megabytes; or why there is no number. */
export type Figure = number | string;

export interface BenchRow {
  readonly what: string;
  /** Ours; the budget is about this one. */
  readonly ours: Figure;
  /** By column, in the same unit. */
  readonly others: Readonly<Record<string, Figure>>;
  /** From DESIGN section 9; null where nothing was promised. */
  readonly budget: number | null;
}

export interface BenchTable {
  readonly title: string;
  readonly unit: 'ms' | 'MB';
  /** What `ours` is, such as `strata validate`. */
  readonly ours: string;
  readonly rows: readonly BenchRow[];
  /** What a reader has to know to judge the figures. */
  readonly notes?: readonly string[];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share (0 to 1) of the values lies, between neighbours where it falls between two. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** For the terminal. A reason that is too long for its column stands below the table. */
export function printTable({ title, unit, ours, rows, notes = [] }: BenchTable): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.others)))];
  const reasons = new Map<string, string>();
  const cell = (figure: Figure | undefined, column: string) => {
    if (typeof figure !== 'string') return figure === undefined ? '-' : withUnit(figure, unit);
    reasons.set(column, figure);
    return 'not measured';
  };
  const lines = [
    [title, ours, ...columns, 'budget', ''],
    ...rows.map((row) => [
      `  ${row.what}`,
      cell(row.ours, ours),
      ...columns.map((column) => cell(row.others[column], column)),
      row.budget === null ? '-' : withUnit(row.budget, unit),
      verdict(row),
    ]),
  ];
  const below = [...[...reasons].map(([column, reason]) => `${column}: ${reason}`), ...notes];
  return [...aligned(lines), ...below.map((line) => `  ${line}`)].join('\n');
}

function verdict({ ours, budget }: BenchRow): string {
  if (budget === null || typeof ours === 'string') return '';
  return ours <= budget ? 'ok' : 'OVER';
}

function withUnit(value: number, unit: string): string {
  return `${value.toFixed(value < 100 && !Number.isInteger(value) ? 1 : 0)} ${unit}`;
}

/** The first column and the last to the left, figures to the right. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((text, column) => {
        const width = widths?.[column] ?? 0;
        return column === 0 || column === line.length - 1 ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
