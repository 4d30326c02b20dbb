import { parseArgs } from 'node:util';
import type { VersionRow } from '../../core/history/history.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Command } from '../command.ts';
import { historyOf, pathInWorkspace, workspaceFor } from '../workspace.ts';

const LIMIT = 50;

export const command: Command = {
  usage: `usage: strata log [FILE] [--dir DIR] [--limit N] [--json]

Lists versions, newest first; of one file, or of the whole workspace.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string' },
        limit: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const named = positionals[0];
    const workspace = workspaceFor(values.dir, named);
    const file = named === undefined ? undefined : pathInWorkspace(workspace, named);
    const history = historyOf(workspace);
    try {
      const limit = values.limit === undefined ? LIMIT : limitNumber(values.limit);
      const { rows } = history.list({ ...(file === undefined ? {} : { file }), limit });
      process.stdout.write(
        values.json ? `${JSON.stringify(rows.map(described), null, 2)}\n` : rows.map(line).join(''),
      );
    } finally {
      history.close();
    }
    return 0;
  },
};

function limitNumber(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new StrataError({
    code: 'BAD_REQUEST',
    message: `--limit is "${text}".`,
    remedy: 'It takes a whole number from 1.',
  });
}

function described(row: VersionRow) {
  const { version, file, time, origin, author, message, label, hash, size } = row;
  return {
    version,
    file,
    time,
    origin,
    author,
    ...(message === null ? {} : { message }),
    ...(label === null ? {} : { label }),
    hash,
    size,
  };
}

function line(row: VersionRow): string {
  const time = row.time.slice(0, 19).replace('T', ' ');
  const message = row.message === null ? '' : `  ${row.message}`;
  return `${String(row.version).padStart(6)}  ${time}  ${row.origin.padEnd(8)}  ${row.author}  ${row.file}${message}\n`;
}
