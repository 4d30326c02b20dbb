import { useEffect, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import type { EffectiveRow, Explanation, Source } from '../../shared/contract/model.ts';
import { useApp } from '../app/context.ts';
import { goTo } from '../app/places.ts';
import { Chip, KeepEnd, SourceChip } from '../controls/Marks.tsx';
import { Prose } from '../controls/Prose.tsx';
import { useAnalysis } from '../state/analysis.ts';
import { useSelection } from '../state/selection.ts';
import { cx } from '../theme/cx.ts';
import styles from './Provenance.module.css';
import { fileStem } from './rows.ts';

/** Why the focused value is what it is, and the values it beat. */
export function Provenance({ row }: { row: EffectiveRow | undefined }) {
  const explanation = useExplanation(row?.kind === 'value' ? row.path : null);
  if (row === undefined || row.kind === 'table') {
    return (
      <p className={styles.nothing}>Choose a key to see where its value comes from and what it overrides.</p>
    );
  }
  const { source } = row;
  return (
    <div className={styles.provenance}>
      <div className={styles.head}>
        <KeepEnd text={row.path} className={styles.path} />
        <span className={styles.type}>{row.type}</span>
      </div>
      <p className={styles.sentence}>{explanation?.sentence}</p>
      {source === null ? null : <Setters row={row} source={source} />}
      {explanation?.description === undefined ? null : (
        <p className={styles.description}>
          <Prose text={explanation.description} />
        </p>
      )}
    </div>
  );
}

/** The winner, then what it beat, nearest first; a click goes there. */
function Setters({ row, source }: { row: EffectiveRow; source: Source }) {
  const beaten = source.overridden.map((setter, index) => ({ ...setter, key: `${index} ${setter.layer}` }));
  return (
    <GridList
      aria-label="Where the value is set"
      onAction={(key) => {
        const place = key === 'winner' ? source : beaten.find((setter) => setter.key === key);
        if (place?.fileId !== undefined) goTo(place.fileId, place.line, place.column);
      }}
    >
      <GridListItem id="winner" textValue={row.value} className={cx(styles.setter)}>
        <span className={styles.chip}>
          <SourceChip source={source} />
        </span>
        <span className={styles.value}>{row.value}</span>
        <Place file={source.file} line={source.line} variable={source.variable} />
      </GridListItem>
      {beaten.map((setter) => (
        <GridListItem key={setter.key} id={setter.key} textValue={setter.value} className={cx(styles.setter)}>
          <span className={styles.chip}>
            <Chip>{setter.file === undefined ? setter.layer : fileStem(setter.file)}</Chip>
          </span>
          <del className={styles.value}>{setter.value}</del>
          <Place file={setter.file} line={setter.line} variable={setter.variable} />
        </GridListItem>
      ))}
    </GridList>
  );
}

function Place(props: { file: string | undefined; line: number | undefined; variable: string | undefined }) {
  const line = props.line === undefined ? '' : `:${props.line}`;
  const text = props.file === undefined ? (props.variable ?? '') : `${props.file}${line}`;
  return text === '' ? null : <KeepEnd text={text} className={styles.place} />;
}

/** The engine's explanation of a path, loaded again with every analysis; the old one stays until then. */
function useExplanation(path: string | null): Explanation | null {
  const { client } = useApp();
  const { environment, service } = useSelection();
  const revision = useAnalysis((store) => store.analysis?.revision);
  const [explanation, setExplanation] = useState<Explanation | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may explain the same path differently.
  useEffect(() => {
    if (path === null || environment === '') return;
    let left = false;
    client.call('effective.explain', { environment, service, path }).then(
      (answer) => {
        if (!left) setExplanation(answer);
      },
      // The key may be gone by the time it is asked for; the row goes with the next view.
      () => {
        if (!left) setExplanation(null);
      },
    );
    return () => {
      left = true;
    };
  }, [client, environment, service, path, revision]);

  return explanation?.path === path ? explanation : null;
}
