import { useMemo } from 'react';
import type { FileId, FileInfo, LayerInfo } from '../../shared/contract/model.ts';
import { goTo } from '../app/places.ts';
import { EmptyState } from '../controls/EmptyState.tsx';
import { ProblemBadge } from '../controls/Marks.tsx';
import { PanelHeader } from '../controls/PanelHeader.tsx';
import {
  environmentCounts,
  fileCounts,
  noCounts,
  noProblems,
  noSelections,
  selectionState,
  useAnalysis,
} from '../state/analysis.ts';
import { selectionName, useSelection } from '../state/selection.ts';
import { activeFile, useTabs } from '../state/tabs.ts';
import { baseName, useWorkspace } from '../state/workspace.ts';
import { notify } from '../toasts/queue.ts';
import { EnvironmentRow } from './EnvironmentRow.tsx';
import { FileRow } from './FileRow.tsx';
import { LayerRow, layerTitle } from './LayerRow.tsx';
import styles from './LayersPanel.module.css';
import { Section } from './Section.tsx';

const noLayers: readonly LayerInfo[] = [];
const noFiles: readonly FileId[] = [];

/** The layers of the selection, the other environments, and the files that are no layer here. */
export function LayersPanel() {
  const selection = useSelection();
  const { environment, service } = selection;
  const analysed = useAnalysis(({ analysis }) => analysis !== null);
  const layers = useAnalysis(
    ({ analysis }) => selectionState(analysis, environment, service)?.layers ?? noLayers,
  );
  const stale = useAnalysis(
    ({ analysis }) => selectionState(analysis, environment, service)?.stale ?? noFiles,
  );
  return (
    <section aria-label="Layers" className={styles.panel}>
      <PanelHeader title="Layers" detail={selectionName(selection)} />
      <div className={styles.sections}>
        <Layers layers={layers} stale={stale} analysed={analysed} />
        <Environments />
        <OtherFiles layers={layers} />
      </div>
    </section>
  );
}

function Layers(props: { layers: readonly LayerInfo[]; stale: readonly FileId[]; analysed: boolean }) {
  const { layers, stale, analysed } = props;
  const active = useTabs(activeFile);
  const topFirst = useMemo(() => layers.toReversed(), [layers]);
  const files = useWorkspace((store) => store.workspace?.files.length ?? 0);
  if (analysed && topFirst.length === 0) {
    return (
      <EmptyState icon="layers" title={files === 0 ? 'No TOML files' : 'No layers'}>
        {files === 0
          ? 'Put a TOML file into this folder and it appears here.'
          : 'Open a file below, or describe the layers in a strata.toml.'}
      </EmptyState>
    );
  }
  return (
    <Section
      title="Layers, highest precedence first"
      items={topFirst}
      keyOf={(layer) => layer.id}
      nameOf={layerTitle}
      onOpen={openLayer}
    >
      {(layer) => (
        <LayerRow
          layer={layer}
          active={layer.file !== null && layer.file === active}
          stale={layer.file !== null && stale.includes(layer.file)}
        />
      )}
    </Section>
  );
}

function Environments() {
  const environments = useWorkspace((store) => store.workspace?.environments);
  const selected = useSelection((store) => store.environment);
  const selections = useAnalysis((store) => store.analysis?.selections ?? noSelections);
  const others = useMemo(
    () =>
      (environments ?? [])
        .filter(({ name }) => name !== selected)
        .map((environment) => ({ environment, counts: environmentCounts(selections, environment.name) })),
    [environments, selected, selections],
  );
  const eachFileItsOwn = useWorkspace((store) => store.workspace?.layout === 'unrelated');
  if (others.length === 0 || eachFileItsOwn) return null;
  return (
    <Section
      title="Other environments"
      foldable
      items={others}
      keyOf={({ environment }) => environment.name}
      nameOf={({ environment }) => environment.name}
      onOpen={({ environment }) => useSelection.setState({ environment: environment.name })}
    >
      {({ environment, counts }) => <EnvironmentRow environment={environment} counts={counts} />}
    </Section>
  );
}

function OtherFiles({ layers }: { layers: readonly LayerInfo[] }) {
  const files = useWorkspace((store) => store.workspace?.files);
  const problems = useAnalysis((store) => store.analysis?.problems ?? noProblems);
  const active = useTabs(activeFile);
  const counts = useMemo(() => fileCounts(problems), [problems]);
  const others = useMemo(() => {
    const shown = new Set(layers.map(({ file }) => file));
    return (files ?? []).filter((file) => !shown.has(file.id) && !isUnusedDotenv(file)).toSorted(byRole);
  }, [files, layers]);
  if (others.length === 0) return null;
  return (
    <Section
      title="Other files"
      foldable
      items={others}
      keyOf={({ id }) => id}
      nameOf={({ path }) => baseName(path)}
      onOpen={openFile}
    >
      {(file) => (
        <FileRow file={file} active={file.id === active}>
          <ProblemBadge counts={counts.get(file.id) ?? noCounts} />
        </FileRow>
      )}
    </Section>
  );
}

/** Every environment may have a dotenv file; most have none, and nothing is missing then. */
function isUnusedDotenv({ role, exists }: FileInfo): boolean {
  return role === 'variables' && !exists;
}

/** In a folder of unrelated files each is an environment of its own, which goes with it. */
function openFile({ id, path }: FileInfo): void {
  const { workspace } = useWorkspace.getState();
  const own = workspace?.layout === 'unrelated' && workspace.environments.some(({ name }) => name === path);
  if (own) useSelection.setState({ environment: path });
  goTo(id);
}

function openLayer(layer: LayerInfo): void {
  if (layer.file !== null) goTo(layer.file);
  else if (layer.kind === 'variables') {
    notify({
      severity: 'info',
      code: 'no-file',
      message: `${layer.name} come from the process Strata runs in; no .env file sets them.`,
    });
  }
}

const roleOrder: Readonly<Record<FileInfo['role'], number>> = {
  manifest: 0,
  schema: 1,
  layer: 2,
  variables: 3,
  other: 4,
};

function byRole(a: FileInfo, b: FileInfo): number {
  return roleOrder[a.role] - roleOrder[b.role] || (a.path < b.path ? -1 : 1);
}
