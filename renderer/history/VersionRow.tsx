import { Button } from 'react-aria-components/Button';
import type { VersionInfo } from '../../shared/contract/model.ts';
import { count } from '../controls/wording.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { describeSize, describeTime, originWords } from './grouping.ts';
import styles from './HistoryPanel.module.css';

interface VersionRowProps {
  readonly version: VersionInfo;
  readonly more: number;
  readonly inGroup: boolean;
  readonly opened: boolean;
  readonly onOpen: () => void;
}

/** One version: number, time, origin, message, author, size. */
export function VersionRow({ version, more, inGroup, opened, onOpen }: VersionRowProps) {
  const { origin, label, message } = version;
  return (
    <div className={cx(styles.row, inGroup && styles.inGroup)}>
      <span className={styles.number}>{version.version}</span>
      <time dateTime={version.time} title={new Date(version.time).toLocaleString()} className={styles.time}>
        {describeTime(version.time, new Date())}
      </time>
      <span className={styles.origin}>
        <Icon name={origin} />
        {originWords[origin]}
      </span>
      <span className={styles.message}>
        {version.current ? <span className={styles.current}>current</span> : null}
        {label === undefined ? null : <span className={styles.label}>{label}</span>}
        <span className={styles.words} title={message}>
          {message}
        </span>
        {more > 0 ? (
          <Button className={cx(styles.more)} aria-expanded={opened} onPress={onOpen}>
            {opened ? 'Hide' : `+${more}`}
            <span className="spoken">{count(more, 'earlier version')} within seconds</span>
          </Button>
        ) : null}
      </span>
      <span className={styles.author} title={version.author}>
        {version.author}
      </span>
      <span className={styles.size}>{describeSize(version.size)}</span>
    </div>
  );
}
