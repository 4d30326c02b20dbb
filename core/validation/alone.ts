/** The check of a file that is merged with no other: as typed, and as the whole it is. */
import { merge } from '../../shared/config/merge.ts';
import type { Problem } from '../../shared/contract/model.ts';
import type { TableValue } from '../../shared/toml/types.ts';
import type { CompiledSchema } from './compile.ts';
import { checkLayer } from './layer.ts';
import { checkEffective } from './place.ts';
import type { Files } from './problem.ts';

/** The problems of a file's values, missing keys among them; of no environment. What both checks find is there twice. */
export function checkAlone(schema: CompiledSchema, file: string, root: TableValue, files: Files): Problem[] {
  const definition = { id: file, name: file, source: { kind: 'file', file }, optional: false } as const;
  const layer = { id: file, definition, file };
  const content = { layer, root, stale: false };
  const whole = { environment: '', service: null, root: merge([content]).root, problems: [] };
  return [
    ...checkLayer(schema, content, [], files),
    ...checkEffective(schema, whole, [layer], files).map((problem) => ({ ...problem, environments: [] })),
  ];
}
