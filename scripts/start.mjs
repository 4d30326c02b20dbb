/** `npm start [-- FOLDER]`: sets up what is missing, then opens the desktop app, or else the browser host. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from './builds.mjs';
import { findDesktop } from './desktop.mjs';
import { runInForeground } from './processes.mjs';
import { root, runScript, SetupError, setUp } from './setup.mjs';

const usage = `npm start [-- FOLDER] [options]
  FOLDER      the folder to open; without it, the welcome screen
  --desktop   the desktop app, or fail saying why not
  --browser   the browser host, even where the desktop app could run
  --port N    port of the browser host (a free one is chosen without it)
  --no-open   the browser host; print its address, open nothing`;

/** When a missing runtime is downloaded: `--desktop` insists, a plain start does not ask for it more than daily. */
const downloadPolicy = /** @type {const} */ ({ desktop: 'now', either: 'daily', address: 'never' });

await runScript(async () => {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    console.error(options);
    return options === usage ? 0 : 2;
  }
  const node = setUp();
  buildIfChanged('renderer', node);
  const desktop = chooseDesktop(options, node);
  if (desktop !== null) {
    buildIfChanged('desktop', node);
    return runInForeground(desktop, [root, ...options.folder], { env: desktopEnvironment() });
  }
  buildIfChanged('cli', node);
  return runInForeground(node, [
    path.join(root, 'cli', 'strata.mjs'),
    'serve',
    ...options.folder,
    ...options.serve,
  ]);
});

/**
 * @typedef {{ host: 'desktop' | 'browser' | 'address' | 'either', folder: string[], serve: string[] }} Options
 * `address` is the browser host asked for by an option that only it has; `folder` is empty or one absolute path;
 * `serve` are options for the browser host alone.
 */

/** @param {string[]} args @returns {Options | string} a string is what to tell the user instead of starting */
function readOptions(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        desktop: { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    // Node goes on with advice for another kind of program.
    const [complaint] = String(error instanceof Error ? error.message : error).split('. ');
    return `${complaint}.\n\n${usage}`;
  }
  const { values, positionals } = parsed;
  if (values.help) return usage;
  if (values.desktop && values.browser) return `Choose one of --desktop and --browser.\n\n${usage}`;
  if (positionals.length > 1) return `One folder at a time; got ${positionals.join(', ')}.\n\n${usage}`;
  const addressWanted = values.port !== undefined || values['no-open'];
  if (values.desktop && addressWanted) return `--port and --no-open belong to the browser host.\n\n${usage}`;
  return {
    host: values.desktop ? 'desktop' : values.browser ? 'browser' : addressWanted ? 'address' : 'either',
    folder: positionals.map((folder) => path.resolve(process.env.INIT_CWD ?? process.cwd(), folder)),
    serve: [
      ...(values.port === undefined ? [] : ['--port', values.port]),
      ...(values['no-open'] ? ['--no-open'] : []),
    ],
  };
}

/** @param {Options} options @param {string} node @returns {string | null} Electron's executable, or null for the browser */
function chooseDesktop(options, node) {
  if (options.host === 'browser') return null;
  const desktop = findDesktop(node, downloadPolicy[options.host]);
  const runnable = 'electron' in desktop;
  if (runnable && options.host !== 'address') return desktop.electron;
  const reason = runnable ? 'its address or port was asked for' : desktop.obstacle;
  if (options.host === 'desktop') {
    throw new SetupError(
      `The desktop app cannot start, because ${reason}.\nWithout --desktop, Strata opens in the browser.`,
    );
  }
  console.log(`Starting the browser host, because ${reason}.`);
  return null;
}

/** Without the variable that turns Electron into plain Node; terminals inside Electron apps pass it on. */
function desktopEnvironment() {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  return environment;
}
