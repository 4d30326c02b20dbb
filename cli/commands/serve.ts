import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareThread } from '../../core/analysis/thread.ts';
import { staySmall } from '../../core/application/memory.ts';
import type { BrowserHost } from '../../server/host.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Command } from '../command.ts';
import { RENDERER_FOLDER, terminalHost } from '../product.ts';

export const command: Command = {
  usage: `usage: strata serve [DIR] [--port N] [--no-open]

Starts the editor for the browser on 127.0.0.1 and prints its address. Ctrl+C ends it.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        'dev-origin': { type: 'string' },
      },
      allowPositionals: true,
    });
    requireRenderer(values['dev-origin']);
    staySmall();
    // It loads while the rest does.
    prepareThread();
    const [{ createEngine }, { startBrowserHost }] = await Promise.all([
      import('../../core/engine.ts'),
      import('../../server/host.ts'),
    ]);
    const engine = await createEngine(terminalHost());
    const ended = endSignal();
    try {
      if (positionals[0] !== undefined) await engine.openFolder(positionals[0]);
      const host = await startBrowserHost({
        engine,
        rendererFolder: RENDERER_FOLDER,
        ...(values.port === undefined ? {} : { port: portNumber(values.port) }),
        ...(values['dev-origin'] === undefined ? {} : { devOrigin: values['dev-origin'] }),
      });
      process.stdout.write(`Strata is at ${host.url}  (Ctrl+C ends it)\n`);
      if (!values['no-open']) openBrowser(host.url);
      offerNewAddress(host);
      await ended;
      await host.close();
    } finally {
      await engine.close();
    }
    return 0;
  },
};

function requireRenderer(devOrigin: string | undefined): void {
  if (devOrigin !== undefined || existsSync(join(RENDERER_FOLDER, 'index.html'))) return;
  throw new StrataError({
    code: 'NOT_FOUND',
    message: 'The editor page has not been built yet.',
    remedy: 'Run "npm run build" once, or use "npm start", which does it for you.',
  });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StrataError({
    code: 'BAD_REQUEST',
    message: `--port is "${text}".`,
    remedy: 'It takes a whole number up to 65535.',
  });
}

/** One Ctrl+C can arrive twice, from the terminal and from a parent that passes it on. */
const SAME_SIGNAL_MS = 1000;

/** Resolves at the first signal to end. A later one ends at once, should closing hang. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | null = null;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (askedAt !== null && performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(130);
        askedAt ??= performance.now();
        resolve();
      });
    }
  });
}

/** An address signs in once; Enter prints the next one. */
function offerNewAddress(host: BrowserHost): void {
  if (!process.stdin.isTTY) return;
  process.stdin.on('data', () => process.stdout.write(`Strata is at ${host.newLoginUrl()}\n`));
  process.stdin.unref();
}

/** Opens the system's browser; the printed address is there where that fails. */
function openBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(program ?? 'xdg-open', args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
