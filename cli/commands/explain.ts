import { parseArgs } from 'node:util';
import { analyseFolder } from '../../core/analysis/folder.ts';
import { selectIn } from '../../core/workspace/selection.ts';
import type { Command } from '../command.ts';
import { required } from '../options.ts';

export const command: Command = {
  usage: `usage: strata explain KEY [DIR] --env E [--service S] [--json]

Says where the value of a key comes from in one environment and what it beat.`,

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
    const { loaded, session } = await analyseFolder(positionals[1] ?? '.', process.env);
    const selection = selectIn(
      loaded.model,
      required('--env', values.env, this.usage),
      values.service ?? null,
    );
    const explanation = session.explain(selection, key);
    if (values.json || values.format === 'json') {
      process.stdout.write(`${JSON.stringify(explanation, null, 2)}\n`);
      return 0;
    }
    process.stdout.write(`${explanation.sentence}\n`);
    if (explanation.description !== undefined) process.stdout.write(`  ${explanation.description}\n`);
    return 0;
  },
};
