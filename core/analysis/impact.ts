import { differences } from '../../shared/config/difference.ts';
import { parsePath } from '../../shared/config/paths.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import type { AnalysisState, Impact } from '../../shared/contract/model.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import type { EffectiveCache } from './effective-cache.ts';
import type { LayerInputs } from './layer-contents.ts';
import type { SourceFile } from './source-files.ts';
import { MASK } from './sources.ts';

const IMPACT_LIMIT = 200;
const LITERAL_LENGTH = 80;

/** What the unsaved buffers change in each environment, against what is saved. */
export function impactOf(
  selections: readonly Selection[],
  files: ReadonlyMap<string, SourceFile>,
  cache: EffectiveCache,
  inputs: LayerInputs,
): Pick<AnalysisState, 'impact' | 'impactTotal'> {
  const edited = new Set([...files.values()].filter((file) => file.edited).map(({ path }) => path));
  const impact: Impact[] = [];
  let impactTotal = 0;
  for (const selection of edited.size === 0 ? [] : selections) {
    const takesPart = cache
      .layers(selection)
      .some(({ file, variableFiles = [] }) =>
        [file ?? '', ...variableFiles].some((path) => edited.has(path)),
      );
    if (!takesPart) continue;
    const before = cache.get(selection, inputs, 'saved').configuration.root;
    const after = cache.get(selection, inputs, 'current').configuration.root;
    const changes = differences(before, after, { maxLiteralLength: LITERAL_LENGTH });
    impactTotal += changes.length;
    for (const change of changes.slice(0, IMPACT_LIMIT - impact.length)) {
      impact.push({ ...selection, ...masked(change, inputs.schema) });
    }
  }
  return { impact, impactTotal };
}

function masked<T extends { path: string; before: string | null; after: string | null }>(
  change: T,
  schema: SchemaView | null,
): T {
  if (schema?.isSecret(parsePath(change.path) ?? []) !== true) return change;
  return {
    ...change,
    before: change.before === null ? null : MASK,
    after: change.after === null ? null : MASK,
  };
}
