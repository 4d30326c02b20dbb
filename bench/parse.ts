/** Parsing the large file: ours to lossless tree and values, the peers to values only. */
import { parse as parseIarna } from '@iarna/toml';
import { parse as parseSmol } from 'smol-toml';
import { parse } from '../shared/toml/index.ts';
import { largeToml } from './large-file.ts';
import { type BenchTable, median } from './rows.ts';

const WARM_UP_RUNS = 10;
const MEASURED_RUNS = 25;
const BUDGET_MS = 45;

export function benchParse(): BenchTable[] {
  const text = largeToml();
  const [ours, smol, iarna] = measureTurnByTurn([
    () => parse(text),
    () => parseSmol(text),
    () => parseIarna(text),
  ]);
  const what = `${Math.round(text.length / 1000)} kB, ${(text.split('\n').length - 1).toLocaleString('en')} lines`;
  const others = { 'smol-toml': smol ?? Number.NaN, '@iarna/toml': iarna ?? Number.NaN };
  return [
    {
      title: 'Parse',
      unit: 'ms',
      ours: 'Strata',
      rows: [{ what, ours: ours ?? Number.NaN, others, budget: BUDGET_MS }],
      notes: ['Strata makes a lossless tree with ranges, and values; the others make values only.'],
    },
  ];
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
