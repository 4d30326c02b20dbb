/** Snippets in the syntax of VS Code: `${1:placeholder}`, `${1|one,two|}`, `$0`. */
import { plainLiteral } from '../config/plain-literal.ts';
import type { SchemaNode, SchemaPlace } from '../schema/index.ts';
import { isObject } from '../schema/json.ts';
import { formatKey } from '../toml/index.ts';
import { dateSample } from './words.ts';

/** Longer lists of choices are offered by completion of the value instead. */
const MAX_CHOICES = 20;

/** Text that a snippet inserts as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** What to write behind `key = `: the value most likely wanted, selected so that typing replaces it. */
export function valueSnippet({ node }: SchemaPlace): string {
  if (node.secret && (node.types.length === 0 || node.types.includes('string'))) return SECRET_REFERENCE;
  if (node.const !== undefined && node.const !== null) return escapeSnippet(plainLiteral(node.const));
  const choices = choicesOf(node);
  if (choices.length > 1) return choiceSnippet(choices);
  const usual = node.default ?? node.examples[0] ?? choices[0];
  if (usual !== undefined && usual !== null && !isComposed(usual)) return placeholder(usual);
  return emptyValue(node);
}

/** `key = value` for each key a table requires or should begin with, one tab stop each, in order. */
export function requiredKeys(table: SchemaPlace): string[] {
  const keys = new Set([...table.node.required, ...table.node.initKeys]);
  return [...keys].flatMap((key, index) => {
    const child = table.child(key);
    if (child === null) return [];
    return [`${escapeSnippet(formatKey(key))} = ${numbered(valueSnippet(child), index + 1)}`];
  });
}

/** The table in braces with the keys it requires. */
export function inlineTable(table: SchemaPlace | null): string {
  const keys = table === null ? [] : requiredKeys(table);
  return keys.length === 0 ? '{ $1 }' : `{ ${keys.join(', ')} }`;
}

/** A snippet with another number for its only tab stop. */
function numbered(snippet: string, stop: number): string {
  return snippet.replace(/\\.|\$(\{?)1(?!\d)/g, (found, brace) =>
    brace === undefined ? found : `$${brace}${stop}`,
  );
}

/** A value of the right type with nothing in it yet. */
export function emptyValue(node: SchemaNode): string {
  switch (node.types[0]) {
    case 'string': {
      const date = dateSample(node);
      return date === undefined ? '"$1"' : `\${1:${date}}`;
    }
    case 'integer':
    case 'number':
      return `\${1:${node.minimum ?? 0}}`;
    case 'boolean':
      return choiceSnippet([true, false]);
    case 'array':
      return '[$1]';
    case 'object':
      return '{ $1 }';
    default:
      return '$1';
  }
}

/** A reference to a variable, its name to be typed: `"${NAME}"`. */
export const SECRET_REFERENCE = `"\\\${\${1:NAME}}"`;

function choicesOf(node: SchemaNode): readonly unknown[] {
  const values = (node.enum ?? []).filter((value) => value !== null && !isComposed(value));
  const all =
    values.length === 0 && node.types.length === 1 && node.types[0] === 'boolean' ? [true, false] : values;
  if (all.length > MAX_CHOICES) return [];
  // The default first: it is what the cursor starts on.
  return [...all.filter((value) => value === node.default), ...all.filter((value) => value !== node.default)];
}

function choiceSnippet(choices: readonly unknown[]): string {
  const texts = choices.map((choice) => plainLiteral(choice).replace(/[\\$},|]/g, '\\$&'));
  return `\${1|${texts.join(',')}|}`;
}

/** Strings keep their quotes while their text is replaced. */
function placeholder(value: unknown): string {
  const literal = plainLiteral(value);
  return typeof value === 'string'
    ? `"\${1:${escapeSnippet(literal.slice(1, -1))}}"`
    : `\${1:${escapeSnippet(literal)}}`;
}

function isComposed(value: unknown): boolean {
  return Array.isArray(value) || isObject(value);
}
