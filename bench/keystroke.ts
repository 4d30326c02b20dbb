/**
 * Opening a file, and typing in it, with a schema: from there to the problem it shows. Ours in the process that
 * holds the analysis, and ours and the peers' language servers over stdio. What is opened holds one mistake, and every
 * second keystroke makes it again, so that a server cannot answer before it has asked the schema. Ours also where every
 * second keystroke leaves a text that is not TOML.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwatched } from '../core/analysis/progress.ts';
import { AnalysisSession } from '../core/analysis/session.ts';
import { detectLayout } from '../shared/config/detect.ts';
import { LanguageServer } from './language-server.ts';
import { largeToml } from './large-file.ts';
import { findPeers, ours, type Tool } from './peers.ts';
import { type BenchTable, type Figure, median } from './rows.ts';
import { SERVICE_SCHEMA } from './service-schema.ts';

const FILE = 'services.toml';
const SCHEMA = 'services.schema.json';
const WARM_UP_KEYSTROKES = 10;
const MEASURED_KEYSTROKES = 30;
const SERVER_KEYSTROKES = 15;
/** A slow server is measured with fewer keystrokes: none begins after this. */
const SERVER_LIMIT_MS = 5_000;
const RIGHT = 'port = 1';
const WRONG = 'port = "1"';
const BROKEN = 'port = "1';

const SIZES = [
  { tables: 80, openBudgetMs: null, keystrokeBudgetMs: 5 },
  { tables: 4000, openBudgetMs: 250, keystrokeBudgetMs: 50 },
];

interface Times {
  readonly open: Figure;
  readonly keystroke: Figure;
}

/** Files of 1,041 and 52,001 lines. */
export async function benchKeystrokes(): Promise<BenchTable[]> {
  const opens = [];
  const keystrokes = [];
  for (const { tables, openBudgetMs, keystrokeBudgetMs } of SIZES) {
    const text = `#:schema ./${SCHEMA}\n${largeToml(tables)}`;
    const what = `${(tables * 13 + 1).toLocaleString('en')} lines`;
    const engine = inProcess(text);
    const servers: [string, Times][] = [['strata lsp', await overStdio(ours, text)]];
    for (const [name, peer] of Object.entries(findPeers())) servers.push([name, await overStdio(peer, text)]);
    const of = (key: keyof Times) => Object.fromEntries(servers.map(([name, times]) => [name, times[key]]));
    opens.push({ what, ours: engine.open, others: of('open'), budget: openBudgetMs });
    keystrokes.push({ what, ours: engine.keystroke, others: of('keystroke'), budget: keystrokeBudgetMs });
    const whatBroken = `${what}, broken syntax`;
    keystrokes.push({ what: whatBroken, ours: engine.broken, others: {}, budget: keystrokeBudgetMs });
  }
  const common = { unit: 'ms', ours: 'Strata engine' } as const;
  return [
    { title: 'Open to first problem, with schema', ...common, rows: opens },
    { title: 'Keystroke to problem, with schema', ...common, rows: keystrokes },
  ];
}

function inProcess(text: string): Times & { readonly broken: Figure } {
  const { before, after } = aroundEdit(text);
  const session = new AnalysisSession(unwatched);
  const started = performance.now();
  session.setup({
    generation: 1,
    model: { ...detectLayout('bench', [FILE]), schema: SCHEMA },
    files: [
      { path: FILE, text: before + WRONG + after },
      { path: SCHEMA, text: SERVICE_SCHEMA },
    ],
    manifest: null,
    schema: SCHEMA,
    paths: [FILE],
    environment: {},
    validate: true,
  });
  expectProblems(session.analyse().problemTotal, 1);
  const open = performance.now() - started;
  const typeEvery = (mistake: string) => typing(session, before, after, mistake);
  return { open, keystroke: typeEvery(WRONG), broken: typeEvery(BROKEN) };
}

/** The median time of keystrokes of which every second one makes a mistake. */
function typing(session: AnalysisSession, before: string, after: string, mistake: string): number {
  const times: number[] = [];
  for (let count = 0; count < WARM_UP_KEYSTROKES + MEASURED_KEYSTROKES; count += 1) {
    const isWrong = count % 2 === 1;
    const typed = before + (isWrong ? mistake : RIGHT) + after;
    const typedAt = performance.now();
    session.buffer(FILE, count + 2, typed);
    const { problemTotal } = session.analyse();
    times.push(performance.now() - typedAt);
    expectProblems(problemTotal, isWrong ? 1 : 0);
  }
  return median(times.slice(WARM_UP_KEYSTROKES));
}

function expectProblems(found: number, expected: number): void {
  if (found !== expected) throw new Error(`${found} problems where ${expected} were to be found.`);
}

async function overStdio(tool: Tool | string, text: string): Promise<Times> {
  if (typeof tool === 'string') return { open: tool, keystroke: tool };
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  const path = join(folder, FILE);
  const { before, after } = aroundEdit(text);
  const wrongText = before + WRONG + after;
  writeFileSync(path, wrongText);
  writeFileSync(join(folder, SCHEMA), SERVICE_SCHEMA);
  const server = await LanguageServer.start(tool.server, folder);
  try {
    const open = await timed(server, path, 1, () => server.open(path, wrongText));
    if (typeof open === 'string') return { open, keystroke: open };
    return { open, keystroke: await keystrokes(server, path, before.split('\n').length - 1) };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The median time of those keystrokes in a line (from 0) that make the mistake. */
async function keystrokes(server: LanguageServer, path: string, line: number): Promise<Figure> {
  const type = (typed: string, over: string) => () =>
    server.change(path, { start: { line, character: 0 }, end: { line, character: over.length } }, typed);
  const started = performance.now();
  const times: number[] = [];
  // The first pair warms up.
  while (times.length <= SERVER_KEYSTROKES && performance.now() - started < SERVER_LIMIT_MS) {
    const righted = await timed(server, path, 0, type(RIGHT, WRONG));
    const wronged = await timed(server, path, 1, type(WRONG, RIGHT));
    if (typeof righted === 'string') return righted;
    if (typeof wronged === 'string') return wronged;
    times.push(wronged);
  }
  return median(times.length > 1 ? times.slice(1) : times);
}

/** Milliseconds until as many problems are told as expected; or that they never were. */
async function timed(
  server: LanguageServer,
  path: string,
  problems: number,
  send: () => Promise<void>,
): Promise<Figure> {
  const told = server.whenTold(path, ({ length }) => length === problems);
  const started = performance.now();
  await send();
  if (await told) return performance.now() - started;
  return `told ${server.problems(path)?.length ?? 'no'} problems instead of ${problems}`;
}

/** What is around the first line in the second half that sets a port. */
function aroundEdit(text: string): { before: string; after: string } {
  const start = text.indexOf('port = ', text.length / 2);
  return { before: text.slice(0, start), after: text.slice(text.indexOf('\n', start)) };
}
