import { locate } from '../toml/locate.ts';
import type { Completion } from './item.ts';
import { completeKey } from './key-completion.ts';
import type { LanguageRequest } from './request.ts';
import { completeValue } from './value-completion.ts';

/** What could stand at the cursor by the schema; each proposal says which range it replaces. */
export function complete(request: LanguageRequest): Completion[] {
  const place = locate(request.document, request.offset);
  switch (place.kind) {
    case 'key':
    case 'header':
    case 'blank':
      return completeKey(request, place);
    case 'value':
      return completeValue(request, place);
    default:
      return [];
  }
}
