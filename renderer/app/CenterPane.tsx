import { lazy, Suspense, useEffect, useMemo } from 'react';
import { TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { FileId } from '../../shared/contract/model.ts';
import { findCommand } from '../commands/command.ts';
import { CommandButton } from '../controls/CommandButton.tsx';
import { EmptyState } from '../controls/EmptyState.tsx';
import { MenuButton } from '../controls/Menu.tsx';
import { ask } from '../dialogs/questions.ts';
import type { LanguageShell } from '../editor/languages/ask.ts';
import { useAnalysis } from '../state/analysis.ts';
import { receiveStanding, useDocuments } from '../state/documents.ts';
import { useLayout } from '../state/layout.ts';
import { useReveal } from '../state/reveal.ts';
import { useSelection } from '../state/selection.ts';
import { type Tab, useTabs, withActive } from '../state/tabs.ts';
import { useWorkspace } from '../state/workspace.ts';
import { TabStrip } from '../tabs/TabStrip.tsx';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { useThemeName } from '../theme/useThemeName.ts';
import { notify, report } from '../toasts/queue.ts';
import { Breadcrumb } from './Breadcrumb.tsx';
import styles from './CenterPane.module.css';
import { clipboardText, copyText } from './clipboard.ts';
import { useApp } from './context.ts';
import { DocumentNotice } from './DocumentNotice.tsx';
import { FaultBoundary } from './FaultBoundary.tsx';
import { applyEdits } from './group-edits.ts';
import { goTo, onFileShown } from './places.ts';
import { useCommandChoices } from './useCommandChoices.ts';

const loadEditor = () => import('../editor/EditorPane.tsx');
const EditorPane = lazy(async () => ({ default: (await loadEditor()).EditorPane }));
const ComparePane = lazy(async () => ({ default: (await import('../editor/ComparePane.tsx')).ComparePane }));

/** The tabs and what the active one shows. */
export function CenterPane() {
  // The first file is opened soon; by then the editor is here. Where it cannot be had, opening that file says so.
  useEffect(() => void loadEditor().catch(() => {}), []);
  const tabs = useTabs((store) => store.tabs);
  const active = useTabs((store) => store.active);
  const tab = tabs.find(({ id }) => id === active);
  if (tab === undefined) return <NothingOpen />;
  return (
    <Tabs
      className={cx(styles.center)}
      selectedKey={tab.id}
      onSelectionChange={(key) => useTabs.setState((state) => withActive(state, String(key)))}
    >
      <div className={styles.head}>
        <TabStrip />
        <div className={styles.actions}>
          <CompareMenu />
          <CommandButton id="file.save" />
        </div>
      </div>
      <TabPanel id={tab.id} className={cx(styles.panel)}>
        {tab.kind === 'file' ? <Breadcrumb path={tab.path} file={tab.file} /> : null}
        {tab.kind === 'file' ? <DocumentNotice file={tab.file} /> : null}
        <div className={styles.content}>
          <FaultBoundary part="The editor">
            <Suspense fallback={null}>
              <TabContent tab={tab} />
            </Suspense>
          </FaultBoundary>
        </div>
      </TabPanel>
    </Tabs>
  );
}

function TabContent({ tab }: { tab: Tab }) {
  const { client } = useApp();
  const theme = useThemeName();
  if (tab.kind === 'compare') {
    return <ComparePane key={tab.id} client={client} left={tab.left} right={tab.right} theme={theme} />;
  }
  return <FileContent file={tab.file} />;
}

function FileContent({ file }: { file: FileId }) {
  const { client, commands } = useApp();
  const theme = useThemeName();
  const hints = useLayout((store) => store.hints);
  const shell = useMemo(
    (): LanguageShell => ({
      open: goTo,
      run: (id) => void findCommand(commands, id).run(),
      applyEdits: (edits, label) => applyEdits(client, edits, label),
      report,
      tell: (message) => notify({ severity: 'info', code: 'language', message }),
      copy: copyText,
      askForJson: async () => (await clipboardText()) ?? ask('json', {}),
    }),
    [client, commands],
  );
  const analysis = useAnalysis((store) => store.analysis);
  const selection = useSelection();
  const reveal = useReveal((store) => (store.reveal?.file === file ? store.reveal : null));
  return (
    <EditorPane
      client={client}
      file={file}
      selection={selection}
      theme={theme}
      analysis={analysis}
      reveal={reveal}
      hints={hints}
      shell={shell}
      onState={(standing) => {
        receiveStanding(file, standing);
        onFileShown(file);
      }}
      onCursor={({ line, column, path }) => useDocuments.setState({ cursor: { file, line, column, path } })}
    />
  );
}

const compareCommands = ['compare.saved', 'compare.version', 'compare.environments'];

function CompareMenu() {
  const { choices, choose } = useCommandChoices(compareCommands);
  return (
    <MenuButton label="Compare" className={styles.compare} choices={choices} onChoose={choose}>
      <Icon name="compare" />
      Compare
      <Icon name="down" />
    </MenuButton>
  );
}

function NothingOpen() {
  const empty = useWorkspace((store) => store.workspace?.files.length === 0);
  if (empty) {
    return (
      <div className={styles.center}>
        <EmptyState
          icon="folder"
          title="This folder is empty"
          actions={<CommandButton id="workspace.open" />}
        >
          It holds no TOML file yet. Files that are added show up here at once.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.center}>
      <EmptyState
        icon="layers"
        title="No file is open"
        actions={
          <>
            <CommandButton id="palette.files" label="Open a file" />
            <CommandButton id="compare.environments" label="Compare environments" />
          </>
        }
      >
        Choose a layer on the left to edit it, or a value on the right to go where it is set.
      </EmptyState>
    </div>
  );
}
