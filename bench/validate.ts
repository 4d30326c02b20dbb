/** `strata validate` against `tombi lint --offline`: whole processes, as a script in CI would run them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeToml } from './large-file.ts';
import type { BenchRow } from './rows.ts';
import { median } from './rows.ts';

const STRATA = fileURLToPath(new URL('../cli/strata.mjs', import.meta.url));
const TOMBI = fileURLToPath(new URL('../node_modules/.bin/tombi', import.meta.url));
const RUNS = 7;
const MANY_FILES = 1000;
/** Tables of 13 lines each make a file of 104 lines. */
const TABLES_PER_SMALL_FILE = 8;

/** Both tools on the 52,001-line file and on 1,000 files of about 104 lines. Times in milliseconds. */
export async function benchValidate(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  try {
    const large = join(folder, 'large.toml');
    writeFileSync(large, largeToml());
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let index = 0; index < MANY_FILES; index += 1) {
      writeFileSync(join(many, `file-${index}.toml`), largeToml(TABLES_PER_SMALL_FILE));
    }
    return [
      row('validate one 52,001-line file, whole process', folder, large),
      row(
        `validate ${MANY_FILES} files of ${TABLES_PER_SMALL_FILE * 13 + 1} lines, whole process`,
        folder,
        many,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, folder: string, path: string): BenchRow {
  return {
    what,
    ours: time(process.execPath, [STRATA, 'validate', path], folder),
    peers: { tombi: time(TOMBI, ['lint', '--offline', path], folder) },
  };
}

function time(program: string, args: readonly string[], cwd: string): number {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    const { status, stderr, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    times.push(performance.now() - started);
    if (error !== undefined || status !== 0) {
      throw new Error(
        `${program} ${args.join(' ')} ended with ${status}: ${error?.message ?? String(stderr).slice(0, 500)}`,
      );
    }
  }
  return median(times);
}
