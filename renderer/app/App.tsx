import { useEffect, useMemo } from 'react';
import type { StrataClient } from '../../shared/contract/client.ts';
import { createCommands } from '../commands/list.ts';
import { useMenuCommands } from '../commands/useMenuCommands.ts';
import { useShortcuts } from '../commands/useShortcuts.ts';
import { DialogHost } from '../dialogs/DialogHost.tsx';
import { Palette } from '../palette/Palette.tsx';
import { useTabs } from '../state/tabs.ts';
import { baseName, useWorkspace } from '../state/workspace.ts';
import { applyTheme } from '../theme/apply.ts';
import { useThemeName } from '../theme/useThemeName.ts';
import { Toasts } from '../toasts/Toasts.tsx';
import { Welcome } from '../welcome/Welcome.tsx';
import { AppContext } from './context.ts';
import { Shell } from './Shell.tsx';
import { startSession } from './session.ts';
import { useLeaveGuard } from './useLeaveGuard.ts';
import { useRefreshOnFocus } from './useRefreshOnFocus.ts';

/** The whole screen. */
export function App({ client }: { client: StrataClient }) {
  const app = useMemo(() => ({ client, commands: createCommands(client) }), [client]);
  useEffect(() => startSession(client), [client]);
  useShortcuts(app.commands);
  useMenuCommands(app.commands);
  useTheme();
  useTitle();
  useLeaveGuard();
  useRefreshOnFocus(client);
  return (
    <AppContext value={app}>
      <Screen />
      <Palette />
      <DialogHost />
      <Toasts />
    </AppContext>
  );
}

/** Nothing until it is known what is open, so that the welcome screen does not flash by. */
function Screen() {
  const ready = useWorkspace((store) => store.ready);
  const open = useWorkspace((store) => store.workspace !== null);
  if (!ready) return null;
  return open ? <Shell /> : <Welcome />;
}

function useTheme(): void {
  const theme = useThemeName();
  useEffect(() => applyTheme(document, theme), [theme]);
}

/** File, workspace and product in the window's title, the most telling first. */
function useTitle(): void {
  const workspace = useWorkspace((store) => store.workspace?.name);
  const tab = useTabs(({ tabs, active }) => tabs.find(({ id }) => id === active));
  const file = tab === undefined ? undefined : tab.kind === 'file' ? baseName(tab.path) : tab.title;
  useEffect(() => {
    document.title = [file, workspace, 'Strata'].filter(Boolean).join(' - ');
  }, [file, workspace]);
}
