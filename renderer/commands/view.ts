/** Panels and themes. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { toggleBottom, useLayout } from '../state/layout.ts';
import { chooseTheme } from '../state/preferences.ts';
import type { ThemeChoice } from '../theme/apply.ts';
import type { Command } from './command.ts';
import { always, hasWorkspace } from './conditions.ts';

export function viewCommands(client: StrataClient): Command[] {
  const group = 'View';
  const theme = (choice: ThemeChoice, name: string): Command => ({
    id: `theme.${choice}`,
    group,
    label: `Theme: ${name}`,
    keys: [],
    icon: 'theme',
    enabled: always,
    run: () => chooseTheme(client, choice),
  });
  return [
    {
      id: 'view.layers',
      group,
      label: 'Toggle layers',
      keys: ['Mod+B'],
      enabled: hasWorkspace,
      run: () => useLayout.setState(({ layers }) => ({ layers: !layers })),
    },
    {
      id: 'view.effective',
      group,
      label: 'Toggle effective preview',
      keys: ['Mod+K V'],
      enabled: hasWorkspace,
      run: () => useLayout.setState(({ effective }) => ({ effective: !effective })),
    },
    {
      id: 'view.bottom',
      group,
      label: 'Toggle bottom panel',
      keys: ['Mod+J'],
      enabled: hasWorkspace,
      run: () => useLayout.setState(({ bottom }) => ({ bottom: !bottom })),
    },
    {
      id: 'view.problems',
      group,
      label: 'Toggle problems',
      keys: ['Mod+Shift+M'],
      enabled: hasWorkspace,
      run: () => toggleBottom('problems'),
    },
    {
      id: 'view.history',
      group,
      label: 'Toggle history',
      keys: ['Mod+K H'],
      enabled: hasWorkspace,
      run: () => toggleBottom('history'),
    },
    {
      id: 'view.defaults',
      group,
      label: 'Show or hide defaults',
      keys: [],
      enabled: hasWorkspace,
      run: () => useLayout.setState(({ defaults }) => ({ defaults: !defaults })),
    },
    {
      id: 'view.hints',
      group,
      label: 'Toggle inlay hints',
      keys: [],
      enabled: hasWorkspace,
      run: () => useLayout.setState(({ hints }) => ({ hints: !hints })),
    },
    theme('system', 'follow the system'),
    theme('light', 'light'),
    theme('dark', 'dark'),
    theme('high-contrast', 'high contrast'),
  ];
}
