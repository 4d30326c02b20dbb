import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { decodeText, encode, readFile } from '../../core/files/read.ts';
import { type SaveResult, saveFile } from '../../core/files/save.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { applyReplacements } from '../../shared/text/replacements.ts';
import { format } from '../../shared/toml/format/index.ts';
import { parse, type TomlProblem, type TomlVersion } from '../../shared/toml/index.ts';
import type { Command } from '../command.ts';
import { customsAround, type FormatTarget, formatTargets } from '../format-targets.ts';
import { oneOf } from '../options.ts';
import { findWorkspace, historyOf, pathInWorkspace } from '../workspace.ts';

export const command: Command = {
  usage: `usage: strata fmt [PATH...] [--check] [--stdin] [--toml 1.0|1.1]

Formats the TOML layers of workspaces (folders) and single files, in place: spacing, blank lines, indentation, arrays,
and the order of keys, as [format] in strata.toml says. Values, their spelling and comments stay. A file that does not parse is left alone, and its first problem named.
Exit code 1 when there was such a file, or with --check when a file would change.
--check   write nothing, only list the files that would change
--stdin   format standard input to standard output; text that does not parse comes out as it came
--toml V  the version of TOML; without it what the workspace of the file says, else 1.0`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        check: { type: 'boolean', default: false },
        stdin: { type: 'boolean', default: false },
        toml: { type: 'string' },
      },
      allowPositionals: true,
    });
    const version = values.toml === undefined ? undefined : oneOf('toml', values.toml, ['1.0', '1.1']);
    if (!values.stdin)
      return formatFiles(positionals.length === 0 ? ['.'] : positionals, version, values.check);
    if (positionals.length === 0) return formatInput(version, values.check);
    throw new StrataError({
      code: 'BAD_REQUEST',
      message: '--stdin takes no paths.',
      remedy: 'Leave out the paths, or --stdin.',
    });
  },
};

/** What became of a file. */
type Outcome = 'changed' | 'unchanged' | 'left-alone' | 'failed';

async function formatFiles(
  paths: readonly string[],
  version: TomlVersion | undefined,
  isCheck: boolean,
): Promise<number> {
  const counts: Record<Outcome, number> = { changed: 0, unchanged: 0, 'left-alone': 0, failed: 0 };
  const afterwards: Promise<void>[] = [];
  for (const target of await formatTargets(paths, version)) {
    try {
      counts[await formatFile(target, isCheck, (work) => afterwards.push(work))]++;
    } catch (error) {
      if (!(error instanceof StrataError)) throw error;
      counts.failed++;
      complain(error.message, error.remedy);
    }
  }
  await Promise.all(afterwards);
  process.stdout.write(`${summary(counts, isCheck)}\n`);
  if (counts.failed > 0) return 2;
  return counts['left-alone'] > 0 || (isCheck && counts.changed > 0) ? 1 : 0;
}

async function formatFile(
  target: FormatTarget,
  isCheck: boolean,
  afterwards: (work: Promise<void>) => void,
): Promise<Outcome> {
  const { name, absolute, root, version, options } = target;
  const { text, bom, etag } = await readFile(absolute);
  const formatted = formatText(text, { name, version, options });
  if (formatted === null) return 'left-alone';
  if (formatted === text) return 'unchanged';
  if (!isCheck) {
    const saved = await saveFile({
      path: absolute,
      bytes: encode(formatted, bom),
      expected: etag,
      roots: [root],
    });
    afterwards(keepOthers(target, saved));
    if (saved.outcome === 'saved-unsure') {
      complain(`${name} is saved, but the disk did not confirm it; a power cut now could undo it.`);
    }
  }
  process.stdout.write(`${isCheck ? 'would format' : 'formatted'} ${name}\n`);
  return 'changed';
}

async function formatInput(version: TomlVersion | undefined, isCheck: boolean): Promise<number> {
  const name = 'standard input';
  const { text, bom } = decodeText(await buffer(process.stdin), name);
  const customs = await customsAround('.');
  const formatted = formatText(text, { ...customs, name, version: version ?? customs.version });
  if (!isCheck) process.stdout.write(encode(formatted ?? text, bom));
  else if (formatted !== null && formatted !== text) process.stdout.write('would format standard input\n');
  return formatted === null || (isCheck && formatted !== text) ? 1 : 0;
}

/** The formatted text; null when it does not parse, which is said. */
function formatText(
  text: string,
  { name, version, options }: Pick<FormatTarget, 'name' | 'version' | 'options'>,
): string | null {
  const result = format(parse(text, { version }), options);
  if (result.ok) return applyReplacements(text, result.changes);
  sayProblem(result.problem, text, name);
  return null;
}

function sayProblem(problem: TomlProblem, text: string, name: string): void {
  const { line, column } = new LineIndex(text).positionAt(problem.start);
  process.stderr.write(`${name}:${line}:${column}  not formatted: ${problem.message}  [${problem.code}]\n`);
  if (problem.suggestion !== undefined) process.stderr.write(`    ${problem.suggestion}\n`);
}

/** What another program wrote at the moment of the save goes to the history of the workspace. */
async function keepOthers({ name, absolute }: FormatTarget, { lost, late }: SaveResult): Promise<void> {
  const others = [lost ?? null, await late].filter((content) => content !== null);
  if (others.length === 0) return;
  const path = await realpath(absolute);
  const workspace = findWorkspace(dirname(path));
  const history = historyOf(workspace);
  try {
    const file = pathInWorkspace(workspace, path);
    const message = 'Written by another program during a save';
    for (const bytes of others) history.record({ file, bytes, origin: 'external', message });
  } finally {
    history.close();
  }
  complain(
    `Another program wrote ${name} at the very moment it was formatted.`,
    'The other content is a version; see strata log.',
  );
}

function summary(counts: Readonly<Record<Outcome, number>>, isCheck: boolean): string {
  const files = (count: number) => `${count} file${count === 1 ? '' : 's'}`;
  return [
    `${files(counts.changed)} ${isCheck ? 'would change' : 'formatted'}`,
    `${counts.unchanged} unchanged`,
    ...(counts['left-alone'] > 0 ? [`${counts['left-alone']} left alone`] : []),
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
  ].join(', ');
}

function complain(message: string, remedy?: string): void {
  process.stderr.write(`strata: ${message}\n${remedy === undefined ? '' : `        ${remedy}\n`}`);
}
