/** Which values could stand at the cursor. */
import { plainLiteral } from '../config/plain-literal.ts';
import { type SchemaNode, type SchemaPlace, SchemaView } from '../schema/index.ts';
import { sameJson } from '../schema/json.ts';
import { valueAt } from '../toml/edit/path.ts';
import { tomlLiteral } from '../toml/literal.ts';
import type { ValuePlace } from '../toml/locate.ts';
import { documentValue } from './documentation.ts';
import { type Completion, compareSortTexts, completionItem, rank } from './item.ts';
import { type LanguageRequest, schemaAt } from './request.ts';
import { emptyValue, escapeSnippet, inlineTable, SECRET_REFERENCE } from './snippet.ts';
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
  const gap = needsBlank(request, place) ? ' ' : '';
  if (node.secret) return [secretReference(request, place, described, gap)];
  const isFree = unusedIn(request, place);
  const values = literals(node)
    .filter(({ value }) => place.written !== 'string' || typeof value === 'string')
    .filter(({ value }) => isFree(plainLiteral(value)))
    .map(({ value, kind, detail }, index) =>
      completionItem(request, place.span, described, {
        label: plainLiteral(value),
        kind,
        insert: gap + escapeSnippet(plainLiteral(value)),
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
        insert: gap + escapeSnippet(literal),
        detail: from,
        sort: rank('layers', index),
        markdown: '',
      }),
    );
  const found = [...values, ...ofLayers];
  return place.written === 'nothing' ? [...found, ...snippets(request, place, described, gap)] : found;
}

/** What a value may begin with, for a key that nothing is known of. */
export function valueBeginnings(request: LanguageRequest, place: ValuePlace): Completion[] {
  if (place.written !== 'nothing' || place.isItem) return [];
  const gap = needsBlank(request, place) ? ' ' : '';
  return KINDS_OF_VALUE.map(({ label, insert, kind, detail }, index) =>
    completionItem(request, place.span, ANYTHING, {
      label,
      kind,
      insert: gap + insert,
      detail,
      sort: rank('section', index),
    }),
  );
}

const KINDS_OF_VALUE = [
  { label: '""', insert: '"$1"', kind: 'snippet', detail: 'string' },
  { label: 'true', insert: 'true', kind: 'boolean', detail: 'boolean' },
  { label: 'false', insert: 'false', kind: 'boolean', detail: 'boolean' },
  { label: '[ ]', insert: '[$1]', kind: 'snippet', detail: 'array' },
  { label: '{ }', insert: '{ $1 }', kind: 'snippet', detail: 'table' },
] as const;

/** Whether the cursor stands right behind the equals sign, where a blank is wanted first. */
function needsBlank({ document }: LanguageRequest, { span, written }: ValuePlace): boolean {
  return written === 'nothing' && document.text.charAt(span.start - 1) === '=';
}

/** Which literals may still be added: in an array whose items differ, those that are not in it. */
function unusedIn(
  request: LanguageRequest,
  { isItem, pointer, span }: ValuePlace,
): (literal: string) => boolean {
  const around = isItem ? pointer.slice(0, -1) : [];
  const array = valueAt(request.document.root, around);
  if (!isItem || array?.type !== 'array' || schemaAt(request, around)?.node.uniqueItems !== true)
    return () => true;
  const items = array.items.filter(({ start, end }) => end < span.start || start > span.end);
  const used = new Set(items.map((item) => tomlLiteral(item)));
  return (literal) => !used.has(literal);
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
    ...listedValues(node).map((value): Literal => ({ value, kind: 'enum', detail: '' })),
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

/** In the order the schema asks for. */
function listedValues({ enum: values = [], enumSortTexts }: SchemaNode): readonly unknown[] {
  if (enumSortTexts.length === 0) return values;
  const places = values.map((value, index) => ({ value, text: enumSortTexts[index] }));
  return places.toSorted((one, other) => compareSortTexts(one.text, other.text)).map(({ value }) => value);
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

function secretReference(
  request: LanguageRequest,
  place: ValuePlace,
  described: SchemaPlace,
  gap: string,
): Completion {
  return completionItem(request, place.span, described, {
    label: `"\${NAME}"`,
    kind: 'snippet',
    insert: gap + SECRET_REFERENCE,
    detail: 'reference to a variable',
    sort: rank('declared', 0),
  });
}

/** Templates of the schema, then brackets or quotes to begin with. */
function snippets(
  request: LanguageRequest,
  place: ValuePlace,
  described: SchemaPlace,
  gap: string,
): Completion[] {
  const { node } = described;
  const templates = node.snippets
    .filter(({ body }) => body !== undefined)
    .map(({ label, description, body }, index) =>
      completionItem(request, place.span, described, {
        label: label ?? plainLiteral(body, 40),
        kind: 'snippet',
        // Placeholders stand in the body as the schema's author wrote them.
        insert: gap + (typeof body === 'string' && /\$/.test(body) ? `"${body}"` : plainLiteral(body)),
        detail: description ?? '',
        sort: rank('below', index),
      }),
    );
  const begun = dateSample(node) ?? BEGINNINGS.get(node.types[0] ?? '');
  if (begun === undefined || (node.enum !== undefined && node.enumComplete)) return templates;
  const empty = completionItem(request, place.span, described, {
    label: begun,
    kind: 'snippet',
    insert: gap + (node.types[0] === 'object' ? inlineTable(described) : emptyValue(node)),
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
