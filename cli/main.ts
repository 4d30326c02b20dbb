/** The terminal host: `strata COMMAND ...`. Exit code 0: fine; 1: problems found; 2: wrong use or unreadable. */

import { closest } from '../shared/config/closest.ts';
import { StrataError, toErrorShape } from '../shared/contract/errors.ts';
import type { Command } from './command.ts';

/** Loaded when asked for, so that a quick command does not pay for the others. */
const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  serve: () => import('./commands/serve.ts'),
  validate: () => import('./commands/validate.ts'),
  effective: () => import('./commands/effective.ts'),
  explain: () => import('./commands/explain.ts'),
  log: () => import('./commands/log.ts'),
  show: () => import('./commands/show.ts'),
  diff: () => import('./commands/diff.ts'),
  restore: () => import('./commands/restore.ts'),
  fmt: () => import('./commands/fmt.ts'),
  toml: () => import('./commands/toml.ts'),
  lsp: () => import('./commands/lsp.ts'),
};

/** Runs one command line (without `node` and the script) and gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const asJson =
    args.includes('--json') || args.some((word, at) => word === 'json' && args[at - 1] === '--format');
  try {
    if (name === '--version' || name === '-V') return await version();
    if (name === undefined || name === 'help' || name === '--help' || name === '-h')
      return await help(rest[0]);
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load !== undefined) {
      const { command } = await load();
      if (rest.includes('--help') || rest.includes('-h')) {
        process.stdout.write(`${command.usage}\n`);
        return 0;
      }
      return await command.run(rest);
    }
    if (looksLikeFolder(name)) return await (await import('./commands/serve.ts')).command.run(args);
    throw unknownCommand(name);
  } catch (error) {
    return fail(error, asJson);
  }
}

function looksLikeFolder(word: string): boolean {
  return word.startsWith('.') || word.includes('/') || word.includes('\\');
}

function unknownCommand(name: string): StrataError {
  const near = closest(name, Object.keys(COMMANDS));
  return new StrataError({
    code: 'BAD_REQUEST',
    message: `There is no command "${name}".`,
    remedy:
      near === null
        ? `Commands are: ${Object.keys(COMMANDS).join(', ')}. See strata help.`
        : `Did you mean "strata ${near}"?`,
  });
}

async function version(): Promise<number> {
  const { VERSION } = await import('./product.ts');
  process.stdout.write(`${VERSION}\n`);
  return 0;
}

async function help(name: string | undefined): Promise<number> {
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load !== undefined) {
    process.stdout.write(`${(await load()).command.usage}\n`);
    return 0;
  }
  const commands = await Promise.all(Object.values(COMMANDS).map((each) => each()));
  const lines = commands.map(({ command }) => `  ${command.usage.split('\n')[0]?.replace(/^usage: /, '')}`);
  process.stdout.write(
    `Strata: layered TOML configuration, seen, checked and kept safe.\n\n${lines.join('\n')}\n\nstrata help COMMAND says more. Exit code 0: fine; 1: problems found; 2: wrong use or unreadable.\n`,
  );
  return 0;
}

/** One error, one shape: a sentence with the way out, or the JSON of DESIGN section 10. */
function fail(error: unknown, asJson: boolean): number {
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const shape = isUsage
    ? { code: 'BAD_REQUEST' as const, message: error.message, remedy: 'See strata help.' }
    : toErrorShape(error);
  if (asJson) process.stderr.write(`${JSON.stringify(shape)}\n`);
  else
    process.stderr.write(
      `strata: ${shape.message}${shape.remedy === undefined ? '' : `\n        ${shape.remedy}`}\n`,
    );
  return 2;
}
