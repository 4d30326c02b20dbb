/**
 * Runs the built desktop host in plain Node, with the stand-in in place of Electron: opens the folder given as
 * argument, waits for its analysis, prints it as JSON and quits.
 */
import { registerHooks } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as standIn from '../electron/stand-in.ts';

const standInUrl = new URL('../electron/stand-in.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standInUrl, shortCircuit: true } : next(specifier, context),
});

const { remembered, app } = standIn;
const [, , folder = ''] = process.argv;
remembered.appPath = fileURLToPath(new URL('../..', import.meta.url));
process.argv = ['electron', remembered.appPath, folder];
await import(new URL('../../dist/electron/main.js', import.meta.url).href);

const page = { senderFrame: { url: 'app://bundle/index.html', parent: null } };
type Current = (
  event: object,
  request: string,
) => Promise<{ output: { analysis: unknown; workspace: unknown } }>;
for (;;) {
  const current = remembered.channels.get('strata:call:workspace.current') as Current | undefined;
  const { output } = (await current?.(page, '{}')) ?? { output: { analysis: null } };
  if (output.analysis !== null) {
    process.stdout.write(JSON.stringify(output));
    break;
  }
  await delay(20);
}
app.quit();
