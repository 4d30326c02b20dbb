/**
 * `npm run dev [-- FOLDER --no-open]`: the renderer from Vite's development server with hot reload, the engine behind it.
 * The page is Vite's; its calls to `/api` are passed on to a browser host that is told to accept that one origin.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { passOnEndings, runInForeground } from './processes.mjs';
import { root, runScript, setUp } from './setup.mjs';

await runScript(async () => {
  const node = setUp();
  const [pagePort, hostPort] = [await freePort(), await freePort()];
  const pageOrigin = `http://127.0.0.1:${pagePort}`;
  const args = process.argv
    .slice(2)
    .map((word) => (word.startsWith('-') ? word : path.resolve(process.env.INIT_CWD ?? process.cwd(), word)));

  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const page = spawn(node, [vite, '--port', `${pagePort}`, '--strictPort', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, STRATA_DEV_HOST: `http://127.0.0.1:${hostPort}` },
  });
  const release = passOnEndings(page);
  // The host prints the address of the page, with the login code, because it knows the page's origin.
  const code = await runInForeground(node, [
    path.join(root, 'cli', 'strata.mjs'),
    'serve',
    ...args,
    '--port',
    `${hostPort}`,
    '--dev-origin',
    pageOrigin,
  ]);
  release();
  page.kill();
  return code;
});

/** A port of 127.0.0.1 that was free a moment ago. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
