import { useEffect, useMemo, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { type ErrorShape, toErrorShape } from '../../shared/contract/errors.ts';
import type { RecentWorkspace } from '../../shared/contract/model.ts';
import { ConnectionBanner } from '../app/ConnectionBanner.tsx';
import { useApp } from '../app/context.ts';
import { Mark } from '../app/Mark.tsx';
import { openWorkspace } from '../app/workspaces.ts';
import { findCommand } from '../commands/command.ts';
import { shownKeys } from '../commands/platform.ts';
import { Button } from '../controls/Button.tsx';
import { KeepEnd } from '../controls/Marks.tsx';
import { describeTime } from '../history/grouping.ts';
import { useWorkspace } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { LayerFigure } from './LayerFigure.tsx';
import styles from './Welcome.module.css';

/** Shown while no workspace is open: what Strata is, and the ways in. */
export function Welcome() {
  const { commands } = useApp();
  const { workspaces, failure } = useRecent();
  const version = useWorkspace((store) => store.info?.version);
  const open = findCommand(commands, 'workspace.open');
  const recent = useMemo(() => workspaces?.filter(({ kind }) => kind === 'recent') ?? [], [workspaces]);
  const examples = useMemo(() => workspaces?.filter(({ kind }) => kind === 'example') ?? [], [workspaces]);
  return (
    <div className={styles.page}>
      <ConnectionBanner />
      <main className={styles.main}>
        <section aria-label="About Strata" className={styles.about}>
          <h1 className={styles.name}>
            <Mark size={28} />
            Strata
          </h1>
          <p className={styles.lead}>An editor for layered TOML configuration.</p>
          <p className={styles.text}>
            Open a folder and see which files make up each environment. Edit them as text, checked as you
            type; see what every environment will really get and which layer each value comes from; save
            without losing a byte, and bring any earlier version back.
          </p>
          <div className={styles.start}>
            <Button look="primary" icon="open" autoFocus onPress={() => void open.run()}>
              Open folder
            </Button>
            <kbd className={styles.keys}>{shownKeys(open.keys)}</kbd>
          </div>
          <LayerFigure />
        </section>
        <section aria-label="Workspaces" className={styles.lists}>
          {failure === null ? null : (
            <p role="alert" className={styles.failure}>
              {failure.message} {failure.remedy}
            </p>
          )}
          <List
            title="Recent"
            workspaces={recent}
            nothing="Folders you open are listed here, newest first."
          />
          <List
            title="Examples"
            workspaces={examples}
            nothing="The examples that ship with Strata are listed here."
          />
        </section>
      </main>
      <footer className={styles.foot}>{version === undefined ? '' : `Strata ${version}`}</footer>
    </div>
  );
}

function List(props: { title: string; workspaces: readonly RecentWorkspace[]; nothing: string }) {
  const { client } = useApp();
  return (
    <div className={styles.group}>
      <h2 className={styles.heading}>{props.title}</h2>
      <GridList
        aria-label={props.title}
        items={props.workspaces}
        className={cx(styles.list)}
        onAction={(key) => void openWorkspace(client, String(key))}
        renderEmptyState={() => <p className={styles.nothing}>{props.nothing}</p>}
      >
        {(workspace) => (
          <GridListItem id={workspace.id} textValue={workspace.name} className={cx(styles.item)}>
            <Icon name={workspace.kind === 'example' ? 'example' : 'workspace'} className={styles.icon} />
            <span className={styles.words}>
              <span className={styles.title}>{workspace.name}</span>
              {workspace.description === undefined ? (
                <KeepEnd text={workspace.path} className={styles.detail} />
              ) : (
                <span className={styles.description}>{workspace.description}</span>
              )}
            </span>
            <span className={styles.when}>
              {workspace.openedAt === null ? '' : describeTime(workspace.openedAt, new Date())}
            </span>
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}

function useRecent() {
  const { client } = useApp();
  const [workspaces, setWorkspaces] = useState<readonly RecentWorkspace[] | null>(null);
  const [failure, setFailure] = useState<ErrorShape | null>(null);
  useEffect(() => {
    client.call('workspace.recent', {}).then(
      (answer) => setWorkspaces(answer.workspaces),
      (error) => setFailure(toErrorShape(error)),
    );
  }, [client]);
  return { workspaces, failure };
}
