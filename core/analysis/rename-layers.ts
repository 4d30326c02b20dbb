/** In which layers, and under which paths of their files, a key of the effective tree can stand. */
import type { ResolvedLayer } from '../../shared/config/model.ts';
import { pathInLayer } from './language-context.ts';
import type { NavigationContext, WildPath } from './navigation.ts';

/** A key in a file, or the same key of several items. */
export interface Target {
  readonly file: string;
  readonly path: WildPath;
}

/** Where the key can stand in each file that is a layer somewhere, once for each file and table. */
export function layerTargets(context: NavigationContext, path: WildPath): Target[] {
  const targets = new Map<string, Target>();
  for (const layer of fileLayers(context)) {
    const { file } = layer;
    const own = isBelowMount(layer, path) ? wildPathInLayer(layer, path) : null;
    if (file !== undefined && own !== null) targets.set(JSON.stringify([file, own]), { file, path: own });
  }
  return [...targets.values()];
}

export function fileLayers({ everywhere }: NavigationContext): ResolvedLayer[] {
  return everywhere().flatMap(({ layers }) => layers.filter(({ file }) => file !== undefined));
}

/** Whether the renamed key is written in the layer's file, not in the path that mounts its table. */
export function isBelowMount({ at = [] }: ResolvedLayer, path: WildPath): boolean {
  return path.filter((key) => key !== null).length > at.length;
}

function wildPathInLayer(layer: ResolvedLayer, path: WildPath): WildPath | null {
  const end = path.indexOf(null);
  const keys = path.slice(0, end < 0 ? undefined : end).filter((key) => key !== null);
  const own = pathInLayer(layer, keys);
  return own === null ? null : [...own, ...path.slice(keys.length)];
}
