import type { ReactNode } from 'react';
import styles from './PanelHeader.module.css';

interface PanelHeaderProps {
  readonly title: string;
  /** What the panel is about now. */
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
}

/** The strip on top of a panel: its name, what it shows, its controls. */
export function PanelHeader({ title, detail, children }: PanelHeaderProps) {
  return (
    <header className={styles.header}>
      <h2 className={styles.title}>{title}</h2>
      <span className={styles.detail}>{detail}</span>
      {children}
    </header>
  );
}
