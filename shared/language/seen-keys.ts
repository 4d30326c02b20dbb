/** Keys that no schema declares, but that tables like the one at the cursor have. */
import { SchemaView } from '../schema/index.ts';
import { formatKey } from '../toml/index.ts';
import { entryAt, type KeyPlace } from '../toml/locate.ts';
import type { TableValue, TomlValue } from '../toml/types.ts';
import { type Completion, completionItem, rank } from './item.ts';
import type { LanguageRequest } from './request.ts';
import { escapeSnippet } from './snippet.ts';
import { writtenType } from './words.ts';

/** A key that a table of the same name has somewhere else. */
export interface SeenKey {
  readonly key: string;
  /** Null for a table. */
  readonly value: TomlValue | null;
  /** Where: `global.toml`, `another [[user]]`. */
  readonly from: string;
}

/** More keys than this are a list of names, not the shape of a table. */
const MAX_SEEN_KEYS = 100;

/**
 * Keys of the other tables of the same array, then those of `others`, without those that are there already.
 *
 * @param pointer of the table at the cursor
 */
export function completeSeenKeys(
  request: LanguageRequest,
  place: KeyPlace,
  pointer: readonly (string | number)[],
  others: readonly SeenKey[],
): Completion[] {
  const known = new Set(place.existing);
  const seen = [...siblingKeys(request.document.root, pointer), ...others].filter(({ key }) => {
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  return seen.slice(0, MAX_SEEN_KEYS).map(({ key, value, from }, index) => {
    const name = formatKey(key);
    const isTable = value === null || value.type === 'table';
    return completionItem(request, place.span, ANYTHING, {
      label: name,
      kind: isTable ? 'table' : 'key',
      insert: escapeSnippet(name) + (place.isComplete ? '' : ending(value, place.isInline)),
      detail: `${value === null ? 'table' : writtenType(value)}, in ${from}`,
      sort: rank('layers', index),
    });
  });
}

const ANYTHING = new SchemaView(true).root;

function siblingKeys(root: TableValue, pointer: readonly (string | number)[]): SeenKey[] {
  const index = pointer.at(-1);
  const path = pointer.slice(0, -1);
  const array = typeof index === 'number' ? entryAt(root, path)?.value : undefined;
  if (array?.type !== 'array') return [];
  const name = path.filter((segment) => typeof segment === 'string').map(formatKey);
  const from = array.ofTables ? `another [[${name.join('.')}]]` : `another item of ${name.join('.')}`;
  // The table just before is the likeliest pattern.
  const tables = array.items.filter((_, at) => at !== index).toReversed();
  return tables.flatMap((table) =>
    table.type === 'table' ? [...table.entries.values()].map(({ key, value }) => ({ key, value, from })) : [],
  );
}

/** Behind the key: what a value of the same kind begins with. */
function ending(value: TomlValue | null, isInline: boolean): string {
  if (value === null || value.type === 'table') return isInline ? ' = { $1 }' : '.';
  if (value.type === 'string') return ' = "$1"';
  return value.type === 'array' ? ' = [$1]' : ' = $1';
}
