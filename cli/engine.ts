import { createEngine } from '../core/engine.ts';
import type { Engine } from '../core/engine-types.ts';
import { StrataError } from '../shared/contract/errors.ts';
import type { WorkspaceSnapshot } from '../shared/contract/model.ts';
import { terminalHost } from './product.ts';

/** Runs `work` on an engine with the workspace open, as it is on the disk, and closes it again. */
export async function withEngine<T>(
  workspace: string,
  work: (engine: Engine, snapshot: WorkspaceSnapshot) => Promise<T>,
): Promise<T> {
  const engine = await createEngine({ ...terminalHost(), drafts: 'leave' });
  try {
    await engine.openFolder(workspace);
    const { workspace: snapshot } = await engine.call('workspace.current', {});
    if (snapshot === null)
      throw new StrataError({ code: 'NO_WORKSPACE', message: `${workspace} did not open.` });
    return await work(engine, snapshot);
  } finally {
    await engine.close();
  }
}
