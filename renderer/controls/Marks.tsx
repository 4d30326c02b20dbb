/** The small signs of state: counts, chips, severities, paths that keep their end. */
import type { ReactNode } from 'react';
import type { Counts, EffectiveRow, Severity } from '../../shared/contract/model.ts';
import { originInWords, sourceLabel } from '../effective/rows.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './Marks.module.css';
import { count } from './wording.ts';

export function SeverityIcon({ severity }: { severity: Severity }) {
  return (
    <>
      <Icon name={severity} className={styles[severity]} />
      <span className="spoken">{severity}</span>
    </>
  );
}

/** The worst severity and how often; nothing at all when there is nothing to say. */
export function ProblemBadge({ counts }: { counts: Counts }) {
  const severity = counts.error > 0 ? 'error' : 'warning';
  const number = counts[severity];
  if (number === 0) return null;
  return (
    <span className={cx(styles.problems, styles[severity])} title={describeCounts(counts)}>
      <Icon name={severity} />
      <span aria-hidden>{number}</span>
      <span className="spoken">{describeCounts(counts)}</span>
    </span>
  );
}

/** `2 errors, 1 warning`. */
export function describeCounts({ error, warning, info }: Counts): string {
  const parts = [
    error > 0 ? count(error, 'error') : '',
    warning > 0 ? count(warning, 'warning') : '',
    info > 0 ? count(info, 'hint') : '',
  ];
  return parts.filter(Boolean).join(', ') || 'no problems';
}

/** The layer, variable or default a value comes from. */
export function SourceChip({ source }: { source: EffectiveRow['source'] }) {
  if (source === null) return null;
  const overrides =
    source.overridden.length > 0 ? `, overrides ${count(source.overridden.length, 'value')}` : '';
  return (
    <span
      className={cx(styles.chip, styles[chipLook(source)])}
      title={`${originInWords(source)}${overrides}`}
    >
      {source.variable === undefined ? null : <span className={styles.sign}>$</span>}
      <span className={styles.chipText}>{sourceLabel(source)}</span>
    </span>
  );
}

export function Chip({
  look = 'layer',
  children,
}: {
  look?: 'layer' | 'default' | 'error';
  children: ReactNode;
}) {
  return (
    <span className={cx(styles.chip, styles[look])}>
      <span className={styles.chipText}>{children}</span>
    </span>
  );
}

/** Text that, when there is no room, loses its beginning: the end of a path or key tells more. */
export function KeepEnd({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <span className={cx(styles.keepEnd, className)} title={text}>
      <bdi dir="ltr">{text}</bdi>
    </span>
  );
}

function chipLook(source: NonNullable<EffectiveRow['source']>): string {
  if (source.state === 'default') return 'default';
  if (source.state === 'unresolved') return 'error';
  if (source.state === 'stale') return 'stale';
  return source.variable === undefined ? 'layer' : 'variable';
}
