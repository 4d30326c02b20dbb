#!/usr/bin/env node
// The entry of the `strata` command. The sources run as they are under Node 24, or their bundle where there is one; an
// older Node hands over to the one that came with the project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { currentBundle } from './bundle.mjs';

const MINIMUM_MAJOR = 24;

if (Number(process.versions.node.split('.')[0]) >= MINIMUM_MAJOR) {
  module.enableCompileCache?.();
  const bundle = currentBundle(fileURLToPath(new URL('..', import.meta.url)));
  /** @type {typeof import('./main.ts')} */
  const { main } = await import(bundle ?? './main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.exitCode = await handOver();
}

async function handOver() {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(node)) {
    console.error(
      `strata needs Node ${MINIMUM_MAJOR} or newer; this is ${process.version}. Run "npm ci" in the project, or install a newer Node.`,
    );
    return 2;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 2)));
}
