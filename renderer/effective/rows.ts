/** Which rows of the effective configuration are shown: folding, filter, defaults. Pure. */
import type { EffectiveRow } from '../../shared/contract/model.ts';

export interface RowQuery {
  /** Words that must all occur in the path, the value or the origin; case does not matter. */
  readonly filter: string;
  readonly defaults: boolean;
  /** Paths of folded tables; a filter shows what it finds inside them all the same. */
  readonly folded: ReadonlySet<string>;
}

/** The rows to show, in order, each table with what keeps it: a row below it that is shown, or itself. */
export function visibleRows(rows: readonly EffectiveRow[], query: RowQuery): EffectiveRow[] {
  const words = query.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = keepWithAncestors(rows, (row) => (query.defaults || !isDefault(row)) && matches(row, words));
  return words.length > 0 ? kept : fold(kept, query.folded);
}

/** Where a value comes from, in as few letters as a chip has room for. */
export function sourceLabel(source: EffectiveRow['source']): string {
  if (source === null) return '';
  if (source.state === 'default') return 'default';
  if (source.variable !== undefined) return 'variable';
  return source.file === undefined ? source.layer : fileStem(source.file);
}

/** The row as a sentence for those who hear it: key, value, origin, standing. */
export function describeRow(row: EffectiveRow): string {
  if (row.kind === 'table') return `${row.path}, table`;
  const { source } = row;
  const parts = [`${row.path} is ${row.secret ? 'a secret' : row.value}`, originInWords(source)];
  const beaten = source?.overridden[0];
  if (beaten !== undefined)
    parts.push(`overrides ${row.secret ? 'a secret' : beaten.value} in ${beaten.file ?? beaten.layer}`);
  if (row.problems.error > 0)
    parts.push(row.problems.error === 1 ? '1 error' : `${row.problems.error} errors`);
  return parts.filter(Boolean).join(', ');
}

/** Whether two rows look the same: a key stroke makes new rows of which hardly one differs. */
export function sameRow(one: EffectiveRow, other: EffectiveRow): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** `from production.toml line 3`, `from PLUE_PORT`, `schema default`. */
export function originInWords(source: EffectiveRow['source']): string {
  if (source === null) return '';
  if (source.state === 'default') return 'schema default';
  if (source.variable !== undefined) return `from variable ${source.variable}`;
  const line = source.line === undefined ? '' : ` line ${source.line}`;
  const stale = source.state === 'stale' ? ', last good value' : '';
  return `from ${source.file ?? source.layer}${line}${stale}`;
}

export function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/(?<=.)\.(toml|json)$/, '');
}

function isDefault(row: EffectiveRow): boolean {
  return row.kind === 'value' && row.source?.state === 'default';
}

function matches(row: EffectiveRow, words: readonly string[]): boolean {
  const text = `${row.path} ${row.value} ${sourceLabel(row.source)} ${row.source?.layer ?? ''} ${row.source?.variable ?? ''}`;
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** Backwards over rows in document order: a table is kept when a row right below it was. */
function keepWithAncestors(
  rows: readonly EffectiveRow[],
  keep: (row: EffectiveRow) => boolean,
): EffectiveRow[] {
  const kept: EffectiveRow[] = [];
  let shownDepth = 0;
  let lastDepth = 0;
  for (const row of rows.toReversed()) {
    const holdsShown = row.kind === 'table' && row.depth < shownDepth;
    const isEmptyTable = row.kind === 'table' && row.depth >= lastDepth && keep(row);
    if (holdsShown || isEmptyTable || (row.kind === 'value' && keep(row))) {
      kept.push(row);
      shownDepth = row.depth;
    }
    lastDepth = row.depth;
  }
  return kept.toReversed();
}

function fold(rows: readonly EffectiveRow[], folded: ReadonlySet<string>): EffectiveRow[] {
  let hiddenBelow = Number.POSITIVE_INFINITY;
  return rows.filter((row) => {
    if (row.depth > hiddenBelow) return false;
    hiddenBelow = row.kind === 'table' && folded.has(row.path) ? row.depth : Number.POSITIVE_INFINITY;
    return true;
  });
}
