import type { ReactNode } from 'react';
import { Icon, type IconName } from '../theme/icons.tsx';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  readonly icon: IconName;
  /** What would be here. */
  readonly title: string;
  /** How to get it. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Says what would be here and how to get it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} className={styles.icon} />
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <p className={styles.text}>{children}</p>}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
