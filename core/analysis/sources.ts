/** Where values come from, in the words of the contract. */

import type { EffectiveLeaf, Setter } from '../../shared/config/model.ts';
import type { Source } from '../../shared/contract/model.ts';
import type { LineIndex } from '../../shared/text/lines.ts';
import { tomlLiteral } from '../../shared/toml/literal.ts';
import { fileId } from '../workspace/files.ts';

/** Eight bullets whatever the length, so that the length stays secret too. */
export const MASK = '••••••••';
const LITERAL_LENGTH = 200;

/** The lines of a layer's file as its values were read, maybe of an older text; undefined where it has none. */
export type LinesOf = (path: string) => { readonly lines: LineIndex; readonly stale: boolean } | undefined;

/** The source of a leaf. Values of secrets are masked. */
export function sourceOf(leaf: EffectiveLeaf, linesOf: LinesOf, secret: boolean): Source {
  return {
    ...placeOf(leaf.source, linesOf),
    state: stateOf(leaf, linesOf),
    overridden: leaf.overridden.map((setter) => ({
      ...placeOf(setter, linesOf),
      value: secret ? MASK : tomlLiteral(setter.value, LITERAL_LENGTH),
    })),
  };
}

/** The source of a value nobody sets and the schema gives. */
export const DEFAULT_SOURCE: Source = { layer: '', state: 'default', overridden: [] };

/** Layer, file and position of one setter; optional members are left out where they say nothing. */
export function placeOf(setter: Setter, linesOf: LinesOf) {
  const { variable, layer, keySpan } = setter;
  if (variable !== undefined) {
    return {
      layer: layer.definition.name,
      variable: variable.name,
      ...(variable.file === undefined ? {} : { file: variable.file, fileId: fileId(variable.file) }),
      ...(variable.line === undefined ? {} : { line: variable.line, column: 1 }),
    };
  }
  const file = layer.file;
  if (file === undefined) return { layer: layer.definition.name };
  const position = linesOf(file)?.lines.positionAt(keySpan?.start ?? setter.value.start);
  return { layer: layer.definition.name, file, fileId: fileId(file), ...position };
}

function stateOf({ reference, source }: EffectiveLeaf, linesOf: LinesOf): Source['state'] {
  if (reference !== undefined) return reference;
  if (source.variable !== undefined) return 'variable';
  const { file } = source.layer;
  return file !== undefined && linesOf(file)?.stale === true ? 'stale' : 'set';
}
