import type { Counts, EnvironmentInfo } from '../../shared/contract/model.ts';
import { ProblemBadge } from '../controls/Marks.tsx';
import { Icon } from '../theme/icons.tsx';
import styles from './FileRow.module.css';

/** Another environment and how it stands; opening the row switches to it. */
export function EnvironmentRow({ environment, counts }: { environment: EnvironmentInfo; counts: Counts }) {
  const well = counts.error === 0 && counts.warning === 0;
  return (
    <div className={styles.row}>
      <Icon name="environment" className={styles.icon} />
      <span className={styles.name}>{environment.name}</span>
      <span className={styles.detail}>{environment.aliases.join(', ')}</span>
      {environment.protected ? (
        <span className={styles.lock} title="Protected">
          <Icon name="lock" />
          <span className="spoken">protected</span>
        </span>
      ) : null}
      {well ? (
        <span className={styles.well} title="No problems">
          <Icon name="ok" />
          <span className="spoken">no problems</span>
        </span>
      ) : (
        <ProblemBadge counts={counts} />
      )}
    </div>
  );
}
