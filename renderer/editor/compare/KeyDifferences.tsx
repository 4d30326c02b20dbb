import type { KeyDifference } from '../../../shared/contract/model.ts';
import { cx } from '../../theme/cx.ts';
import styles from './KeyDifferences.module.css';

const glyphs: Readonly<Record<KeyDifference['kind'], string>> = { added: '+', changed: '~', removed: '−' };
const words: Readonly<Record<KeyDifference['kind'], string>> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
};

interface KeyDifferencesProps {
  readonly keys: readonly KeyDifference[];
  readonly onChoose: (path: string) => void;
}

/** Which values differ, whatever comments and order do; a click goes there. */
export function KeyDifferences({ keys, onChoose }: KeyDifferencesProps) {
  return (
    <ul className={cx(styles.list)} aria-label="Keys that differ">
      {keys.map(({ path, kind, before, after }) => (
        <li key={path}>
          <button type="button" className={cx(styles.row)} onClick={() => onChoose(path)}>
            <span className={cx(styles.kind, styles[kind])} title={words[kind]}>
              <span aria-hidden>{glyphs[kind]}</span>
              <span className={cx(styles.spoken)}>{words[kind]}</span>
            </span>
            <span className={cx(styles.path)} title={path}>
              <bdi>{path}</bdi>
            </span>
            <span className={cx(styles.values)}>
              {before === null ? null : <Value className={styles.before} literal={before} />}
              {before === null || after === null ? null : <span aria-hidden>→</span>}
              {after === null ? null : <Value className={styles.after} literal={after} />}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Value({ literal, className }: { literal: string; className: string | undefined }) {
  return (
    <span className={cx(styles.value, className)} title={literal}>
      {literal}
    </span>
  );
}
