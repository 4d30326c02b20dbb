import styles from './Mark.module.css';

/** The product's mark: layers, the top one solid because it wins. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.8 14 5 8 8.2 2 5Z" className={styles.top} />
      <path d="m2 8 6 3.2L14 8M2 11l6 3.2 6-3.2" />
    </svg>
  );
}
