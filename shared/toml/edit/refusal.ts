/** The wording of refusals. */
import { formatPath } from './path.ts';
import type { Edit, KeyPath, Refusal, RefusalCode } from './types.ts';

const sentences = {
  'empty-path': () => 'The path names no key.',
  'not-found': (key) => `There is no ${key}.`,
  'already-exists': (key) => `${key} exists already.`,
  'key-under-value': (key) => `${key} is a value, so it cannot hold keys.`,
  'array-needs-index': (key) => `${key} is a list; say which of its items is meant.`,
  'not-an-array': (key) => `${key} is a table; it has keys and no numbered items.`,
  'index-out-of-range': (key) => `${key} would leave a gap in its list.`,
  'item-has-no-name': (key) => `${key} is an item of a list and has no name.`,
  'into-itself': (key) => `${key} cannot be moved into itself.`,
  'not-a-table': (key) => `${key} can only be a table.`,
  'invalid-value': (key) => `TOML cannot write the value for ${key}.`,
  'too-deep': (key) => `${key} is nested too deep.`,
  'comment-has-no-place': (key) => `${key} would be inside brackets, where its comments have no place.`,
  damaged: (key) => `The lines of ${key} have problems; correct them first.`,
  'not-expressible': (key) => `The text would not read as asked after changing ${key}.`,
} satisfies Record<RefusalCode, (key: string) => string>;

export function refuse(code: RefusalCode, path: KeyPath, nearest?: Edit): Refusal {
  const message = sentences[code](path.length === 0 ? 'The whole file' : `"${formatPath(path)}"`);
  return nearest === undefined ? { code, message } : { code, message, nearest };
}
