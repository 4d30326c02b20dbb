/** `npm run bench`: our figures and the peers' from the same run on the same machine. Medians, in milliseconds. */
import { cpus } from 'node:os';
import { benchParse } from './parse.ts';
import { printRows } from './rows.ts';
import { benchValidate } from './validate.ts';

process.stdout.write(
  `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}\n\n`,
);
const rows = [...(await benchParse()), ...(await benchValidate())];
process.stdout.write(`${printRows(rows)}\n`);
