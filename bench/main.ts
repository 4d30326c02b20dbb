/**
 * `npm run bench`: our figures, the budgets of DESIGN section 9, and the peers' figures from the same run on the same
 * machine. Medians. `npm run bench -- keystroke screen` measures these alone.
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchKeystrokes } from './keystroke.ts';
import { benchLayers } from './layers.ts';
import { benchMemory } from './memory.ts';
import { benchParse } from './parse.ts';
import { findPeers, ours } from './peers.ts';
import { type BenchTable, printTable } from './rows.ts';
import { benchScreen } from './screen.ts';
import { benchValidate } from './validate.ts';

const MEASUREMENTS: Readonly<Record<string, () => BenchTable[] | Promise<BenchTable[]>>> = {
  parse: benchParse,
  layers: benchLayers,
  keystroke: benchKeystrokes,
  validate: benchValidate,
  screen: benchScreen,
  memory: benchMemory,
};

const NEEDS_BUILD = ['keystroke', 'validate', 'screen', 'memory'];
const BUILD = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => name !== 'features' && !Object.hasOwn(MEASUREMENTS, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no measurement "${unknown.join(', ')}". There are: ${Object.keys(MEASUREMENTS).join(', ')}; and features, the comparison in docs/LANGUAGE.md, which runs only when it is asked for.\n`,
  );
  process.exitCode = 2;
} else {
  await run(asked.length === 0 ? Object.keys(MEASUREMENTS) : asked);
}

async function run(names: readonly string[]): Promise<void> {
  process.stdout.write(`${machine()}\n`);
  for (const name of names) {
    if (name === 'features') {
      await (await import('./features.ts')).compareFeatures();
      continue;
    }
    // On standard error, so that the tables alone can be kept.
    process.stderr.write(`measuring ${name} ...\n`);
    await measure(name);
  }
}

/** What cannot be measured here says why; the others go on. */
async function measure(name: string): Promise<void> {
  try {
    if (NEEDS_BUILD.includes(name)) build();
    for (const table of (await MEASUREMENTS[name]?.()) ?? [])
      process.stdout.write(`\n${printTable(table)}\n`);
  } catch (error) {
    process.stdout.write(`\n${name}: not measured. ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

/** The browser host serves the built page, and each host starts from its bundle; built where the sources have changed. */
function build(): void {
  const { status } = spawnSync(process.execPath, [BUILD], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The build failed; the reason stands above.');
}

function machine(): string {
  const processors = cpus();
  const peers = Object.entries(findPeers()).map(([name, peer]) =>
    typeof peer === 'string' ? `${name}: ${peer}` : `${name} ${peer.version}`,
  );
  return [
    `Node ${process.version}, ${processors.length} cores, ${processors[0]?.model ?? 'unknown processor'}`,
    `Strata ${ours.version}; ${peers.join('; ')}`,
  ].join('\n');
}
