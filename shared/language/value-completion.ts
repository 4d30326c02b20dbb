/** Which values could stand at the cursor. */
import { plainLiteral } from '../config/plain-literal.ts';
import { type SchemaNode, type SchemaPlace, SchemaView } from '../schema/index.ts';
import { sameJson } from '../schema/json.ts';
import type { ValuePlace } from '../toml/locate.ts';
import { documentValue } from './documentation.ts';
import { type Completion, completionItem, rank } from './item.ts';
import { type LanguageRequest, schemaAt } from './request.ts';
import { emptyValue, escapeSnippet, SECRET_REFERENCE } from './snippet.ts';
import { dateSample } from './words.ts';

/** A value another layer gives the key. */
export interface OtherValue {
  /** As TOML. */
  readonly literal: string;
  /** The layers that have it: `global.toml`, `production.toml and 2 others`. */
  readonly from: string;
}

/**
 * Listed values, booleans, the default, what other layers have, examples; an empty value of the right type where
 * nothing is written.
 */
export function completeValue(
  request: LanguageRequest,
  place: ValuePlace,
  others: readonly OtherValue[],
): Completion[] {
  const described = schemaAt(request, place.pointer) ?? (others.length > 0 ? ANYTHING : null);
  if (described === null || place.quotes.length > 1) return [];
  const { node } = described;
  if (node.secret) return [secretReference(request, place, described)];
  const values = literals(node)
    .filter(({ value }) => place.written !== 'string' || typeof value === 'string')
    .map(({ value, kind, detail }, index) =>
      completionItem(request, place.span, described, {
        label: plainLiteral(value),
        kind,
        insert: escapeSnippet(plainLiteral(value)),
        detail,
        sort: rank('declared', index),
        markdown: documentValue(node, value),
      }),
    );
  const known = new Set(values.map(({ label }) => label));
  const ofLayers = others
    .filter(({ literal }) => !known.has(literal) && (place.written !== 'string' || /^["']/.test(literal)))
    .map(({ literal, from }, index) =>
      completionItem(request, place.span, described, {
        label: literal,
        kind: 'value',
        insert: escapeSnippet(literal),
        detail: from,
        sort: rank('layers', index),
        markdown: '',
      }),
    );
  const found = [...values, ...ofLayers];
  return place.written === 'nothing' ? [...found, ...snippets(request, place, described)] : found;
}

/** A key without a schema: nothing is known of it but what the layers have. */
const ANYTHING = new SchemaView(true).root;

interface Literal {
  readonly value: unknown;
  readonly kind: Completion['kind'];
  readonly detail: string;
}

/** Every value the schema names, once each, the default first. */
function literals(node: SchemaNode): Literal[] {
  const named: Literal[] = [
    { value: node.default, kind: 'value', detail: 'default' },
    { value: node.const, kind: 'enum', detail: '' },
    ...(node.enum ?? []).map((value): Literal => ({ value, kind: 'enum', detail: '' })),
    ...booleans(node),
    ...node.examples.map((value): Literal => ({ value, kind: 'value', detail: 'example' })),
  ];
  const found: Literal[] = [];
  for (const literal of named) {
    if (literal.value === undefined || literal.value === null) continue;
    const isKnown = found.some(({ value }) => sameJson(value, literal.value));
    if (!isKnown) found.push({ ...literal, kind: kindOf(node, literal) });
  }
  return found;
}

/** What is listed is shown as listed, even as the default. */
function kindOf(node: SchemaNode, { value, kind }: Literal): Completion['kind'] {
  if (typeof value === 'boolean') return 'boolean';
  return node.enum?.some((each) => sameJson(each, value)) ? 'enum' : kind;
}

function booleans({ types }: SchemaNode): Literal[] {
  if (!types.includes('boolean')) return [];
  return [true, false].map((value) => ({ value, kind: 'boolean', detail: '' }));
}

function secretReference(request: LanguageRequest, place: ValuePlace, described: SchemaPlace): Completion {
  return completionItem(request, place.span, described, {
    label: `"\${NAME}"`,
    kind: 'snippet',
    insert: SECRET_REFERENCE,
    detail: 'reference to a variable',
    sort: rank('declared', 0),
  });
}

/** Templates of the schema, then brackets or quotes to begin with. */
function snippets(request: LanguageRequest, place: ValuePlace, described: SchemaPlace): Completion[] {
  const { node } = described;
  const templates = node.snippets
    .filter(({ body }) => body !== undefined)
    .map(({ label, description, body }, index) =>
      completionItem(request, place.span, described, {
        label: label ?? plainLiteral(body, 40),
        kind: 'snippet',
        // Placeholders stand in the body as the schema's author wrote them.
        insert: typeof body === 'string' && /\$/.test(body) ? `"${body}"` : plainLiteral(body),
        detail: description ?? '',
        sort: rank('below', index),
      }),
    );
  const begun = dateSample(node) ?? BEGINNINGS.get(node.types[0] ?? '');
  if (begun === undefined || (node.enum !== undefined && node.enumComplete)) return templates;
  const empty = completionItem(request, place.span, described, {
    label: begun,
    kind: 'snippet',
    insert: emptyValue(node),
    detail: '',
    sort: rank('section', 0),
  });
  return [...templates, empty];
}

const BEGINNINGS: ReadonlyMap<string, string> = new Map([
  ['string', '""'],
  ['array', '[ ]'],
  ['object', '{ }'],
]);
