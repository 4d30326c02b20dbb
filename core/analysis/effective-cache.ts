import type { MergeStrategy } from '../../shared/config/combine.ts';
import { parseMergeStrategy } from '../../shared/config/combine.ts';
import { MergeMemory, merge } from '../../shared/config/merge.ts';
import type {
  EffectiveConfiguration,
  LayerContent,
  ResolvedLayer,
  WorkspaceModel,
} from '../../shared/config/model.ts';
import { referencedVariables, resolveReferences } from '../../shared/config/references.ts';
import { resolveLayers, type Selection } from '../../shared/config/resolve.ts';
import { variableLookup } from '../../shared/config/variable-sources.ts';
import { type LayerInputs, layerContents } from './layer-contents.ts';
import type { View } from './source-files.ts';

/** One selection merged, with what it was merged from. */
export interface Merged {
  readonly selection: Selection;
  readonly layers: readonly ResolvedLayer[];
  readonly contents: readonly LayerContent[];
  readonly configuration: EffectiveConfiguration;
  /** Changes exactly when one of the texts behind it does that its values come from. */
  readonly stamp: string;
}

/** Merged configurations, each made again only when one of its own files changed. */
export class EffectiveCache {
  readonly #model: WorkspaceModel;
  readonly #layers = new Map<string, readonly ResolvedLayer[]>();
  readonly #merged = new Map<string, Merged>();
  /** One for both views of a selection: what is being edited shares most of its values with what is saved. */
  readonly #memories = new Map<readonly ResolvedLayer[], MergeMemory>();

  constructor(model: WorkspaceModel) {
    this.#model = model;
  }

  layers({ environment, service }: Selection): readonly ResolvedLayer[] {
    const key = JSON.stringify([environment, service]);
    let layers = this.#layers.get(key);
    if (layers === undefined) {
      layers = resolveLayers(this.#model, environment, service);
      this.#layers.set(key, layers);
    }
    return layers;
  }

  get(selection: Selection, inputs: LayerInputs, view: View): Merged {
    const layers = this.layers(selection);
    const key = JSON.stringify([selection.environment, selection.service, view]);
    const stamp = stampOf(layers, inputs, view);
    const cached = this.#merged.get(key);
    if (cached?.stamp === stamp) return cached;
    const memory = this.#memories.get(layers) ?? new MergeMemory();
    this.#memories.set(layers, memory);
    const made = mergeSelection(selection, layers, inputs, { view, stamp, memory });
    this.#merged.set(key, made);
    return made;
  }

  /** Whether merging can find nothing wrong: no more than one file takes part, and it refers to no variable. */
  isTrivial(selection: Selection, { files }: LayerInputs): boolean {
    const [only, ...others] = this.layers(selection);
    if (others.length > 0) return false;
    if (only === undefined) return true;
    if (only.file === undefined) return only.variableFiles === undefined;
    const usable = files.get(only.file)?.usable() ?? null;
    return usable === null || referencedVariables(usable.parsed.document.root).size === 0;
  }
}

function mergeSelection(
  selection: Selection,
  layers: readonly ResolvedLayer[],
  inputs: LayerInputs,
  { view, stamp, memory }: { readonly view: View; readonly stamp: string; readonly memory: MergeMemory },
): Merged {
  const { typesOf, schema } = inputs;
  const types = typesOf === undefined ? {} : { typesOf };
  const { contents, problems, variables } = layerContents(layers, inputs, view);
  const strategyOf = (path: readonly string[]): MergeStrategy =>
    parseMergeStrategy(schema?.nodeAt(path)?.mergeStrategy ?? '') ?? 'replace';
  const merged = merge(contents, { strategyOf, memory, ...types });
  const resolved = resolveReferences(merged.root, variableLookup(variables), types);
  return {
    selection,
    layers,
    contents,
    stamp,
    configuration: {
      ...selection,
      root: resolved.root,
      problems: [...problems, ...merged.problems, ...resolved.problems],
    },
  };
}

function stampOf(layers: readonly ResolvedLayer[], { files }: LayerInputs, view: View): string {
  const stamps: (number | string)[] = [];
  for (const layer of layers) {
    if (layer.file !== undefined) {
      const usable = files.get(layer.file)?.usable(view) ?? null;
      stamps.push(usable === null ? 'none' : usable.parsed.stamp);
    }
    for (const file of layer.variableFiles ?? []) stamps.push(files.get(file)?.textStamp(view) ?? 'none');
  }
  return stamps.join(' ');
}
