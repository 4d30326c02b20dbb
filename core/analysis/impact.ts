import { differences } from '../../shared/config/difference.ts';
import type { EffectiveTable } from '../../shared/config/model.ts';
import { parsePath } from '../../shared/config/paths.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import type { AnalysisState, Impact, KeyDifference } from '../../shared/contract/model.ts';
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
  inputsOf: (selection: Selection) => LayerInputs,
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
    const inputs = inputsOf(selection);
    const before = cache.get(selection, inputs, 'saved').configuration.root;
    const after = cache.get(selection, inputs, 'current').configuration.root;
    const changes = changesBetween(before, after);
    impactTotal += changes.length;
    for (const change of changes.slice(0, IMPACT_LIMIT - impact.length)) {
      impact.push({ ...selection, ...masked(change, inputs.schema) });
    }
  }
  return { impact, impactTotal };
}

const compared = new WeakMap<
  EffectiveTable,
  { readonly before: EffectiveTable; readonly changes: KeyDifference[] }
>();

/** The differences, worked out once for each pair: an edit elsewhere leaves most environments as they were. */
function changesBetween(before: EffectiveTable, after: EffectiveTable): readonly KeyDifference[] {
  const known = compared.get(after);
  if (known?.before === before) return known.changes;
  const changes = differences(before, after, { maxLiteralLength: LITERAL_LENGTH });
  compared.set(after, { before, changes });
  return changes;
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
