/** What keeps schemas from being used, wholly or in part, placed where it can be mended. */
import type { StrataError } from '../../shared/contract/errors.ts';
import type { Problem } from '../../shared/contract/model.ts';
import { isForeign, isRemote, type SchemaCandidate, schemaName } from '../../shared/schema/association.ts';
import { type Files, schemaWarnings, spotInFile } from '../validation/index.ts';
import type { SchemaSet, UsedSchema } from './schema-set.ts';
import type { WorkspaceSchema } from './schemas.ts';
import type { SourceFile } from './source-files.ts';
import { schemaProblem } from './workspace-problems.ts';

export interface SchemaProblemContext {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly lines: Files;
  /** The edition of TOML the files are read as. */
  readonly toml: '1.0' | '1.1';
  /** Every environment. */
  readonly environments: readonly string[];
  /** The environments a file takes part in. */
  readonly environmentsOf: (file: string) => readonly string[];
}

/** Problems of a schema itself come once; those of naming one, wherever it is named. */
export function schemaProblems(set: SchemaSet, context: SchemaProblemContext): Problem[] {
  const used = set.used();
  const merged = used.find(({ file }) => file === null);
  const told = new Set<WorkspaceSchema>();
  return used.flatMap((use) => {
    const again = told.has(use.schema);
    told.add(use.schema);
    const naming = [...absence(use, context), ...ownSchema(use, merged, context), ...edition(use, context)];
    return again ? naming : [...naming, ...faults(use, context)];
  });
}

/** The schema is not there: it waits for consent, could not be fetched, or its file is missing. */
function absence({ candidate, schema, file }: UsedSchema, context: SchemaProblemContext): Problem[] {
  const { absent } = schema;
  const address = candidate.address ?? '';
  if (absent === null) return [];
  const name = schemaName(address);
  const subject = file ?? 'The merged result';
  const where = isRemote(address) ? address : `the file ${address} outside of the workspace`;
  const say = (problem: Pick<Problem, 'severity' | 'message'> & { suggestion: string }) => [
    atNaming(candidate, file, context, { code: 'schema-not-used', ...problem }),
  ];
  switch (absent.state) {
    case 'waiting':
      return say({
        severity: 'warning',
        message: isRemote(address)
          ? `${subject} is not checked against ${name}: ${address} has not been fetched.`
          : `${subject} is not checked against ${name}: it lies outside of the workspace, at ${address}.`,
        suggestion: `Agree by pressing the schema in the status bar${isRemote(address) ? ', validate with --allow-remote-schemas,' : ''} or save a copy in the workspace.`,
      });
    case 'declined':
      return say({
        severity: 'info',
        message: `${subject} is not checked against ${name}: you declined to use ${where}.`,
        suggestion: 'Press the schema in the status bar to change that.',
      });
    case 'failed':
      return say({
        severity: 'warning',
        message: `${subject} is not checked against ${name}. ${absent.error.message}`,
        suggestion: absent.error.remedy ?? 'Correct the address.',
      });
    case 'missing':
      return [
        atNaming(candidate, file, context, {
          code: 'bad-schema',
          severity: 'error',
          message: `The schema ${address} does not exist.`,
          suggestion: 'Correct the path, or create the file. Everything but schema checks goes on.',
        }),
      ];
  }
}

/** A layer is free to name a schema of its own; whoever reads it should know that the result has another. */
function ownSchema(
  { candidate, schema, file }: UsedSchema,
  merged: UsedSchema | undefined,
  context: SchemaProblemContext,
): Problem[] {
  if (file === null || merged === undefined || merged.schema === schema || schema.absent !== null) return [];
  if (context.environmentsOf(file).length === 0) return [];
  const [own, other] = [schemaName(candidate.address ?? ''), schemaName(merged.candidate.address ?? '')];
  return [
    atNaming(candidate, file, context, {
      code: 'own-schema',
      severity: 'info',
      message: `${file} is checked against ${own} as it is typed, because it says so; what the layers give together is checked against ${other}.`,
    }),
  ];
}

/** A schema may say which edition of TOML its program reads (`x-tombi-toml-version`). */
function edition({ candidate, schema, file }: UsedSchema, context: SchemaProblemContext): Problem[] {
  const wanted = schema.view?.root.node.tomlVersion;
  if ((wanted !== '1.0' && wanted !== '1.1') || wanted === context.toml) return [];
  return [
    atNaming(candidate, file, context, {
      code: 'toml-edition',
      severity: 'info',
      message: `${schemaName(candidate.address ?? '')} is made for TOML ${wanted}; the files are read as TOML ${context.toml}.`,
      suggestion: `Write toml = "${wanted}" in [workspace] of strata.toml, if the program reads that.`,
    }),
  ];
}

/** What is wrong inside of a schema, at its place in its file; of one that is no file of the workspace, where it is named. */
function faults({ candidate, schema, file }: UsedSchema, context: SchemaProblemContext): Problem[] {
  const { path, error, compiled } = schema;
  const textOf = (other: string) => context.files.get(other)?.text() ?? null;
  const environments = file === null ? context.environments : context.environmentsOf(file);
  if (error !== null) {
    const at = faultyFile(error, path ?? '');
    if (!isForeign(at)) return [schemaProblem(error, at, textOf(at), environments)];
    const { message, remedy } = error;
    const said = { message, ...(remedy === undefined ? {} : { suggestion: remedy }) };
    return [atNaming(candidate, file, context, { code: 'bad-schema', severity: 'error', ...said })];
  }
  if (compiled === null) return [];
  return schemaWarnings(compiled, textOf, environments, context.lines).map((problem) =>
    isForeign(problem.file) ? { ...problem, ...placeOf(candidate, file, context) } : problem,
  );
}

/** A schema may be unusable because of another one that it refers to. */
function faultyFile(error: StrataError, path: string): string {
  const named = error.details?.schema;
  return typeof named === 'string' && named.replace(/#.*$/s, '') !== '' ? named.replace(/#.*$/s, '') : path;
}

function atNaming(
  candidate: SchemaCandidate,
  file: string | null,
  context: SchemaProblemContext,
  what: Pick<Problem, 'code' | 'severity' | 'message'> & { readonly suggestion?: string },
): Problem {
  const environments = [...(file === null ? context.environments : context.environmentsOf(file))];
  const place = placeOf(candidate, file, context);
  return { ...place, path: '', ...what, environments };
}

function placeOf(
  { file: naming, span }: SchemaCandidate,
  file: string | null,
  { lines }: SchemaProblemContext,
): Pick<Problem, 'file' | 'fileId' | 'range'> {
  const at = naming ?? file ?? '';
  const spot = spotInFile(lines, at, span ?? { start: 0, end: 0 });
  return { file: at, fileId: at === '' ? null : lines.fileId(at), range: spot.range };
}
