/** Parsing the large file: ours to lossless tree and values, the peers to values. `node bench/parse.ts` prints it. */
import { parse as parseIarna } from '@iarna/toml';
import { parse as parseSmol } from 'smol-toml';
import { parse } from '../shared/toml/index.ts';
import { largeToml } from './large-file.ts';
import { type BenchRow, median, printRows } from './rows.ts';

const WARM_UP_RUNS = 10;
const MEASURED_RUNS = 25;

export async function benchParse(): Promise<BenchRow[]> {
  const text = largeToml();
  const [ours, smol, iarna] = measureTurnByTurn([
    () => parse(text),
    () => parseSmol(text),
    () => parseIarna(text),
  ]);
  const what = `parse ${Math.round(text.length / 1000)} kB, ${text.split('\n').length - 1} lines`;
  return [{ what, ours: ours ?? 0, peers: { 'smol-toml': smol ?? 0, '@iarna/toml': iarna ?? 0 } }];
}

/** The median time of each candidate. They take turns, so that a busy moment of the machine hits all alike. */
function measureTurnByTurn(candidates: readonly (() => unknown)[]): number[] {
  const times: number[][] = candidates.map(() => []);
  for (let run = 0; run < WARM_UP_RUNS + MEASURED_RUNS; run++) {
    for (const [index, candidate] of candidates.entries()) {
      const start = performance.now();
      candidate();
      const duration = performance.now() - start;
      if (run >= WARM_UP_RUNS) times[index]?.push(duration);
    }
  }
  return times.map(median);
}

if (import.meta.main) process.stdout.write(`${printRows(await benchParse())}\n`);
