/** Checking files from a script, as CI would: whole processes, ours and the peers'. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeToml } from './large-file.ts';
import { findPeers, ours, type Tool } from './peers.ts';
import { type BenchRow, type BenchTable, type Figure, median } from './rows.ts';

const RUNS = 5;
/** A slow tool is measured with fewer runs: none begins after this. */
const LIMIT_MS = 6_000;
const MANY_FILES = 1000;
/** Tables of 13 lines each make a file of 104 lines, and one of 52,001. */
const TABLES_PER_SMALL_FILE = 8;

/** The 52,001-line file, and 1,000 files of about 104 lines. */
export function benchValidate(): BenchTable[] {
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  try {
    const large = join(folder, 'large.toml');
    writeFileSync(large, largeToml());
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let index = 0; index < MANY_FILES; index += 1)
      writeFileSync(join(many, `file-${index}.toml`), largeToml(TABLES_PER_SMALL_FILE));
    const rows = [
      row('one file of 52,001 lines', folder, large, 300),
      row(`1,000 files of ${TABLES_PER_SMALL_FILE * 13 + 1} lines`, folder, many, 500),
    ];
    const notes = ['tombi runs as "tombi lint --offline", taplo as "taplo lint".'];
    return [{ title: 'Validate, whole process', unit: 'ms', ours: 'strata validate', rows, notes }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, folder: string, path: string, budget: number): BenchRow {
  const others = Object.entries(findPeers()).map(([name, peer]) => [name, time(peer, folder, path)]);
  return { what, ours: time(ours, folder, path), others: Object.fromEntries(others), budget };
}

/** The median of whole runs; a run that finds anything wrong is no measurement. */
function time(tool: Tool | string, cwd: string, path: string): Figure {
  if (typeof tool === 'string') return tool;
  const { program, args } = tool.lint;
  const began = performance.now();
  const times: number[] = [];
  while (times.length < RUNS && performance.now() - began < LIMIT_MS) {
    const started = performance.now();
    const ended = spawnSync(program, [...args, path], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    times.push(performance.now() - started);
    if (ended.status !== 0)
      return `ended with ${ended.status}: ${String(ended.error ?? ended.stderr).slice(0, 200)}`;
  }
  return median(times);
}
