import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { required } from '../options.ts';
import { historyOf, unknownVersion, versionNumber, workspaceFor } from '../workspace.ts';

export const command: Command = {
  usage: `usage: strata show VERSION [--dir DIR]

Writes the content of a version to standard output, byte for byte.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { dir: { type: 'string' } },
      allowPositionals: true,
    });
    const version = versionNumber(required('VERSION', positionals[0], this.usage));
    const history = historyOf(workspaceFor(values.dir, undefined));
    try {
      if (history.get(version) === null) throw unknownVersion(version);
      process.stdout.write(history.content(version));
    } finally {
      history.close();
    }
    return 0;
  },
};
