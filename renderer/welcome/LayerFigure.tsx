import styles from './LayerFigure.module.css';

const layers = [
  { name: 'variables', values: ['24', '', ''] },
  { name: 'production.toml', values: ['16', '443', ''] },
  { name: 'global.toml', values: ['4', '8080', '"30s"'] },
] as const;

const keys = ['workers', 'port', 'timeout'] as const;

/** What layering means, in a picture: for each key the highest layer that sets it wins. */
export function LayerFigure() {
  return (
    <figure className={styles.figure} aria-label="For each key, the highest layer that sets it wins">
      <div className={styles.grid} aria-hidden>
        <span />
        {keys.map((key) => (
          <span key={key} className={styles.key}>
            {key}
          </span>
        ))}
        {layers.map(({ name, values }, row) => (
          <Row key={name} name={name} values={values} wins={(column) => winner(column) === row} />
        ))}
        <span className={styles.result}>production gets</span>
        {keys.map((key, column) => (
          <span key={key} className={styles.effective}>
            {layers[winner(column)]?.values[column]}
          </span>
        ))}
      </div>
    </figure>
  );
}

function Row(props: { name: string; values: readonly string[]; wins: (column: number) => boolean }) {
  return (
    <>
      <span className={styles.layer}>{props.name}</span>
      {keys.map((key, column) => {
        const value = props.values[column] ?? '';
        const look = value === '' ? styles.unset : props.wins(column) ? styles.wins : styles.beaten;
        return (
          <span key={key} className={look}>
            {value}
          </span>
        );
      })}
    </>
  );
}

function winner(column: number): number {
  return layers.findIndex(({ values }) => values[column] !== '');
}
