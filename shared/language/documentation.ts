/** What the schema says about a key or a value, as markdown. */
import { plainLiteral } from '../config/plain-literal.ts';
import type { SchemaNode, SchemaPlace } from '../schema/index.ts';
import { sameJson } from '../schema/json.ts';
import { code, defaultOf, descriptionOf, escapeMarkdown, limitWords } from './words.ts';

/** A longer list of values is cut. */
const MAX_VALUES = 30;

/** Sections of markdown about a key, most important first. */
export function documentKey(place: SchemaPlace): string[] {
  const { node } = place;
  const item = place.item()?.node;
  return [
    deprecation(node),
    descriptionOf(node),
    facts(node),
    valuesOf(node),
    item === undefined ? '' : valuesOf(item),
    node.link === undefined ? '' : `[More about this key](${encodeURI(node.link)})`,
  ].filter((section) => section !== '');
}

/** What the schema says about one listed value, "" when nothing. */
export function documentValue(node: SchemaNode, value: unknown): string {
  const index = node.enum?.findIndex((each) => sameJson(each, value)) ?? -1;
  return node.enumDescriptions[index] ?? '';
}

function deprecation({ deprecated, deprecationMessage }: SchemaNode): string {
  if (!deprecated) return '';
  return deprecationMessage === undefined
    ? '**Deprecated**'
    : `**Deprecated:** ${escapeMarkdown(deprecationMessage)}`;
}

function facts(node: SchemaNode): string {
  const usual = defaultOf(node);
  const limits = limitWords(node);
  const lines = [
    limits.length === 0 ? '' : `Allowed: ${limits.join('; ')}`,
    usual === '' && node.defaultDocs === undefined ? '' : `Default: ${defaultWords(usual, node)}`,
    examples(node),
    node.duration === undefined
      ? ''
      : `A length of time${node.duration === true ? '' : `, in ${node.duration}`}`,
    node.secret ? 'Secret: masked everywhere; write a reference, not the value' : '',
    node.reload === undefined
      ? ''
      : `Takes effect: ${escapeMarkdown(RELOADS.get(node.reload) ?? node.reload)}`,
  ];
  return lines
    .filter((line) => line !== '')
    .map((line) => `- ${line}`)
    .join('\n');
}

/** The value, and what the schema says about it. */
function defaultWords(usual: string, { defaultDocs, secret }: SchemaNode): string {
  const about = secret || defaultDocs === undefined ? '' : defaultDocs.replace(/\s*\n\s*/g, ' ');
  return usual !== '' && about !== '' ? `${usual}, ${about}` : usual || about;
}

const RELOADS: ReadonlyMap<string, string> = new Map([
  ['hot', 'at once'],
  ['restart', 'after a restart'],
]);

function examples({ examples: values, secret }: SchemaNode): string {
  const shown = secret ? [] : values.filter((value) => value !== null).slice(0, 3);
  return shown.length === 0
    ? ''
    : `For example ${shown.map((value) => code(plainLiteral(value, 40))).join(', ')}`;
}

function valuesOf(node: SchemaNode): string {
  const values = (node.enum ?? []).filter((value) => value !== null);
  if (values.length === 0 || node.secret) return '';
  const lines = values.slice(0, MAX_VALUES).map((value) => {
    const about = documentValue(node, value);
    return `- ${code(plainLiteral(value, 60))}${about === '' ? '' : `: ${about.replace(/\s*\n\s*/g, ' ')}`}`;
  });
  if (values.length > MAX_VALUES) lines.push(`- and ${values.length - MAX_VALUES} others`);
  return `${node.enumComplete ? 'One of' : 'Known values'}:\n${lines.join('\n')}`;
}
