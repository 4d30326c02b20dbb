import { parseArgs } from 'node:util';
import { analyseFolder } from '../../core/analysis/folder.ts';
import { selectIn } from '../../core/workspace/selection.ts';
import type { Command } from '../command.ts';
import { oneOf, required } from '../options.ts';

export const command: Command = {
  usage: `usage: strata effective [DIR] --env E [--service S] [--format toml|json|env] [--reveal]

Prints the merged configuration of one environment. JSON adds where each value comes from.
Secret values are masked; --reveal prints them.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        env: { type: 'string' },
        service: { type: 'string' },
        format: { type: 'string', default: 'toml' },
        json: { type: 'boolean', default: false },
        reveal: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const format = values.json ? 'json' : oneOf('format', values.format, ['toml', 'json', 'env']);
    const { loaded, session } = await analyseFolder(positionals[0] ?? '.', process.env);
    const selection = selectIn(
      loaded.model,
      required('--env', values.env, this.usage),
      values.service ?? null,
    );
    if (format === 'json') {
      process.stdout.write(`${JSON.stringify(session.effectiveJson(selection, values.reveal), null, 2)}\n`);
    } else if (format === 'env') {
      process.stdout.write(session.renderEnv(selection, values.reveal));
    } else {
      process.stdout.write(session.render(selection, values.reveal));
    }
    return 0;
  },
};
