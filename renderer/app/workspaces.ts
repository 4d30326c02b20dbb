/** Opening and closing workspaces, unsaved work asked about first. */
import type { StrataClient } from '../../shared/contract/client.ts';
import { ask } from '../dialogs/questions.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkspace } from '../state/workspace.ts';
import { report } from '../toasts/queue.ts';
import { closeTabs } from './saving.ts';
import { enterWorkspace, unsavedFiles } from './session.ts';

/** Opens a folder the host has named. */
export async function openWorkspace(client: StrataClient, folder: string): Promise<void> {
  await attempt(client, async () => enterWorkspace(client, await client.call('workspace.open', { folder })));
}

/** Asks which folder to open: with the system's dialog where the host has one, else with a list of folders. */
export async function chooseFolder(client: StrataClient): Promise<void> {
  const native = useWorkspace.getState().info?.capabilities.chooseFolder ?? false;
  if (!native) {
    await ask('folder', {});
    return;
  }
  await attempt(client, async () => {
    const workspace = await client.call('workspace.choose', {});
    if (workspace !== null) await enterWorkspace(client, workspace);
  });
}

/** Back to the welcome screen. */
export async function closeWorkspace(client: StrataClient): Promise<void> {
  await attempt(client, async () => {
    await client.call('workspace.close', {});
    await enterWorkspace(client, null);
  });
}

async function attempt(client: StrataClient, work: () => Promise<void>): Promise<void> {
  const unsaved = new Set<string>(unsavedFiles());
  const tabs = useTabs.getState().tabs.filter((tab) => tab.kind === 'file' && unsaved.has(tab.file));
  if (
    !(await closeTabs(
      client,
      tabs.map(({ id }) => id),
    ))
  )
    return;
  try {
    await work();
  } catch (error) {
    report(error);
  }
}
