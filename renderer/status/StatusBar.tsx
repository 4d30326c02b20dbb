import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Impact } from '../../shared/contract/model.ts';
import { environmentFieldId, openField } from '../app/fields.ts';
import { goTo } from '../app/places.ts';
import { Hint } from '../controls/Button.tsx';
import { describeCounts, ProblemBadge } from '../controls/Marks.tsx';
import { count } from '../controls/wording.ts';
import { noCounts, selectionState, useAnalysis } from '../state/analysis.ts';
import { useDocuments } from '../state/documents.ts';
import { showBottom } from '../state/layout.ts';
import { selectionName, useSelection } from '../state/selection.ts';
import { activeFile, useTabs } from '../state/tabs.ts';
import { useWorkspace } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { summarizeImpact } from './impact.ts';
import { SchemaItem } from './SchemaItem.tsx';
import styles from './StatusBar.module.css';

/** The standing of the selection left, of the file and the workspace right. */
export function StatusBar() {
  return (
    <footer className={styles.bar}>
      <Standing />
      <ImpactItem />
      <span className={styles.space} />
      <FileItems />
      <WorkspaceItems />
      <ConnectionItem />
    </footer>
  );
}

function Standing() {
  const selection = useSelection();
  const counts = useAnalysis(
    ({ analysis }) =>
      selectionState(analysis, selection.environment, selection.service)?.problems ?? noCounts,
  );
  if (selection.environment === '') return null;
  return (
    <>
      <Item
        label={`Environment ${selectionName(selection)}; press to switch`}
        onPress={() => openField(environmentFieldId)}
      >
        <Icon name="environment" />
        {selectionName(selection)}
      </Item>
      <Item label={`${describeCounts(counts)}; press to list them`} onPress={() => showBottom('problems')}>
        {counts.error + counts.warning === 0 ? (
          <>
            <Icon name="ok" /> no problems
          </>
        ) : (
          <ProblemBadge counts={counts} />
        )}
      </Item>
    </>
  );
}

const noImpact: readonly Impact[] = [];

/** What the unsaved work changes, and where. */
function ImpactItem() {
  const impact = useAnalysis((store) => store.analysis?.impact ?? noImpact);
  const total = useAnalysis((store) => store.analysis?.impactTotal ?? 0);
  if (total === 0) return null;
  return (
    <DialogTrigger>
      <Button className={cx(styles.item, styles.impact)}>
        <Icon name="impact" />
        <span className={styles.impactText}>{summarizeImpact(impact, total)}</span>
      </Button>
      <Popover className={cx(styles.popover)} offset={4} placement="top start">
        <Dialog aria-label="Impact of unsaved changes" className={cx(styles.dialog)}>
          <h2 className={styles.heading}>Unsaved changes give {count(total, 'effective change')}</h2>
          <table className={styles.table}>
            <tbody>
              {impact.map((one) => (
                <tr key={JSON.stringify([one.environment, one.service, one.path])}>
                  <td>{selectionName(one)}</td>
                  <td className={styles.code}>{one.path}</td>
                  <td className={styles.code}>
                    {one.before === null ? (
                      <span className={styles.none}>not set</span>
                    ) : (
                      <del>{one.before}</del>
                    )}
                  </td>
                  <td className={styles.code}>{one.after ?? <span className={styles.none}>not set</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

const eolNames = { lf: 'LF', crlf: 'CRLF', mixed: 'mixed line ends' } as const;

function FileItems() {
  const file = useTabs(activeFile);
  const standing = useDocuments((store) => (file === null ? undefined : store.documents.get(file)));
  const cursor = useDocuments((store) => (store.cursor?.file === file ? store.cursor : null));
  if (standing === undefined) return null;
  return (
    <>
      {cursor === null ? null : (
        <span className={cx(styles.text, styles.cursor)}>
          Ln {cursor.line}, Col {cursor.column}
        </span>
      )}
      <span className={styles.text}>
        {eolNames[standing.eol]}
        {standing.bom ? ' with BOM' : ''}
      </span>
      {standing.readOnly ? <span className={styles.text}>read-only</span> : null}
    </>
  );
}

function WorkspaceItems() {
  const workspace = useWorkspace((store) => store.workspace);
  if (workspace === null) return null;
  const { dialect, layoutReason, toml, manifest } = workspace;
  return (
    <>
      <Item
        label={`Merge rules: ${dialect}. ${layoutReason}`}
        onPress={() => manifest !== null && goTo(manifest)}
      >
        {dialect}
      </Item>
      <Item
        label="The edition of TOML the files are held against"
        onPress={() => manifest !== null && goTo(manifest)}
      >
        TOML {toml}
      </Item>
      <SchemaItem />
    </>
  );
}

function ConnectionItem() {
  const connected = useWorkspace((store) => store.connected);
  return (
    <span
      className={cx(styles.text, !connected && styles.lost)}
      title={connected ? 'Changes made outside show up here at once' : 'The connection to Strata is lost'}
    >
      <Icon name={connected ? 'connected' : 'disconnected'} />
      {connected ? 'watching' : 'disconnected'}
    </span>
  );
}

function Item(props: { label: string; onPress: () => void; children: ReactNode }) {
  return (
    <Hint text={props.label}>
      <Button className={cx(styles.item)} onPress={props.onPress}>
        {props.children}
      </Button>
    </Hint>
  );
}
