import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { decodeText } from '../../core/files/read.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { parse } from '../../shared/toml/index.ts';
import { toTagged } from '../../shared/toml/tagged.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  usage: `usage: strata toml decode [--toml 1.0|1.1]

Reads TOML on standard input and prints the tagged JSON of the official test suite.
Exit code 1 when the input is not valid TOML; the problems go to standard error.`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { toml: { type: 'string', default: '1.0' } },
      allowPositionals: true,
    });
    if (positionals[0] !== 'decode' || (values.toml !== '1.0' && values.toml !== '1.1')) {
      throw new StrataError({
        code: 'BAD_REQUEST',
        message: 'Expected "strata toml decode".',
        remedy: this.usage,
      });
    }
    return decode(await buffer(process.stdin), values.toml);
  },
};

function decode(bytes: Buffer, version: '1.0' | '1.1'): number {
  let text: string;
  try {
    const decoded = decodeText(bytes, 'standard input');
    // The parser takes the mark too, and finds a second one wrong.
    text = decoded.bom ? `\u{feff}${decoded.text}` : decoded.text;
  } catch (error) {
    if (!(error instanceof StrataError)) throw error;
    process.stderr.write(`standard input: ${error.message}\n`);
    return 1;
  }
  const document = parse(text, { version });
  const errors = document.problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) {
    process.stdout.write(`${JSON.stringify(toTagged(document.root))}\n`);
    return 0;
  }
  const lines = new LineIndex(text);
  for (const problem of errors) {
    const { line, column } = lines.positionAt(problem.start);
    process.stderr.write(`standard input:${line}:${column}: ${problem.message}\n`);
  }
  return 1;
}
