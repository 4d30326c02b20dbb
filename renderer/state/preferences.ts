/**
 * What the user arranged, kept by the engine: the theme for the whole product; panels, tabs and selection for
 * each workspace folder. The page's own storage is of no use, since its address changes with every start.
 */

import { z } from 'zod';
import { create } from 'zustand';
import type { StrataClient } from '../../shared/contract/client.ts';
import type { WorkspaceSnapshot } from '../../shared/contract/model.ts';
import type { ThemeChoice } from '../theme/apply.ts';

interface PreferencesStore {
  readonly theme: ThemeChoice;
}

export const usePreferences = create<PreferencesStore>(() => ({ theme: 'system' }));

/** The arrangement of one workspace. Read leniently: anything unreadable falls back to the default. */
export const Arrangement = z.object({
  environment: z.string().catch(''),
  service: z.string().nullable().catch(null),
  /** Paths of the files open in tabs. */
  files: z.array(z.string()).catch([]),
  active: z.string().nullable().catch(null),
  layers: z.boolean().catch(true),
  effective: z.boolean().catch(true),
  bottom: z.boolean().catch(true),
  bottomView: z.enum(['problems', 'history']).catch('problems'),
  defaults: z.boolean().catch(true),
  hints: z.boolean().catch(true),
  sizes: z.record(z.string(), z.number()).catch({}),
});
export type Arrangement = z.infer<typeof Arrangement>;

/** What was stored for a workspace, or the default arrangement. */
export function readArrangement(stored: unknown): Arrangement {
  return Arrangement.catch(() => Arrangement.parse({})).parse(parseJson(stored));
}

export async function loadTheme(client: StrataClient): Promise<void> {
  const { theme } = await client.call('preferences.get', {});
  usePreferences.setState({ theme });
}

export function chooseTheme(client: StrataClient, theme: ThemeChoice): void {
  usePreferences.setState({ theme });
  void client.call('preferences.set', { theme }).catch(() => {});
}

export async function loadArrangement(
  client: StrataClient,
  workspace: WorkspaceSnapshot,
): Promise<Arrangement> {
  const { workspace: stored } = await client.call('preferences.get', {});
  return readArrangement(stored[workspace.folder]);
}

/** Losing an arrangement is no loss of work, so a failure to store it is not told. */
export function storeArrangement(
  client: StrataClient,
  workspace: WorkspaceSnapshot,
  arrangement: Arrangement,
): void {
  const entry = { [workspace.folder]: JSON.stringify(arrangement) };
  void client.call('preferences.set', { workspace: entry }).catch(() => {});
}

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}
