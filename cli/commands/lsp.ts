import { parseArgs } from 'node:util';
import { prepareThread } from '../../core/analysis/thread.ts';
import type { Command } from '../command.ts';
import { VERSION } from '../product.ts';

export const command: Command = {
  usage: `usage: strata lsp [--stdio]

Serves editors that speak the Language Server Protocol, on standard input and output. The client ends it.
Initialization options: environment and service choose what hover, hints and "go to definition" show; without them
every environment counts that a file takes part in.`,

  async run(args) {
    parseArgs({
      args: [...args],
      // What clients add by habit.
      options: { stdio: { type: 'boolean' }, clientProcessId: { type: 'string' } },
    });
    // It loads while the rest does.
    prepareThread();
    const [{ createConnection, StreamMessageReader, StreamMessageWriter }, { serve }] = await Promise.all([
      import('vscode-languageserver/node'),
      import('../lsp/server.ts'),
    ]);
    const connection = createConnection(
      new StreamMessageReader(process.stdin),
      new StreamMessageWriter(process.stdout),
    );
    serve(connection, { version: VERSION, variables: process.env });
    // A client that goes away without saying so. The connection's own timers would keep the process alive.
    process.stdin.once('end', () => process.exit(1));
    return new Promise(() => {});
  },
};
