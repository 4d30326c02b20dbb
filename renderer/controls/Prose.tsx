import styles from './Prose.module.css';

/** A sentence of a schema: what stands between backticks is code, the rest is text. */
export function Prose({ text }: { text: string }) {
  let offset = 0;
  return text.split(/(`[^`]+`)/).map((part) => {
    const key = offset;
    offset += part.length;
    const isCode = part.startsWith('`') && part.length > 2;
    return isCode ? (
      <code key={key} className={styles.code}>
        {part.slice(1, -1)}
      </code>
    ) : (
      part
    );
  });
}
