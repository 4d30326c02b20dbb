/**
 * `npm test [-- STEP...] [-- FILTER...]`: sets up what is missing and runs every check, also after one has failed.
 * The last line is always `N passed, N failed, N skipped`: tests of the three runners, and one for each static
 * check and build. STEP is one of the names below; what is no name is passed to the test runners as a filter.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildIfChanged } from './builds.mjs';
import { findOrInstallChromium } from './chromium.mjs';
import { findDesktop } from './desktop.mjs';
import { runInForeground } from './processes.mjs';
import { countPlaywright, countVitest } from './reports.mjs';
import { root, runScript, SetupError, setUp } from './setup.mjs';

/** @typedef {import('./reports.mjs').Counts} Counts */
/** @typedef {{ title: string, counts: Counts, seconds: number }} Outcome */

const stepNames = ['types', 'lint', 'unit', 'build', 'e2e', 'desktop'];
const typedFolders = ['shared', 'core', 'server', 'cli', 'electron', 'renderer', 'test', 'bench', 'scripts'];
const reportFolder = path.join(root, 'test-results');
const onePassed = { passed: 1, failed: 0, skipped: 0 };
const oneFailed = { passed: 0, failed: 1, skipped: 0 };

await runScript(async () => {
  const args = process.argv.slice(2);
  const chosen = args.filter((arg) => stepNames.includes(arg));
  const filters = args.filter((arg) => !stepNames.includes(arg));
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    const steps = stepsWith(setUp(), filters);
    for (const name of chosen.length > 0 ? chosen : stepNames) {
      for (const step of steps[/** @type {keyof typeof steps} */ (name)]) outcomes.push(await perform(step));
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    outcomes.push({ title: 'set-up', counts: oneFailed, seconds: 0 });
  }
  return summarise(outcomes);
});

/** @typedef {{ title: string, run: () => Promise<Counts> }} Step */

/**
 * @param {string} node Node 24
 * @param {string[]} filters for the test runners
 */
function stepsWith(node, filters) {
  const tool = (/** @type {string} */ file) => path.join(root, 'node_modules', file);
  const run = (/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ environment = {}) =>
    runInForeground(node, args, { cwd: root, env: { ...process.env, ...environment } });
  // Biome colours its output even where nobody sees colours.
  const plain = process.stdout.isTTY ? [] : ['--colors=off'];
  const check = async (/** @type {string[]} */ args) => ((await run(args)) === 0 ? onePassed : oneFailed);

  /** @param {string} title @param {string} config @param {NodeJS.ProcessEnv} environment */
  async function playwright(title, config, environment) {
    const report = path.join(reportFolder, `${title}.json`);
    rmSync(report, { force: true });
    const args = ['test', '--config', config, '--reporter', 'list,json', ...filters];
    const code = await run([tool('@playwright/test/cli.js'), ...args], {
      ...environment,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    return countPlaywright(report, code);
  }

  return {
    types: typedFolders.map((folder) => ({
      title: `types of ${folder}`,
      run: () => check([tool('typescript/bin/tsc'), '-p', folder]),
    })),
    lint: [
      {
        title: 'lint, format, imports',
        run: () => check([tool('@biomejs/biome/bin/biome'), 'ci', ...plain]),
      },
    ],
    unit: [
      {
        title: 'unit',
        run: async () => {
          const report = path.join(reportFolder, 'unit.json');
          rmSync(report, { force: true });
          const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
          const code = await run([tool('vitest/vitest.mjs'), 'run', ...reporters, ...filters]);
          return countVitest(report, code);
        },
      },
    ],
    build: [
      {
        title: 'build of the renderer',
        run: async () => {
          buildIfChanged('renderer', node);
          return onePassed;
        },
      },
      {
        title: 'build of the desktop host',
        run: async () => {
          buildIfChanged('desktop', node);
          return onePassed;
        },
      },
      {
        title: 'build of the terminal host',
        run: async () => {
          buildIfChanged('cli', node);
          return onePassed;
        },
      },
    ],
    e2e: [
      {
        title: 'e2e',
        run: async () => {
          const chromium = findOrInstallChromium(node);
          if ('problem' in chromium) throw new SetupError(chromium.problem);
          buildIfChanged('renderer', node);
          return playwright('e2e', 'playwright.config.ts', { CHROMIUM_PATH: chromium.executable });
        },
      },
    ],
    desktop: [
      {
        title: 'desktop',
        run: async () => {
          const desktop = findDesktop(node, 'daily');
          if ('obstacle' in desktop) {
            console.log(`The desktop app cannot be tested here, because ${desktop.obstacle}.`);
            // Its tests are counted as skipped, with the same reason.
            return playwright('desktop', 'playwright.desktop.config.ts', {
              STRATA_NO_DESKTOP: desktop.obstacle,
            });
          }
          buildIfChanged('renderer', node);
          buildIfChanged('desktop', node);
          return playwright('desktop', 'playwright.desktop.config.ts', { ELECTRON_PATH: desktop.electron });
        },
      },
    ],
  };
}

/** Runs one step; one that cannot be done on this machine is a failure with its reason, and the next one runs. */
async function perform(/** @type {Step} */ step) {
  const begin = Date.now();
  console.log(`\n== ${step.title}`);
  /** @type {Counts} */
  let counts;
  try {
    counts = await step.run();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    counts = oneFailed;
  }
  return { title: step.title, counts, seconds: (Date.now() - begin) / 1000 };
}

/** Prints the table and the closing line. @param {Outcome[]} outcomes @returns {number} the exit code */
function summarise(outcomes) {
  console.log('\n== summary');
  for (const { title, counts, seconds } of outcomes) {
    console.log(`${title.padEnd(28)} ${inWords(counts).padEnd(36)} ${seconds.toFixed(1).padStart(6)} s`);
  }
  const sum = (/** @type {keyof Counts} */ key) =>
    outcomes.reduce((total, one) => total + one.counts[key], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  console.log(inWords(total));
  return total.failed > 0 ? 1 : 0;
}

/** @param {Counts} counts */
function inWords(counts) {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}
