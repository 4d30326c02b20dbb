/** The desktop host on the stand-in for Electron, with the real engine and real folders. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { BridgeReply } from '../../shared/contract/desktop-bridge.ts';
import type { Input, OperationName, Output } from '../../shared/contract/operations.ts';
import { checksum } from '../../shared/text/checksum.ts';
import type * as StandIn from './stand-in.ts';

export const PAGE = { url: 'app://bundle/index.html', parent: null };

/** How long anything may take on a busy machine; vitest's own is one second. */
export const PATIENCE_MS = 20_000;

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

export class RunningApp {
  readonly electron: typeof StandIn;
  /** A workspace with `config/app.toml`, which says `port = 1`. */
  readonly workspace: string;
  readonly dataFolder: string;
  readonly #root: string;
  readonly #signalListeners: Map<NodeJS.Signals, NodeJS.SignalsListener[]>;

  private constructor(electron: typeof StandIn, root: string) {
    this.electron = electron;
    this.#root = root;
    this.workspace = join(root, 'workspace');
    this.dataFolder = join(root, 'data');
    this.#signalListeners = new Map(
      SIGNALS.map((name) => [name, process.listeners(name) as NodeJS.SignalsListener[]]),
    );
  }

  /** Runs electron/main.ts to the end of its boot. `prepare` may change the stand-in before. */
  static async start(
    prepare: (remembered: (typeof StandIn)['remembered'], workspace: string) => string[] | undefined = () =>
      undefined,
  ): Promise<RunningApp> {
    vi.resetModules();
    const root = mkdtempSync(join(tmpdir(), 'strata-desktop-'));
    const electron = (await import('electron')) as unknown as typeof StandIn;
    electron.forget();
    const running = new RunningApp(electron, root);
    writeFiles(root, {
      'dist/renderer/index.html': '<!doctype html><title>Strata</title>',
      'dist/renderer/assets/main-AbCd1234.js': 'export {};',
      'secret.txt': 'not part of the bundle',
      'workspace/config/app.toml': 'port = 1\n',
      'examples/plue/config/app.toml': '',
    });
    electron.remembered.appPath = root;
    const args = prepare(electron.remembered, running.workspace) ?? [];
    vi.stubEnv('STRATA_DATA', running.dataFolder);
    vi.spyOn(process, 'argv', 'get').mockReturnValue(['/electron', root, ...args]);
    await import('../../electron/main.ts');
    if (electron.remembered.isFirstInstance) {
      await vi.waitFor(() => expect(electron.remembered.menu).not.toEqual([]), PATIENCE_MS);
    }
    return running;
  }

  get remembered(): (typeof StandIn)['remembered'] {
    return this.electron.remembered;
  }

  get window(): StandIn.BrowserWindow {
    return this.remembered.windows[0]!;
  }

  /** Calls an operation as a frame would; without `frame`, as the page. */
  async ask(name: string, input: unknown, frame: object | null = PAGE): Promise<BridgeReply> {
    return this.send(name, JSON.stringify(input), frame);
  }

  /** Sends anything at all on the channel of an operation. */
  async send(
    name: string,
    request: unknown,
    frame: object | null = PAGE,
    client?: unknown,
  ): Promise<BridgeReply> {
    const handler = this.remembered.channels.get(`strata:call:${name}`) as
      | ((event: object, request: unknown, client: unknown) => Promise<BridgeReply>)
      | undefined;
    if (handler === undefined) throw new Error(`No handler for ${name}.`);
    return handler({ senderFrame: frame }, request, client);
  }

  /** The same for an operation that is expected to work. */
  async call<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> {
    const reply = await this.ask(name, input);
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.output as Output<N>;
  }

  /** Opens `config/app.toml` and types a 2 at its end, as the page would. */
  async typeSomething(): Promise<void> {
    const { workspace } = await this.call('workspace.current', {});
    const file = workspace!.files.find(({ path }) => path === 'config/app.toml')!.id;
    const { version } = await this.call('document.open', { file });
    const end = { line: 1, column: 9 };
    const changes = [{ range: { start: end, end }, text: '2' }];
    await this.call('document.change', { file, baseVersion: version, changes, client: 'page' });
  }

  /** Makes the page answer to `file.saveAll` by saving, as the renderer does. */
  saveWhenTold(): void {
    this.window.webContents.on('sent', async (channel: string, id: unknown) => {
      if (channel !== 'strata:command' || id !== 'file.saveAll') return;
      const { workspace } = await this.call('workspace.current', {});
      for (const { id: file } of workspace!.files) {
        const { text, version, etag, dirty } = await this.call('document.open', { file });
        if (dirty) await this.call('document.save', { file, version, etag, checksum: checksum(text) });
      }
    });
  }

  /** Ends what still runs and removes every trace. */
  async stop(): Promise<void> {
    this.remembered.answers = [1];
    if (!this.remembered.ended && this.remembered.isFirstInstance) {
      this.electron.app.quit();
      await this.untilEnded();
    }
    for (const [name, before] of this.#signalListeners) {
      for (const listener of process.listeners(name)) {
        if (!before.includes(listener as NodeJS.SignalsListener))
          process.off(name, listener as NodeJS.SignalsListener);
      }
    }
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(this.#root, { recursive: true, force: true });
  }

  async untilEnded(): Promise<void> {
    await vi.waitFor(() => expect(this.remembered.ended).toBe(true), PATIENCE_MS);
  }
}

function writeFiles(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
