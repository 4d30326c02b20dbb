import { parseArgs } from 'node:util';
import { analyseFolder } from '../../core/analysis/folder.ts';
import type { Command } from '../command.ts';
import { oneOf, required } from '../options.ts';
import { commandSchemas } from '../schemas.ts';
import { selectionOf } from '../workspace.ts';

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
    const analysis = await analyseFolder(positionals[0] ?? '.', process.env, { library: commandSchemas() });
    const selection = selectionOf(analysis.loaded, {
      environment: required('--env', values.env, this.usage),
      service: values.service ?? null,
      usage: `strata effective DIR --env ${values.env}`,
    });
    const text = analysis.ask((session) => {
      if (format === 'json')
        return `${JSON.stringify(session.effectiveJson(selection, values.reveal), null, 2)}\n`;
      return format === 'env'
        ? session.renderEnv(selection, values.reveal)
        : session.render(selection, values.reveal);
    });
    process.stdout.write(text);
    return 0;
  },
};
