import { useEffect, useRef, useState } from 'react';
import type { StrataClient } from '../../shared/contract/client.ts';
import type { CompareSide, Comparison } from '../../shared/contract/model.ts';
import { toLf } from '../../shared/text/eol.ts';
import { EmptyState } from '../controls/EmptyState.tsx';
import { cx } from '../theme/cx.ts';
import type { ThemeName } from '../theme/tokens.ts';
import styles from './ComparePane.module.css';
import { CompareToolbar } from './compare/CompareToolbar.tsx';
import { createDiffEditor, type DiffEditor } from './compare/diff-editor.ts';
import { KeyDifferences } from './compare/KeyDifferences.tsx';
import { useComparison } from './compare/useComparison.ts';
import { setEditorTheme } from './theme.ts';

export interface ComparePaneProps {
  readonly client: StrataClient;
  /** The older of the two. */
  readonly left: CompareSide;
  readonly right: CompareSide;
  readonly theme: ThemeName;
}

/** Two texts side by side, with the values that differ above them. */
export function ComparePane({ client, left, right, theme }: ComparePaneProps) {
  const state = useComparison(client, left, right);
  useEffect(() => setEditorTheme(theme), [theme]);
  return (
    <section className={cx(styles.pane)} aria-label="Compare" aria-busy={state.kind === 'loading'}>
      {state.kind === 'failed' ? (
        <EmptyState icon="error" title={state.error.message}>
          {state.error.remedy ?? 'Close this tab and compare again.'}
        </EmptyState>
      ) : null}
      {state.kind === 'ready' ? (
        <Compared comparison={state.comparison} areAges={isInTime(left) || isInTime(right)} />
      ) : null}
    </section>
  );
}

/** Two environments stand beside each other; everything else is older or newer. */
function isInTime({ kind }: CompareSide): boolean {
  return kind !== 'environment';
}

interface ComparedProps {
  readonly comparison: Comparison;
  readonly areAges: boolean;
}

function Compared({ comparison, areAges }: ComparedProps) {
  const { left, right } = comparison;
  if (left.text === right.text) {
    return (
      <EmptyState icon="ok" title="No differences">
        {left.title} and {right.title} hold the same text.
      </EmptyState>
    );
  }
  if (toLf(left.text) === toLf(right.text)) {
    return (
      <EmptyState icon="ok" title="Only line endings differ">
        {left.title} and {right.title} have the same lines; one ends them with LF, the other with CR LF.
      </EmptyState>
    );
  }
  return <Differences comparison={comparison} areAges={areAges} />;
}

function Differences({ comparison, areAges }: ComparedProps) {
  const { left, right, keys } = comparison;
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<DiffEditor | null>(null);
  const [changes, setChanges] = useState<number | null>(null);
  const [leftWidth, setLeftWidth] = useState<number | null>(null);
  const [sideBySide, setSideBySide] = useState(true);

  useEffect(() => {
    if (place.current === null) return;
    const created = createDiffEditor(place.current, { onChanges: setChanges, onLeftWidth: setLeftWidth });
    editor.current = created;
    return () => {
      editor.current = null;
      created.dispose();
    };
  }, []);
  useEffect(() => editor.current?.show(comparison), [comparison]);
  useEffect(() => editor.current?.setSideBySide(sideBySide), [sideBySide]);

  return (
    <div
      className={cx(styles.differences)}
      onKeyDownCapture={(event) => {
        if (event.key !== 'F5' || !event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        editor.current?.go(event.shiftKey ? 'previous' : 'next');
      }}
    >
      <CompareToolbar
        summary={summaryOf(changes, keys.length)}
        sideBySide={sideBySide}
        onSideBySide={setSideBySide}
        onGo={(target) => editor.current?.go(target)}
      />
      {keys.length === 0 ? null : (
        <KeyDifferences keys={keys} onChoose={(path) => editor.current?.revealKey(path)} />
      )}
      <div className={cx(styles.titles)}>
        <Title age={areAges ? 'old' : null} name={left.title} width={sideBySide ? leftWidth : null} />
        <Title age={areAges ? 'new' : null} name={right.title} width={null} />
      </div>
      <div ref={place} className={cx(styles.editor)} />
    </div>
  );
}

/** The left title is as wide as the left text; in one column there is nothing to be in line with. */
function Title({ age, name, width }: { age: string | null; name: string; width: number | null }) {
  return (
    <span
      className={cx(styles.title)}
      title={name}
      {...(width === null ? {} : { style: { flex: 'none', width } })}
    >
      {age === null ? null : <span className={cx(styles.age)}>{age}</span>}
      <span className={cx(styles.name)}>
        <bdi>{name}</bdi>
      </span>
    </span>
  );
}

function summaryOf(changes: number | null, keys: number): string {
  if (changes === null) return '';
  const places = changes === 1 ? '1 change' : `${changes} changes`;
  // No keys at all may also mean that a side is no TOML.
  if (keys === 0) return places;
  return `${places}; ${keys === 1 ? '1 value differs' : `${keys} values differ`}`;
}
