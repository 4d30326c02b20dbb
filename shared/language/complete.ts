import { type KeyPlace, locate, type ValuePlace } from '../toml/locate.ts';
import { completeDirective } from './directive-completion.ts';
import type { Completion } from './item.ts';
import { completeKey, tablePointer } from './key-completion.ts';
import { type LanguageRequest, schemaAt } from './request.ts';
import { completeSeenKeys, type SeenKey } from './seen-keys.ts';
import { completeValue, type OtherValue, valueBeginnings } from './value-completion.ts';

export interface CompletionRequest extends LanguageRequest {
  /** What the layers set a key to, as TOML; without those of secrets. Absent: the layers are not known. */
  readonly otherValues?: (path: readonly string[]) => readonly OtherValue[];
  /** The keys that the layers have in a table. Absent: the layers are not known. */
  readonly otherKeys?: (path: readonly string[]) => readonly SeenKey[];
  /** Schemas a `#:schema` comment could name, as it would name them. */
  readonly schemaFiles?: () => readonly string[];
}

/** What could stand at the cursor by schema and layers; each proposal says which range it replaces. */
export function complete(request: CompletionRequest): Completion[] {
  const place = locate(request.document, request.offset);
  switch (place.kind) {
    case 'key':
    case 'header':
    case 'blank':
      return [...completeKey(request, place), ...seenKeys(request, place)];
    case 'value': {
      const found = completeValue(request, place, othersAt(request, place));
      return request.schema === null ? [...found, ...valueBeginnings(request, place)] : found;
    }
    case 'comment':
      return completeDirective(request, request.schemaFiles ?? (() => []));
    default:
      return [];
  }
}

/** Where the schema says nothing about the keys of a table, others like it do. */
function seenKeys(request: CompletionRequest, place: KeyPlace): Completion[] {
  if (place.kind === 'header') return [];
  const pointer = tablePointer(place);
  if (!isOpen(request, pointer)) return [];
  return completeSeenKeys(request, place, pointer, otherKeysAt(request, pointer));
}

/** Whether a table may hold keys of which the schema names none. */
function isOpen(request: CompletionRequest, pointer: readonly (string | number)[]): boolean {
  for (let length = pointer.length; length >= 0; length -= 1) {
    const node = schemaAt(request, pointer.slice(0, length))?.node;
    if (node === undefined) continue;
    const isAround = length < pointer.length;
    return node.otherKeys !== 'forbidden' && (isAround || node.properties.length === 0);
  }
  return true;
}

/** None for tables of arrays: an array belongs to its layer as a whole. */
function otherKeysAt(
  { otherKeys, schemaPath }: CompletionRequest,
  pointer: readonly (string | number)[],
): readonly SeenKey[] {
  const path = pointer.filter((segment) => typeof segment === 'string');
  if (otherKeys === undefined || path.length < pointer.length) return [];
  const target = schemaPath === undefined ? path : schemaPath(path);
  return target === null ? [] : otherKeys(target);
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
