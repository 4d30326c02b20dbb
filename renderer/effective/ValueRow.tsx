import type { EffectiveRow } from '../../shared/contract/model.ts';
import { describeCounts, KeepEnd, SourceChip } from '../controls/Marks.tsx';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './EffectiveTree.module.css';

/** Pixels that show how deep a row lies; only the key moves, so that values and origins stay in line. */
export function indentOf({ depth }: EffectiveRow): number {
  return depth * 12;
}

/** Key, value and where the value comes from. */
export function ValueRow({ row }: { row: EffectiveRow }) {
  return (
    <>
      <span className={styles.key} style={{ paddingLeft: indentOf(row) + 14 }}>
        <KeepEnd text={row.key} />
      </span>
      <span className={cx(styles.value, styles[valueLook(row)])} title={row.secret ? 'Secret' : row.value}>
        {row.secret ? <Icon name="lock" /> : null}
        <span className={styles.literal}>{row.value}</span>
        <ProblemMark row={row} />
      </span>
      <span className={styles.source}>
        <SourceChip source={row.source} />
      </span>
    </>
  );
}

function ProblemMark({ row: { problems } }: { row: EffectiveRow }) {
  const severity = problems.error > 0 ? 'error' : problems.warning > 0 ? 'warning' : null;
  if (severity === null) return null;
  return (
    <span className={cx(styles.problem, styles[severity])} title={describeCounts(problems)}>
      <Icon name={severity} />
    </span>
  );
}

function valueLook(row: EffectiveRow): string {
  if (row.secret) return 'secret';
  if (row.source?.state === 'unresolved') return 'unresolved';
  if (row.source?.state === 'default') return 'default';
  if (row.source?.state === 'stale') return 'stale';
  if (row.type === 'string') return 'string';
  if (row.type === 'integer' || row.type === 'float') return 'number';
  if (row.type === 'boolean') return 'boolean';
  return row.type === 'array' ? 'array' : 'date';
}
