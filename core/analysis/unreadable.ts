/** Keys that are written, but in a way that cannot be read, so that they are missing from the values. */
import type { ResolvedLayer } from '../../shared/config/model.ts';
import { Outline } from '../../shared/toml/edit/outline.ts';
import { pathInLayer, startsWith } from './language-context.ts';
import type { Parsed, SourceFile } from './source-files.ts';

/** Whether a key of the effective tree, something in it, or what it is in, is written in one of the layers unreadably. */
export function unreadableIn(
  layers: readonly ResolvedLayer[],
  files: ReadonlyMap<string, SourceFile>,
): (path: readonly string[]) => boolean {
  const broken = layers.flatMap((layer) => {
    const file = layer.file === undefined ? undefined : files.get(layer.file);
    // Values of an older text that could be read miss nothing for the sake of the newer one.
    const parsed = file?.usable()?.parsed ?? null;
    if (parsed === null || parsed.valid) return [];
    const paths = damagedPaths(parsed);
    return paths.length === 0 ? [] : [{ layer, paths }];
  });
  return (path) =>
    broken.some(({ layer, paths }) => {
      const own = pathInLayer(layer, path);
      return own !== null && paths.some((each) => startsWith(each, own) || startsWith(own, each));
    });
}

const known = new WeakMap<Parsed, readonly (readonly string[])[]>();

/** Paths of keys and headers that cannot be read; indexes of arrays as their digits. */
function damagedPaths(parsed: Parsed): readonly (readonly string[])[] {
  const found =
    known.get(parsed) ??
    new Outline(parsed.document).statements
      .filter(({ isDamaged, path }) => isDamaged && path.length > 0)
      .map(({ path }) => path.map(String));
  known.set(parsed, found);
  return found;
}
