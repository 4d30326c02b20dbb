import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { findCommand } from '../commands/command.ts';
import { shownKeys } from '../commands/platform.ts';
import { Hint } from '../controls/Button.tsx';
import { MenuButton } from '../controls/Menu.tsx';
import { useAnalysis } from '../state/analysis.ts';
import { useLayout } from '../state/layout.ts';
import { chooseTheme, usePreferences } from '../state/preferences.ts';
import type { ThemeChoice } from '../theme/apply.ts';
import { cx } from '../theme/cx.ts';
import { Icon, type IconName } from '../theme/icons.tsx';
import styles from './ActivityBar.module.css';
import { useApp } from './context.ts';

/** Shows and hides each part of the window. */
export function ActivityBar() {
  const { layers, effective, bottom, bottomView } = useLayout();
  return (
    <nav aria-label="Views" className={styles.bar}>
      <ViewToggle command="view.layers" icon="layers" label="Layers" on={layers} />
      <ViewToggle command="view.effective" icon="effective" label="Effective" on={effective} />
      <ViewToggle
        command="view.problems"
        icon="problems"
        label="Problems"
        on={bottom && bottomView === 'problems'}
      >
        <ErrorNumber />
      </ViewToggle>
      <ViewToggle
        command="view.history"
        icon="history"
        label="History"
        on={bottom && bottomView === 'history'}
      />
      <span className={styles.space} />
      <ThemeMenu />
    </nav>
  );
}

function ViewToggle(props: {
  command: string;
  icon: IconName;
  label: string;
  on: boolean;
  /** What lies on the corner of the icon. */
  children?: ReactNode;
}) {
  const { commands } = useApp();
  const command = findCommand(commands, props.command);
  return (
    <Hint text={props.label} shortcut={shownKeys(command.keys)}>
      <ToggleButton
        aria-label={props.label}
        isSelected={props.on}
        onChange={() => void command.run()}
        className={cx(styles.view)}
      >
        <Icon name={props.icon} />
        {props.children}
      </ToggleButton>
    </Hint>
  );
}

/** By itself, so that the views around it are not drawn again with every mistake. */
function ErrorNumber() {
  const errors = useAnalysis(
    (store) => store.analysis?.problems.filter(({ severity }) => severity === 'error').length ?? 0,
  );
  if (errors === 0) return null;
  return (
    <span className={styles.badge} aria-hidden>
      {errors > 99 ? '99+' : errors}
    </span>
  );
}

const themeChoices: readonly { id: ThemeChoice; label: string }[] = [
  { id: 'system', label: 'Follow the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
  { id: 'high-contrast', label: 'High contrast' },
];

function ThemeMenu() {
  const { client } = useApp();
  const theme = usePreferences((store) => store.theme);
  return (
    <MenuButton
      label="Theme"
      className={styles.view}
      choices={themeChoices}
      chosen={theme}
      onChoose={(id) => chooseTheme(client, id as ThemeChoice)}
    >
      <Icon name="theme" />
    </MenuButton>
  );
}
