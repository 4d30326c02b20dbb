/**
 * From a keystroke to its problems, with a schema: ours in the process that holds the analysis, tombi's language
 * server over stdio. Every second keystroke makes a number a text, so there is something to say. `node
 * bench/keystroke.ts` prints it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unwatched } from '../core/analysis/progress.ts';
import { AnalysisSession } from '../core/analysis/session.ts';
import { detectLayout } from '../shared/config/detect.ts';
import { LanguageServer } from './language-server.ts';
import { largeToml } from './large-file.ts';
import { type BenchRow, median, printRows } from './rows.ts';
import { SERVICE_SCHEMA } from './service-schema.ts';

const TOMBI = fileURLToPath(new URL('../node_modules/.bin/tombi', import.meta.url));
const FILE = 'services.toml';
const SCHEMA = 'services.schema.json';
const WARM_UP_KEYSTROKES = 10;
const MEASURED_KEYSTROKES = 30;
const PEER_KEYSTROKES = 7;
const RIGHT = 'port = 1';
const WRONG = 'port = "1"';

interface Times {
  readonly open: number;
  readonly keystroke: number;
}

/** Opening and typing in files of 1,041 and 52,001 lines. Times in milliseconds. */
export async function benchKeystrokes(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const tables of [80, 4000]) {
    const text = `#:schema ./${SCHEMA}\n${largeToml(tables)}`;
    const lines = (tables * 13 + 1).toLocaleString('en');
    const ours = inProcess(text);
    const tombi = await overStdio(text);
    rows.push(
      {
        what: `open to first problems, ${lines} lines with schema`,
        ours: ours.open,
        peers: { tombi: tombi.open },
      },
      {
        what: `keystroke to problems, ${lines} lines with schema`,
        ours: ours.keystroke,
        peers: { tombi: tombi.keystroke },
      },
    );
  }
  return rows;
}

function inProcess(text: string): Times {
  const session = new AnalysisSession(unwatched);
  const started = performance.now();
  session.setup({
    generation: 1,
    model: { ...detectLayout('bench', [FILE]), schema: SCHEMA },
    files: [
      { path: FILE, text },
      { path: SCHEMA, text: SERVICE_SCHEMA },
    ],
    manifest: null,
    schema: SCHEMA,
    paths: [FILE],
    environment: {},
    validate: true,
  });
  session.analyse();
  const open = performance.now() - started;
  const { before, after } = aroundEdit(text);
  const times: number[] = [];
  for (let count = 0; count < WARM_UP_KEYSTROKES + MEASURED_KEYSTROKES; count += 1) {
    const typed = before + (count % 2 === 0 ? WRONG : RIGHT) + after;
    const typedAt = performance.now();
    session.buffer(FILE, count + 2, typed);
    const { problemTotal } = session.analyse();
    times.push(performance.now() - typedAt);
    if (problemTotal !== (count % 2 === 0 ? 1 : 0))
      throw new Error(`${problemTotal} problems after a keystroke`);
  }
  return { open, keystroke: median(times.slice(WARM_UP_KEYSTROKES)) };
}

async function overStdio(text: string): Promise<Times> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  const path = join(folder, FILE);
  writeFileSync(path, text);
  writeFileSync(join(folder, SCHEMA), SERVICE_SCHEMA);
  const server = await LanguageServer.start(TOMBI, ['lsp', '--offline'], folder);
  try {
    const open = await server.open(path, text);
    const { before, line } = aroundEdit(text);
    const at = before.split('\n').length - 1;
    const times: number[] = [];
    let written = line;
    for (let count = 0; count < PEER_KEYSTROKES; count += 1) {
      const typed = count % 2 === 0 ? WRONG : RIGHT;
      times.push(await server.change(path, at, written.length, typed));
      written = typed;
    }
    return { open, keystroke: median(times) };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first line in the second half that sets a port, and what is around it. */
function aroundEdit(text: string): { before: string; line: string; after: string } {
  const start = text.indexOf('port = ', text.length / 2);
  const end = text.indexOf('\n', start);
  return { before: text.slice(0, start), line: text.slice(start, end), after: text.slice(end) };
}

if (import.meta.main) process.stdout.write(`${printRows(await benchKeystrokes())}\n`);
