/** `npm run bench`: our figures and the peers' from the same run on the same machine. Medians, in milliseconds. */
import { cpus } from 'node:os';
import { benchKeystrokes } from './keystroke.ts';
import { benchLayers } from './layers.ts';
import { benchParse } from './parse.ts';
import { type BenchRow, printRows } from './rows.ts';
import { benchValidate } from './validate.ts';

const MEASUREMENTS: readonly {
  readonly name: string;
  readonly run: () => BenchRow[] | Promise<BenchRow[]>;
}[] = [
  { name: 'parsing', run: benchParse },
  { name: 'keystrokes', run: benchKeystrokes },
  { name: 'layers', run: benchLayers },
  { name: 'strata validate', run: benchValidate },
];

const processor = cpus();
process.stdout.write(
  `Node ${process.version}, ${processor.length} cores, ${processor[0]?.model ?? 'unknown processor'}\n\n`,
);
const rows: BenchRow[] = [];
for (const [index, { name, run }] of MEASUREMENTS.entries()) {
  // On standard error, so that the table alone can be kept.
  process.stderr.write(`${index + 1} of ${MEASUREMENTS.length}: measuring ${name} ...\n`);
  rows.push(...(await run()));
}
process.stdout.write(`\n${printRows(rows)}\n`);
