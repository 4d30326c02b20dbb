/** A value to begin with for a key, as TOML: the default, a listed value, an example, or an empty one of its type. */

import { plainLiteral } from '../config/plain-literal.ts';
import type { SchemaNode, SchemaPlace } from '../schema/index.ts';
import { isObject } from '../schema/json.ts';
import { formatKey } from '../toml/index.ts';
import { floatLiteral } from '../toml/literal.ts';
import { basicString } from '../toml/quoting.ts';
import { dateSample } from './words.ts';

/** Tables inside tables are filled this deep with the keys they require. */
const MAX_DEPTH = 4;

/** "" when anything may stand there. Tables come inline, with the keys they require. */
export function plainValue(place: SchemaPlace, path: readonly (string | number)[], depth = 0): string {
  const { node } = place;
  const isText = node.types.length === 0 || node.types.includes('string');
  if (node.secret && isText) return referenceFor(path);
  const usual = [node.const, node.default, node.enum?.[0], node.examples[0]].find(
    (value) => value !== undefined && value !== null && !isObject(value),
  );
  if (usual !== undefined) return plainLiteral(usual);
  return node.types[0] === 'object' ? requiredTable(place, path, depth) : emptyLiteral(node);
}

/** `"${DATABASE_PASSWORD}"` for the key `database.password`. */
export function referenceFor(path: readonly (string | number)[]): string {
  const name = path
    .map(String)
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_');
  return basicString(`\${${name}}`);
}

function requiredTable(place: SchemaPlace, path: readonly (string | number)[], depth: number): string {
  const members = (depth >= MAX_DEPTH ? [] : place.node.required).flatMap((key) => {
    const child = place.child(key);
    const value = child === null ? '""' : plainValue(child, [...path, key], depth + 1) || '""';
    return [`${formatKey(key)} = ${value}`];
  });
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function emptyLiteral(node: SchemaNode): string {
  switch (node.types[0]) {
    case 'string':
      return dateSample(node) ?? '""';
    case 'integer':
      return String(
        Math.ceil(node.minimum ?? (node.exclusiveMinimum === undefined ? 0 : node.exclusiveMinimum + 1)),
      );
    case 'number':
      return floatLiteral(node.minimum ?? 0);
    case 'boolean':
      return 'false';
    case 'array':
      return '[]';
    default:
      return '';
  }
}
