import { useEffect, useMemo, useState } from 'react';
import { GridList, GridListItem, type Selection } from 'react-aria-components/GridList';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import type { VersionInfo } from '../../shared/contract/model.ts';
import { useApp } from '../app/context.ts';
import { EmptyState } from '../controls/EmptyState.tsx';
import { showHistory, useHistory } from '../state/history.ts';
import { subjectFile, useTabs } from '../state/tabs.ts';
import { cx } from '../theme/cx.ts';
import { describeTime, groupVersions, originWords } from './grouping.ts';
import styles from './HistoryPanel.module.css';
import { HistoryToolbar } from './HistoryToolbar.tsx';
import { VersionRow } from './VersionRow.tsx';

interface Line {
  readonly version: VersionInfo;
  /** How many versions its group holds besides it; 0 alone. */
  readonly more: number;
  readonly inGroup: boolean;
}

/** Pixels; the height of a row in HistoryPanel.module.css. */
const rowHeight = 28;

/** The versions of the file in the editor, newest first; one to restore or compare, two to compare. */
export function HistoryPanel() {
  const { client } = useApp();
  const file = useTabs(subjectFile);
  const { list, failure, chosen } = useHistory();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => showHistory(client, file), [client, file]);
  const versions = list?.versions ?? [];
  const lines = useMemo(() => toLines(list?.versions ?? [], opened), [list, opened]);
  const open = (version: number) => setOpened((before) => before.symmetricDifference(new Set([version])));

  return (
    <section aria-label="History" className={styles.panel}>
      <HistoryToolbar list={list} chosen={versions.filter(({ version }) => chosen.includes(version))} />
      {lines.length === 0 ? (
        <NoVersions file={file !== null} loaded={list !== null} failure={failure} />
      ) : (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight }}>
          <GridList
            aria-label="Versions, newest first"
            items={lines.map((line) => ({ ...line, id: line.version.version }))}
            selectionMode="multiple"
            selectionBehavior="replace"
            selectedKeys={chosen}
            onSelectionChange={(keys) => useHistory.setState({ chosen: atMostTwo(keys, versions, chosen) })}
            dependencies={[opened]}
            className={cx(styles.list)}
          >
            {({ version, more, inGroup }) => (
              <GridListItem id={version.version} textValue={inWords(version)} className={cx(styles.item)}>
                <VersionRow
                  version={version}
                  more={more}
                  inGroup={inGroup}
                  opened={opened.has(version.version)}
                  onOpen={() => open(version.version)}
                />
              </GridListItem>
            )}
          </GridList>
        </Virtualizer>
      )}
    </section>
  );
}

function toLines(versions: readonly VersionInfo[], opened: ReadonlySet<number>): Line[] {
  return groupVersions(versions).flatMap(({ newest, earlier }) => {
    const head: Line = { version: newest, more: earlier.length, inGroup: false };
    const rest = earlier.map((version): Line => ({ version, more: 0, inGroup: true }));
    return opened.has(newest.version) ? [head, ...rest] : [head];
  });
}

/** Of a longer range its ends; of three single ones the two chosen last. */
function atMostTwo(keys: Selection, versions: readonly VersionInfo[], before: readonly number[]): number[] {
  const chosen = keys === 'all' ? versions.map(({ version }) => version) : [...keys].map(Number);
  if (chosen.length <= 2) return chosen;
  const added = chosen.filter((version) => !before.includes(version));
  if (added.length === 1) return [...before.slice(-1), ...added];
  const ordered = chosen.toSorted((a, b) => a - b);
  return [ordered[0] ?? 0, ordered.at(-1) ?? 0];
}

function inWords(version: VersionInfo): string {
  const time = describeTime(version.time, new Date());
  return `version ${version.version}, ${originWords[version.origin]} ${time} by ${version.author}`;
}

function NoVersions(props: {
  file: boolean;
  loaded: boolean;
  failure: { message: string; remedy?: string | undefined } | null;
}) {
  if (props.failure !== null) {
    return (
      <EmptyState icon="error" title={props.failure.message}>
        {props.failure.remedy}
      </EmptyState>
    );
  }
  if (!props.file) {
    return (
      <EmptyState icon="history" title="No file is open">
        Open a file to see its versions here. Every save and every change made outside is kept.
      </EmptyState>
    );
  }
  if (!props.loaded) return null;
  return (
    <EmptyState icon="history" title="No versions yet">
      The first save of this file appears here. Earlier versions can be compared and restored.
    </EmptyState>
  );
}
