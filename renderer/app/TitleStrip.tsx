import { Button } from 'react-aria-components/Button';
import { findCommand } from '../commands/command.ts';
import { shownKeys } from '../commands/platform.ts';
import { IconToggle } from '../controls/Button.tsx';
import { MenuButton } from '../controls/Menu.tsx';
import { useLayout } from '../state/layout.ts';
import { useSelection } from '../state/selection.ts';
import { useWorkspace } from '../state/workspace.ts';
import { cx } from '../theme/cx.ts';
import { Icon } from '../theme/icons.tsx';
import { useApp } from './context.ts';
import { EnvironmentPicker, ServicePicker } from './EnvironmentPicker.tsx';
import { Mark } from './Mark.tsx';
import styles from './TitleStrip.module.css';

/** What is open, which environment and service it is seen through, and the way to every command. */
export function TitleStrip() {
  const environment = useSelection((store) => store.environment);
  const guarded = useWorkspace((store) =>
    store.workspace?.environments.some((one) => one.name === environment && one.protected),
  );
  return (
    <header className={cx(styles.strip, guarded === true && styles.protected)}>
      <WorkspaceMenu />
      <EnvironmentPicker />
      <ServicePicker />
      {guarded === true ? (
        <span className={styles.guard}>
          <Icon name="lock" />
          Protected
        </span>
      ) : null}
      <CommandField />
      <PanelToggles />
    </header>
  );
}

const workspaceCommands = ['workspace.open', 'workspace.close'];

function WorkspaceMenu() {
  const { commands } = useApp();
  const name = useWorkspace((store) => store.workspace?.name ?? '');
  const folder = useWorkspace((store) => store.workspace?.folder ?? '');
  const choices = workspaceCommands.map((id) => {
    const { label, icon, keys } = findCommand(commands, id);
    return { id, label, shortcut: shownKeys(keys), ...(icon === undefined ? {} : { icon }) };
  });
  return (
    <MenuButton
      label={`Workspace ${name}`}
      className={styles.workspace}
      choices={choices}
      onChoose={(id) => void findCommand(commands, id).run()}
    >
      <Mark />
      <span className={styles.workspaceName} title={folder}>
        {name}
      </span>
      <Icon name="down" />
    </MenuButton>
  );
}

function CommandField() {
  const { commands } = useApp();
  const show = findCommand(commands, 'palette.commands');
  return (
    <Button className={cx(styles.search)} onPress={() => void show.run()}>
      <Icon name="search" />
      <span className={styles.searchText}>Search or run a command</span>
      <kbd>{shownKeys(show.keys)}</kbd>
    </Button>
  );
}

function PanelToggles() {
  const { layers, bottom, effective } = useLayout();
  const { commands } = useApp();
  const keys = (id: string) => shownKeys(findCommand(commands, id).keys);
  return (
    <div className={styles.toggles}>
      <IconToggle
        icon={layers ? 'sidebar' : 'sidebarOff'}
        label="Layers panel"
        shortcut={keys('view.layers')}
        isSelected={layers}
        onChange={(on) => useLayout.setState({ layers: on })}
      />
      <IconToggle
        icon={bottom ? 'bottom' : 'bottomOff'}
        label="Bottom panel"
        shortcut={keys('view.bottom')}
        isSelected={bottom}
        onChange={(on) => useLayout.setState({ bottom: on })}
      />
      <IconToggle
        icon={effective ? 'preview' : 'previewOff'}
        label="Effective panel"
        shortcut={keys('view.effective')}
        isSelected={effective}
        onChange={(on) => useLayout.setState({ effective: on })}
      />
    </div>
  );
}
