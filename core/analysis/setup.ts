import { StrataError } from '../../shared/contract/errors.ts';
import { chosen } from '../schemas/load.ts';
import { type LoadedWorkspace, standsAlone } from '../workspace/load.ts';
import type { AnalysisSetup, DiskFile } from './protocol.ts';

/** What the analysis starts from, out of what was loaded. */
export function analysisSetup(
  loaded: LoadedWorkspace,
  generation: number,
  environment: Readonly<Record<string, string | undefined>>,
): AnalysisSetup {
  const files: DiskFile[] = [...loaded.readings].map(([path, reading]) => {
    if (reading instanceof StrataError) return { path, text: null, error: reading.toShape() };
    return { path, text: reading?.text ?? null };
  });
  const { merged, files: own, paths, foreign, ids } = loaded.schemas;
  return {
    generation,
    model: loaded.model,
    files,
    manifest: loaded.manifest,
    schema: loaded.schema?.path ?? null,
    schemas: {
      areMerged: merged !== null,
      merged: chosen(merged),
      files: new Map([...own].map(([path, candidates]) => [path, chosen(candidates)])),
      alone: new Set([...own.keys()].filter((path) => standsAlone(loaded, path))),
      paths,
      foreign,
      ids,
    },
    paths: [...loaded.files.values()].map((file) => file.path),
    environment: Object.fromEntries(
      Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    validate: true,
  };
}
