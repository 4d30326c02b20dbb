/**
 * Keywords by which other editors are told how to help. All that are read, here and elsewhere in this folder:
 *
 * VS Code: `markdownDescription`, `enumDescriptions`, `markdownEnumDescriptions`, `enumSortTexts`, `suggestSortText`,
 *   `deprecationMessage`, `defaultSnippets` (`label`, `description`, `body`, `bodyText`), `doNotSuggest`,
 *   `errorMessage`, `patternErrorMessage`.
 * taplo, in `x-taplo`: `hidden`, `docs.main`, `docs.defaultValue`, `docs.enumValues`, `links.key`,
 *   `links.enumValues`, `initKeys`. `plugins` names extensions of taplo itself and is not read.
 * tombi: `x-tombi-toml-version`, `x-tombi-table-keys-order`, `x-tombi-additional-key-label`. Not read:
 *   `x-tombi-string-formats`, as every known format is checked, and `x-tombi-array-values-order`, as the formatter
 *   leaves arrays in their order.
 * IntelliJ: `x-intellij-html-description`, `x-intellij-enum-metadata`.
 */
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from './json.ts';

export interface EditorKeywords {
  /** What the schema says about its default, where the value alone says little. */
  readonly defaultDocs?: string;
  /** Keys to write with a new table besides the required ones. */
  readonly initKeys: readonly string[];
  /** What stands for the name of a key that is free. */
  readonly keyLabel?: string;
  /** Sorts the key among its siblings in a list of proposals. */
  readonly sortText?: string;
  /** The same for the listed values, by position. */
  readonly enumSortTexts: readonly string[];
  /** The edition of TOML the schema was written for, such as `1.0`. */
  readonly tomlVersion?: string;
}

/** The keywords of the schemas that hold at a place, the nearest first. */
export function editorKeywords(schemas: readonly JsonObject[]): EditorKeywords {
  const first = <T>(read: (schema: JsonObject) => T | undefined): T | undefined => {
    for (const schema of schemas) {
      const value = read(schema);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return {
    ...optional(
      'defaultDocs',
      first((schema) => ownString(docsOf(schema), 'defaultValue') || undefined),
    ),
    initKeys: texts(first((schema) => ownArray(taplo(schema), 'initKeys'))),
    ...optional(
      'keyLabel',
      first((schema) => ownString(schema, 'x-tombi-additional-key-label') || undefined),
    ),
    ...optional(
      'sortText',
      first((schema) => ownString(schema, 'suggestSortText') || undefined),
    ),
    enumSortTexts: texts(first((schema) => ownArray(schema, 'enumSortTexts'))),
    ...optional('tomlVersion', first(tomlVersionOf)),
  };
}

/** Declared keys in the order that `x-tombi-table-keys-order` asks for, else as they are declared. */
export function inKeyOrder(keys: readonly string[], schemas: readonly JsonObject[]): readonly string[] {
  const order = schemas.map(keyOrderOf).find((each) => each !== undefined);
  switch (order) {
    case 'ascending':
      return keys.toSorted();
    case 'descending':
      return keys.toSorted().reverse();
    case 'version-sort':
      return keys.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
    default:
      return keys;
  }
}

/** Markdown: what the schema says about the key in its own words; undefined where it has no more than plain text. */
export function markdownOf(schema: JsonObject): string | undefined {
  return (
    ownString(schema, 'markdownDescription') ??
    ownString(docsOf(schema), 'main') ??
    (ownString(schema, 'description') === undefined ? plainHtml(schema) : undefined)
  );
}

/** A page about the listed value at `index`. */
export function enumLinkOf(schema: JsonObject, index: number): string | undefined {
  const link = ownArray(ownObject(taplo(schema), 'links') ?? {}, 'enumValues')?.[index];
  return typeof link === 'string' && link !== '' ? link : undefined;
}

/** The `x-taplo` extension of a schema, {} where it has none. */
export function taplo(schema: JsonObject): JsonObject {
  return ownObject(schema, 'x-taplo') ?? {};
}

function docsOf(schema: JsonObject): JsonObject {
  return ownObject(taplo(schema), 'docs') ?? {};
}

function keyOrderOf(schema: JsonObject): string | undefined {
  const order = own(schema, 'x-tombi-table-keys-order');
  if (isObject(order)) return ownString(order, 'properties');
  return typeof order === 'string' ? order : undefined;
}

/** `v1.0.0` and `1.0` alike. */
function tomlVersionOf(schema: JsonObject): string | undefined {
  return /^v?(\d+\.\d+)/.exec(ownString(schema, 'x-tombi-toml-version') ?? '')?.[1];
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['amp', '&'],
]);

/** The text of an HTML description, its markup left out; what markdown would read as such is escaped. */
function plainHtml(schema: JsonObject): string | undefined {
  const html = ownString(schema, 'x-intellij-html-description');
  const text = html
    ?.replace(/<(?:br|p|\/p|li|\/li)\b[^>]*>/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]+);/gi, (whole, name: string) => ENTITIES.get(name.toLowerCase()) ?? whole)
    .trim()
    .replace(/[\\`*_[\]#<>|]/g, '\\$&')
    .replace(/\n{3,}/g, '\n\n');
  return text === '' ? undefined : text;
}

function texts(values: readonly unknown[] | undefined): readonly string[] {
  return (values ?? []).filter((value) => typeof value === 'string');
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
