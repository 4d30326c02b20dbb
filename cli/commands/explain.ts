import { parseArgs } from 'node:util';
import { analyseFolder } from '../../core/analysis/folder.ts';
import type { Command } from '../command.ts';
import { required } from '../options.ts';
import { commandSchemas } from '../schemas.ts';
import { selectionOf } from '../workspace.ts';

export const command: Command = {
  usage: `usage: strata explain KEY [DIR] --env E [--service S] [--json]

Says where the value of a key comes from in one environment and what it beat. DIR is the folder of the workspace, the
current one where it is left out: strata explain server.port examples/plue --env prod`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        env: { type: 'string' },
        service: { type: 'string' },
        json: { type: 'boolean', default: false },
        format: { type: 'string' },
      },
      allowPositionals: true,
    });
    const key = required('KEY', positionals[0], this.usage);
    const analysis = await analyseFolder(positionals[1] ?? '.', process.env, { library: commandSchemas() });
    const selection = selectionOf(analysis.loaded, {
      environment: required('--env', values.env, this.usage),
      service: values.service ?? null,
      usage: `strata explain ${key} DIR --env ${values.env}`,
    });
    const explanation = analysis.ask((session) => session.explain(selection, key));
    if (values.json || values.format === 'json') {
      process.stdout.write(`${JSON.stringify(explanation, null, 2)}\n`);
      return 0;
    }
    process.stdout.write(`${explanation.sentence}\n`);
    if (explanation.description !== undefined) process.stdout.write(`  ${explanation.description}\n`);
    return 0;
  },
};
