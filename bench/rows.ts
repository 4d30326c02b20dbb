/** One measurement beside the peers', milliseconds. */
export interface BenchRow {
  readonly what: string;
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** A table for the terminal: what was done, our time, and each peer's from the same run. */
export function printRows(rows: readonly BenchRow[]): string {
  const peers = [...new Set(rows.flatMap((row) => Object.keys(row.peers)))];
  const table = [
    ['', 'Strata', ...peers],
    ...rows.map((row) => [
      row.what,
      milliseconds(row.ours),
      ...peers.map((peer) => milliseconds(row.peers[peer])),
    ]),
  ];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  return table
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '-' : `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}
