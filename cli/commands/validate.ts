import { realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseFiles, analyseFolder, type FolderAnalysis } from '../../core/analysis/folder.ts';
import { fromErrno } from '../../core/files/errors.ts';
import type { SchemaLibrary } from '../../core/schemas/library.ts';
import type { LoadOptions } from '../../core/workspace/load.ts';
import { selectIn } from '../../core/workspace/selection.ts';
import type { Problem } from '../../shared/contract/model.ts';
import { isRemote, schemaAddress } from '../../shared/schema/association.ts';
import type { Command } from '../command.ts';
import { oneOf } from '../options.ts';
import { commandSchemas } from '../schemas.ts';

export const command: Command = {
  usage: `usage: strata validate [PATH...] [--env E] [--schema FILE] [--allow-remote-schemas] [--format text|json] [--strict]

Checks workspaces (folders) or single files. Exit code 1 when there is an error; with --strict, a warning counts too.
--env E       only problems that concern this environment
--schema FILE the JSON Schema for everything, whatever the files and the manifest say
--allow-remote-schemas
              fetch schemas the files name by an address; without it nothing is fetched, and what was fetched
              before is used`,

  async run(args) {
    const started = performance.now();
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        env: { type: 'string' },
        schema: { type: 'string' },
        'allow-remote-schemas': { type: 'boolean', default: false },
        format: { type: 'string', default: 'text' },
        json: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const format = values.json ? 'json' : oneOf('format', values.format, ['text', 'json']);
    const report = await collect(
      positionals.length === 0 ? ['.'] : positionals,
      { schema: values.schema ?? null, library: commandSchemas(values['allow-remote-schemas']) },
      values.env,
    );
    const durationMs = Math.round((performance.now() - started) * 10) / 10;
    if (format === 'json') process.stdout.write(`${JSON.stringify({ ...report, durationMs }, null, 2)}\n`);
    else printText(report, durationMs);
    const failing = report.problems.some(
      ({ severity }) => severity === 'error' || (values.strict && severity === 'warning'),
    );
    return failing ? 1 : 0;
  },
};

interface Report {
  readonly problems: Omit<Problem, 'fileId'>[];
  /** How many more there are that comments silence. */
  readonly silenced: number;
  readonly files: number;
  readonly environments: string[];
}

interface SchemaOptions {
  /** A path, or an address. */
  readonly schema: string | null;
  readonly library: SchemaLibrary;
}

/** The schema of the command line as an address for the workspace at `folder`. */
async function schemaFor(folder: string, { schema, library }: SchemaOptions): Promise<LoadOptions> {
  if (schema === null) return { library };
  const root = (await realpath(folder)).replaceAll('\\', '/');
  const written = isRemote(schema) ? schema : resolve(schema);
  return { library, schema: schemaAddress(written, '', root)?.address };
}

async function collect(
  paths: readonly string[],
  options: SchemaOptions,
  environment: string | undefined,
): Promise<Report> {
  const folders: string[] = [];
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      throw fromErrno(error, { action: 'read', path });
    });
    (found.isDirectory() ? folders : files).push(path);
  }
  const reports: Report[] = [];
  for (const folder of folders) {
    const analysis = await analyseFolder(folder, process.env, await schemaFor(folder, options));
    const only =
      environment === undefined ? undefined : selectIn(analysis.loaded.model, environment, null).environment;
    reports.push(reportOf(analysis, paths.length > 1 ? folder : '', only));
  }
  if (files.length > 0) {
    const { schema, library } = options;
    const analysis = isRemote(schema ?? '')
      ? await analyseFiles(files, null, { library, schema: schema ?? undefined })
      : await analyseFiles(files, schema, { library });
    reports.push(reportOf(analysis, relative('.', analysis.loaded.root), undefined));
  }
  return {
    problems: reports.flatMap(({ problems }) => problems),
    silenced: reports.reduce((sum, report) => sum + report.silenced, 0),
    files: reports.reduce((sum, report) => sum + report.files, 0),
    environments: [...new Set(reports.flatMap(({ environments }) => environments))],
  };
}

function reportOf(analysis: FolderAnalysis, prefix: string, only: string | undefined): Report {
  const { loaded } = analysis;
  const separate = loaded.model.layout === 'unrelated';
  const judged = analysis.judged();
  const isWanted = ({ environments }: Problem) =>
    only === undefined || environments.length === 0 || environments.includes(only);
  const problems = judged.problems.filter(isWanted).map(({ fileId: _, fix: __, ...problem }) => ({
    ...problem,
    file: problem.file === '' ? '' : join(prefix, problem.file),
    environments: separate ? [] : problem.environments,
  }));
  const layers = [...loaded.readings.entries()].filter(
    ([path, reading]) => reading !== null && !loaded.schemas.paths.has(path),
  );
  return {
    problems,
    silenced: judged.silenced.filter(isWanted).length,
    files: layers.length,
    environments: separate
      ? []
      : loaded.model.environments
          .map(({ name }) => name)
          .filter((name) => only === undefined || name === only),
  };
}

function printText({ problems, silenced, files, environments }: Report, durationMs: number): void {
  for (const problem of problems) {
    const { line, column } = problem.range.start;
    const where = problem.file === '' ? 'environment variables' : `${problem.file}:${line}:${column}`;
    const concerns = problem.environments.length === 0 ? '' : `  (${problem.environments.join(', ')})`;
    process.stdout.write(`${where}  ${problem.severity}  ${problem.message}  [${problem.code}]${concerns}\n`);
    if (problem.suggestion !== undefined) process.stdout.write(`    ${problem.suggestion}\n`);
  }
  const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
  const found = [plural(count('error'), 'error'), plural(count('warning'), 'warning')].join(', ');
  const across = environments.length === 0 ? '' : ` across ${plural(environments.length, 'environment')}`;
  const apart = silenced === 0 ? '' : `, ${silenced} silenced by comments`;
  process.stdout.write(
    `${problems.length === 0 ? 'No problems' : found}${apart} in ${plural(files, 'file')}${across} (${durationMs} ms)\n`,
  );
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
