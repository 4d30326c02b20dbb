/** Why a schema counts, for people. */
import type {
  ForeignSchema as ContractForeign,
  SchemaReason,
  SchemaStanding,
  SchemaState,
} from '../../shared/contract/schema-model.ts';
import {
  FILE_RULES,
  isForeign,
  isRemote,
  MERGED_RULES,
  type SchemaCandidate,
  schemaName,
} from '../../shared/schema/association.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { fileId } from '../workspace/files.ts';
import { type LoadedWorkspace, standsAlone, textOf } from '../workspace/load.ts';
import { MERGED } from './associate.ts';
import { bundledSchema } from './bundled.ts';
import type { ForeignSchema } from './library.ts';
import { chosen } from './load.ts';

/** What a pick for a file is remembered under: a layer shares the pick of the result it takes part in. */
export function pickSubject(loaded: LoadedWorkspace, path: string | null): string {
  const isOfFile = path !== null && (loaded.schemas.merged === null || standsAlone(loaded, path));
  return isOfFile ? path : MERGED;
}

/** @param path a workspace file, null for what the layers give together */
export function schemaStanding(loaded: LoadedWorkspace, path: string | null): SchemaStanding {
  const { merged, files } = loaded.schemas;
  const own = path === null ? undefined : files.get(path);
  const isAlone = path !== null && standsAlone(loaded, path);
  const isOfFile = merged === null || isAlone || own !== undefined;
  const candidates = (isOfFile ? own : merged) ?? [];
  const result = isOfFile && !isAlone ? chosen(merged) : null;
  return {
    subject: isOfFile && path !== null ? { file: fileId(path), path } : { file: null, path: '' },
    rules: [...(isOfFile ? FILE_RULES : MERGED_RULES)],
    reasons: candidates.map((candidate) => reason(loaded, candidate)),
    state: stateOf(loaded, candidates[0]),
    merged: result === null || isSame(result, candidates[0]) ? null : reason(loaded, result),
    foreign: [...loaded.schemas.foreign].flatMap(([address, schema]) =>
      bundledSchema(address) === undefined ? [foreign(address, schema)] : [],
    ),
  };
}

function isSame(one: SchemaCandidate, other: SchemaCandidate | undefined): boolean {
  return one.address === other?.address && one.fragment === other.fragment;
}

function reason(loaded: LoadedWorkspace, candidate: SchemaCandidate): SchemaReason {
  const { rule, address, fragment, file, span } = candidate;
  const target = address === null ? '' : (loaded.schemas.ids.get(address) ?? address);
  const text = file === undefined ? null : textOf(loaded.readings.get(file));
  return {
    rule,
    name: address === null ? null : schemaName(address),
    address: address === null ? null : `${address}${fragment === '' ? '' : `#${fragment}`}`,
    target: textOf(loaded.readings.get(target)) === null ? null : fileId(target),
    from:
      file === undefined || span === undefined
        ? null
        : {
            file: loaded.files.has(fileId(file)) ? fileId(file) : null,
            path: file,
            line: text === null ? 1 : new LineIndex(text).positionAt(span.start).line,
          },
  };
}

function stateOf(
  { schemas, readings }: LoadedWorkspace,
  candidate: SchemaCandidate | undefined,
): SchemaState {
  if (candidate === undefined || candidate.address === null) return 'none';
  const address = schemas.ids.get(candidate.address) ?? candidate.address;
  if (isForeign(address)) return schemas.foreign.get(address)?.state ?? 'missing';
  return textOf(readings.get(address)) === null ? 'missing' : 'ready';
}

function foreign(address: string, schema: ForeignSchema): ContractForeign {
  return {
    address,
    name: schemaName(address),
    kind: isRemote(address) ? 'remote' : 'outside',
    state: schema.state,
    fetchedAt: schema.state === 'ready' ? (schema.fetchedAt ?? null) : null,
    message: schema.state === 'failed' ? schema.error.message : null,
  };
}
