import { locate, type ValuePlace } from '../toml/locate.ts';
import type { Completion } from './item.ts';
import { completeKey } from './key-completion.ts';
import type { LanguageRequest } from './request.ts';
import { completeValue, type OtherValue } from './value-completion.ts';

export interface CompletionRequest extends LanguageRequest {
  /** What the layers set a key to, as TOML; without those of secrets. Absent: the layers are not known. */
  readonly otherValues?: (path: readonly string[]) => readonly OtherValue[];
}

/** What could stand at the cursor by schema and layers; each proposal says which range it replaces. */
export function complete(request: CompletionRequest): Completion[] {
  const place = locate(request.document, request.offset);
  switch (place.kind) {
    case 'key':
    case 'header':
    case 'blank':
      return completeKey(request, place);
    case 'value':
      return completeValue(request, place, othersAt(request, place));
    default:
      return [];
  }
}

/** Values of other layers for the key under the cursor; items of arrays belong to their array as a whole. */
function othersAt(
  { otherValues, schemaPath }: CompletionRequest,
  { pointer }: ValuePlace,
): readonly OtherValue[] {
  const path = pointer.filter((segment) => typeof segment === 'string');
  const target = path.length < pointer.length || schemaPath === undefined ? path : schemaPath(path);
  if (otherValues === undefined || target === null || path.length < pointer.length) return [];
  return otherValues(target);
}
