import { useEffect, useMemo, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { EffectiveRow } from '../../shared/contract/model.ts';
import { useApp } from '../app/context.ts';
import { goTo } from '../app/places.ts';
import { Button, IconButton, IconToggle } from '../controls/Button.tsx';
import { EmptyState } from '../controls/EmptyState.tsx';
import { FilterField } from '../controls/FilterField.tsx';
import { PanelHeader } from '../controls/PanelHeader.tsx';
import { useRememberedSize } from '../controls/sizes.ts';
import { count } from '../controls/wording.ts';
import { useAnalysis } from '../state/analysis.ts';
import { useDocuments } from '../state/documents.ts';
import { createEffectiveLoader, useEffective } from '../state/effective.ts';
import { useLayout } from '../state/layout.ts';
import { selectionName, useSelection } from '../state/selection.ts';
import { Icon } from '../theme/icons.tsx';
import styles from './EffectivePanel.module.css';
import { EffectiveTree } from './EffectiveTree.tsx';
import { Provenance } from './Provenance.tsx';
import { visibleRows } from './rows.ts';

const noRows: readonly EffectiveRow[] = [];

/** What the program will really get in the selected environment, and where each value comes from. */
export function EffectivePanel() {
  useLoadedView();
  const selection = useSelection();
  const view = useEffective((store) => store.view);
  const defaults = useLayout((store) => store.defaults);
  const [filter, setFilter] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const provenance = useRememberedSize('provenance', 192);
  const rows = view?.rows ?? noRows;
  const isOutdated = view?.environment !== selection.environment || view.service !== selection.service;
  const focused = useFocusedPath(rows);
  const shown = useMemo(
    () => visibleRows(rows, { filter, defaults, folded }),
    [rows, filter, defaults, folded],
  );
  const tables = () =>
    rows.filter(({ kind, depth }) => kind === 'table' && depth === 0).map(({ path }) => path);

  return (
    <section aria-label="Effective" className={styles.panel}>
      <PanelHeader title="Effective" detail={selectionName(selection)}>
        <IconToggle
          icon="defaults"
          label="Show defaults"
          isSelected={defaults}
          onChange={(on) => useLayout.setState({ defaults: on })}
        />
        <IconButton icon="collapse" label="Fold all tables" onPress={() => setFolded(new Set(tables()))} />
      </PanelHeader>
      <FilterField
        label="Filter the effective configuration"
        placeholder="Filter by key, value or layer"
        value={filter}
        onChange={setFilter}
      />
      <StaleNote />
      <Group orientation="vertical" className={styles.body} onLayoutChanged={provenance.remember}>
        <Panel id="tree" minSize={96} className={styles.tree}>
          {shown.length > 0 ? (
            <EffectiveTree
              rows={shown}
              folded={filter === '' ? folded : new Set()}
              focused={focused}
              outdated={isOutdated}
              onFocus={(path) => useEffective.setState({ focused: path })}
              onFold={(path, fold) => setFolded((before) => withPath(before, path, fold))}
              onOpen={openRow}
            />
          ) : (
            <Nothing
              filtered={filter !== ''}
              hiddenDefaults={!defaults && rows.length > 0}
              clear={() => setFilter('')}
            />
          )}
        </Panel>
        <Separator className={styles.separator} />
        <Panel
          id="provenance"
          panelRef={provenance.panelRef}
          defaultSize={provenance.defaultSize}
          minSize={64}
          groupResizeBehavior="preserve-pixel-size"
        >
          <Provenance row={rows.find(({ path }) => path === focused)} />
        </Panel>
      </Group>
      <TotalNote shown={view?.rows.length ?? 0} total={view?.total ?? 0} />
    </section>
  );
}

/** Loads the view again when the analysis or the selection changes. */
function useLoadedView(): void {
  const { client } = useApp();
  const load = useMemo(() => createEffectiveLoader(client), [client]);
  const { environment, service } = useSelection();
  const revision = useAnalysis(
    (store) => store.analysis && `${store.analysis.generation}.${store.analysis.revision}`,
  );
  useEffect(() => {
    if (environment !== '' && revision !== null) load({ environment, service });
  }, [load, environment, service, revision]);
}

/** The row the user chose, or the key the cursor moved to since; a cursor on something else changes nothing. */
function useFocusedPath(rows: readonly EffectiveRow[]): string | null {
  const path = useDocuments((store) => store.cursor?.path ?? '');
  const isShown = useMemo(() => rows.some((row) => row.path === path), [rows, path]);
  useEffect(() => {
    if (isShown) useEffective.setState({ focused: path });
  }, [path, isShown]);
  return useEffective((store) => store.focused);
}

function openRow(row: EffectiveRow): void {
  const { source } = row;
  if (source?.fileId !== undefined) goTo(source.fileId, source.line, source.column);
}

function withPath(paths: ReadonlySet<string>, path: string, present: boolean): ReadonlySet<string> {
  const next = new Set(paths);
  if (present) next.add(path);
  else next.delete(path);
  return next;
}

function StaleNote() {
  const stale = useEffective((store) => store.view?.stale.length ?? 0);
  if (stale === 0) return null;
  return (
    <p className={styles.stale} role="status">
      <Icon name="warning" />
      {stale === 1 ? 'One file does not parse' : `${count(stale, 'file')} do not parse`}; its last good values
      stand in.
    </p>
  );
}

function TotalNote({ shown, total }: { shown: number; total: number }) {
  if (total <= shown) return null;
  return (
    <p className={styles.total}>
      The first {shown.toLocaleString('en')} of {count(total, 'row')}. `strata effective` prints all of them.
    </p>
  );
}

function Nothing(props: { filtered: boolean; hiddenDefaults: boolean; clear: () => void }) {
  const failure = useEffective((store) => store.failure);
  const environment = useSelection((store) => store.environment);
  const loaded = useEffective((store) => store.view !== null);
  if (failure !== null) {
    return (
      <EmptyState icon="error" title={failure.message}>
        {failure.remedy}
      </EmptyState>
    );
  }
  if (props.filtered) {
    return (
      <EmptyState
        icon="filter"
        title="Nothing matches the filter"
        actions={<Button onPress={props.clear}>Clear the filter</Button>}
      >
        {props.hiddenDefaults ? 'Defaults are hidden; they may match.' : undefined}
      </EmptyState>
    );
  }
  if (environment === '') {
    return (
      <EmptyState icon="effective" title="No environment">
        The merged values of an environment appear here. This folder has none yet.
      </EmptyState>
    );
  }
  if (!loaded) return null;
  return (
    <EmptyState icon="effective" title="No values yet">
      No layer of {environment} sets a key. Type one into a layer and it appears here.
    </EmptyState>
  );
}
