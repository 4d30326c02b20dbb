/** What the engine process weighs, with the large file open and edited 1,000 times through the real host over HTTP. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StrataClient } from '../shared/contract/client.ts';
import type { AnalysisState, DocumentState } from '../shared/contract/model.ts';
import { connect, startHost } from './host.ts';
import { largeToml } from './large-file.ts';
import type { BenchTable } from './rows.ts';
import { SERVICE_SCHEMA } from './service-schema.ts';

const FILE = 'services.toml';
const SCHEMA = 'services.schema.json';
const EDITS = 1000;
const BUDGET_MB = 250;

/** Resident memory after opening, half way and at the end, and the most there ever was. Linux only: elsewhere empty. */
export async function benchMemory(): Promise<BenchTable[]> {
  const common = { title: 'Memory of the engine process', unit: 'MB', ours: 'strata serve' } as const;
  if (process.platform !== 'linux')
    return [{ ...common, rows: [], notes: ['Not measured: reads /proc, which only Linux has.'] }];
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  writeFileSync(join(folder, FILE), `#:schema ./${SCHEMA}\n${largeToml()}`);
  writeFileSync(join(folder, SCHEMA), SERVICE_SCHEMA);
  const host = await startHost(folder);
  try {
    const client = await connect(host);
    const { opened, half, end } = await weigh(client, () => residentMb(host.pid, 'VmRSS'));
    const row = (what: string, ours: number) => ({ what, ours, others: {}, budget: BUDGET_MB });
    return [
      {
        ...common,
        rows: [
          row('52,001 lines open', opened),
          row(`after ${EDITS / 2} edits`, half),
          row(`after ${EDITS} edits`, end),
          row('highest at any moment', residentMb(host.pid, 'VmHWM')),
        ],
        notes: [
          `From edit ${EDITS / 2} to edit ${EDITS}: ${end > half ? '+' : ''}${(end - half).toFixed(1)} MB.`,
        ],
      },
    ];
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function weigh(client: StrataClient, weight: () => number) {
  const analyses = followAnalyses(client);
  const { workspace } = await client.call('workspace.current', {});
  const file = workspace?.files.find(({ path }) => path === FILE)?.id;
  if (file === undefined) throw new Error(`The host does not show ${FILE}.`);
  const document = await client.call('document.open', { file });
  const line = lineToEdit(document);
  const opened = weight();
  let version = document.version;
  let half = 0;
  for (let edit = 1; edit <= EDITS; edit += 1) {
    // A digit comes and goes: the number is too large for the schema every other time.
    const start = { line, column: 'port = 1'.length };
    const change =
      edit % 2 === 1
        ? { range: { start, end: start }, text: '9' }
        : { range: { start, end: { line, column: start.column + 1 } }, text: '' };
    ({ version } = await client.call('document.change', {
      file,
      baseVersion: version,
      changes: [change],
      client: 'bench',
    }));
    await analyses.reached(file, version);
    if (edit === EDITS / 2) half = weight();
  }
  const end = weight();
  analyses.stop();
  return { opened, half, end };
}

/** The line, from 1, of the first port in the second half. */
function lineToEdit({ text }: DocumentState): number {
  return text.slice(0, text.indexOf('port = ', text.length / 2)).split('\n').length;
}

function followAnalyses(client: StrataClient) {
  let latest: AnalysisState | null = null;
  let arrived = () => {};
  const stop = client.subscribe((event) => {
    if (event.type !== 'analysis') return;
    latest = event.analysis;
    arrived();
  });
  const has = (file: string, version: number) =>
    latest?.documents.some((document) => document.file === file && document.version >= version) === true;
  return {
    stop,
    /** Resolves when a version of a document has been analysed. */
    async reached(file: string, version: number): Promise<void> {
      while (!has(file, version)) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
    },
  };
}

function residentMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}
