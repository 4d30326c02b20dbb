import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

/** One part of the dialog, under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      <div className={styles.box}>{children}</div>
    </section>
  );
}
