/** The engine, whole: what every host starts. Boot, top to bottom. */
import { StrataError } from '../shared/contract/errors.ts';
import { type Input, type OperationName, type Output, operations } from '../shared/contract/operations.ts';
import { Folders } from './application/folders.ts';
import { PreferenceStore } from './application/preferences.ts';
import type { Engine, EngineHost } from './engine-types.ts';
import { EventHub } from './events.ts';
import { type EngineParts, handlers } from './operations/index.ts';
import { OpenWorkspace } from './workspace/open-workspace.ts';

/** Starts an engine without a workspace. It lives until `close`. */
export async function createEngine(host: EngineHost): Promise<Engine> {
  const parts: EngineParts = {
    host,
    events: new EventHub(),
    preferences: new PreferenceStore(host.dataFolder),
    folders: new Folders(),
    workspace: null,
    generation: 0,
    openFolder: (path) => inTurn(() => openNext(path)),
    closeWorkspace: () =>
      inTurn(async () => {
        await parts.workspace?.documents.flushDrafts();
        await closeCurrent();
      }),
  };

  let turn: Promise<unknown> = Promise.resolve();

  /** Opening and closing take turns: of two at once, the first must not be left open behind the second. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = turn.then(work);
    turn = run.catch(() => {});
    return run;
  }

  /** Opens the new one first, so that a folder that cannot be opened leaves the current one in place. */
  async function openNext(path: string): Promise<OpenWorkspace> {
    await parts.workspace?.documents.flushDrafts();
    parts.generation += 1;
    const opened = await OpenWorkspace.open(path, {
      host,
      events: parts.events,
      generation: parts.generation,
    });
    await parts.workspace?.close();
    // Not earlier: of the same folder, the one just closed has written the last of its drafts.
    if (host.drafts !== 'leave') await opened.takeUpDrafts();
    parts.workspace = opened;
    const snapshot = opened.snapshot();
    parts.folders.admit(opened.root);
    parts.preferences.remember(opened.root, snapshot.name, host.now().toISOString());
    parts.events.emit({ type: 'workspace', workspace: snapshot });
    opened.start();
    return opened;
  }

  async function closeCurrent(): Promise<void> {
    const closing = parts.workspace;
    parts.workspace = null;
    await closing?.close();
  }

  return {
    async call<N extends OperationName>(name: N, input: Input<N>, client = ''): Promise<Output<N>> {
      const checked = operations[name].input.safeParse(input);
      if (!checked.success) {
        throw new StrataError({
          code: 'BAD_REQUEST',
          message: `The input of ${name} does not fit the contract.`,
          details: { reason: checked.error.issues[0]?.message ?? 'unknown' },
        });
      }
      const run = handlers[name] as (
        parts: EngineParts,
        input: unknown,
        client: string,
      ) => Promise<Output<N>>;
      return run(parts, checked.data, client);
    },
    subscribe: (listener) => parts.events.subscribe(listener),
    openFolder: async (path) => {
      await parts.openFolder(path);
    },
    unsaved: () =>
      (parts.workspace?.documents.unsaved() ?? []).map(({ file }) => ({ file: file.id, path: file.path })),
    keepUnsaved: async () => {
      await parts.workspace?.documents.flushDrafts();
    },
    close: () => inTurn(closeCurrent),
  };
}
