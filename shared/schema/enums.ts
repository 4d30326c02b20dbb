/** The values a schema lists by name, with what it says about each. */

import { enumLinkOf } from './editor-keywords.ts';
import { isObject, type JsonObject, own, ownArray, ownObject, ownString, sameJson } from './json.ts';
import type { Part } from './parts.ts';

export interface ListedValues {
  readonly enum?: readonly unknown[];
  readonly enumDescriptions: readonly string[];
  readonly enumComplete: boolean;
}

/**
 * The listed values of a place: those of its own `enum`, else all that its forms list
 * (`oneOf: [{ const: "a", description: ... }, ...]`). null is left out: TOML cannot write it.
 */
export function enumOf(parts: readonly Part[]): ListedValues {
  const own = parts.find((part) => part.standing === 'sure' && listed(part.schema).length > 0);
  const lists = own === undefined ? parts.filter((part) => part.standing === 'choice') : [own];
  const values: unknown[] = [];
  // Scalars are told apart by a set: schemas list tens of thousands of them.
  const scalars = new Set<unknown>();
  const composed: unknown[] = [];
  const isNew = (value: unknown) => {
    const isComposed = typeof value === 'object';
    if (isComposed ? composed.some((other) => sameJson(other, value)) : scalars.has(value)) return false;
    if (isComposed) composed.push(value);
    else scalars.add(value);
    return true;
  };
  const descriptions: string[] = [];
  for (const { schema } of lists) {
    listed(schema).forEach((value, index) => {
      if (value === null || !isNew(value)) return;
      values.push(value);
      descriptions.push(linked(explain(schema, value, index), enumLinkOf(schema, index)));
    });
  }
  if (values.length === 0) return { enumDescriptions: [], enumComplete: false };
  const complete = lists.every(({ schema }) => listed(schema).length > 0 || onlyRefers(schema));
  return { enum: values, enumDescriptions: descriptions, enumComplete: complete };
}

/** Markdown with the link to more behind it. */
function linked(text: string, link: string | undefined): string {
  if (link === undefined) return text;
  return `${text === '' ? '' : `${text} `}[More](${encodeURI(link)})`;
}

function listed(schema: JsonObject): readonly unknown[] {
  return ownArray(schema, 'enum') ?? (Object.hasOwn(schema, 'const') ? [schema.const] : []);
}

function explain(schema: JsonObject, value: unknown, index: number): string {
  const docs = ownObject(ownObject(schema, 'x-taplo') ?? {}, 'docs') ?? {};
  for (const list of [
    ownArray(schema, 'markdownEnumDescriptions'),
    ownArray(schema, 'enumDescriptions'),
    ownArray(docs, 'enumValues'),
  ]) {
    const text = list?.[index];
    if (typeof text === 'string' && text !== '') return text;
  }
  const name = typeof value === 'object' ? '' : String(value);
  const metadata = own(ownObject(schema, 'x-intellij-enum-metadata') ?? {}, name);
  if (isObject(metadata)) return ownString(metadata, 'description') ?? '';
  // A description beside an `enum` is about the key; beside a `const` of a form it is about the value.
  if (!Object.hasOwn(schema, 'const')) return '';
  return (
    ownString(schema, 'markdownDescription') ??
    ownString(schema, 'description') ??
    ownString(schema, 'title') ??
    ''
  );
}

/** Whether a schema does nothing but point to others, which are among the parts themselves. */
function onlyRefers(schema: JsonObject): boolean {
  const combining = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf'];
  return combining.some((keyword) => Object.hasOwn(schema, keyword)) && !Object.hasOwn(schema, 'type');
}
