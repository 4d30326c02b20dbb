/** What is wrong with one value: its type, its range, its text, its length. */
import { closest } from '../../shared/config/closest.ts';
import { type JsonObject, own, ownString } from '../../shared/schema/json.ts';
import type { DraftIssue, Failure, SchemaIssue } from './issue.ts';
import type { IssueWriter } from './issues.ts';
import { firstRepeated } from './keywords.ts';
import {
  counted,
  expectedTypes,
  formatExample,
  formatWords,
  fullLiteral,
  listOf,
  literal,
  oneOfValues,
  typeOnly,
  valueWithType,
} from './words.ts';

/** The issue of a keyword about values; null for other keywords. */
export function explainValue(writer: IssueWriter, failure: Failure): DraftIssue[] | null {
  const explain = EXPLANATIONS.get(failure.keyword);
  return explain === undefined ? null : [explain(writer, failure)];
}

type Explanation = (writer: IssueWriter, failure: Failure) => DraftIssue;

const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map<string, Explanation>([
  ['type', ofType],
  ['enum', (writer, failure) => ofListed(writer, failure, 'enum', asList(failure.limit))],
  ['const', (writer, failure) => ofListed(writer, failure, 'const', [failure.limit])],
  ['minimum', ofRange('at least')],
  ['maximum', ofRange('at most')],
  ['exclusiveMinimum', ofRange('greater than')],
  ['exclusiveMaximum', ofRange('less than')],
  ['multipleOf', ofMultiple],
  ['pattern', ofPattern],
  ['format', ofFormat],
  ['minLength', ofLength('character', 'least')],
  ['maxLength', ofLength('character', 'most')],
  ['minItems', ofLength('item', 'least')],
  ['maxItems', ofLength('item', 'most')],
  ['additionalItems', ofTuple],
  ['unevaluatedItems', ofTuple],
  ['items', ofTuple],
  ['minProperties', ofLength('key', 'least')],
  ['maxProperties', ofLength('key', 'most')],
  ['uniqueItems', ofUnique],
  ['contains', ofContains],
]);

function ofType(writer: IssueWriter, failure: Failure): DraftIssue {
  const types = asList(failure.limit).map(String);
  const expected = expectedTypes(types);
  const found = foundWithType(writer, failure);
  return issue(writer, failure, 'type', `must be ${expected}, is ${found}`, {
    expected,
    ...suggest(retyped(writer, failure, types)),
  });
}

/** The same value in the right type, where its text or spelling allows it. */
function retyped(writer: IssueWriter, { data, path }: Failure, types: readonly string[]): WayOut | undefined {
  if (writer.isSecret(path)) return undefined;
  if (typeof data === 'string') {
    const number = types.includes('number') ? /^[+-]?\d+(\.\d+)?$/ : /^[+-]?\d+$/;
    const wantsNumber = types.includes('integer') || types.includes('number');
    if (wantsNumber && number.test(data) && Number.isFinite(Number(data))) {
      return wayOut(`Write ${data} without quotes.`, data.replace(/^\+|(?<=^[+-]?)0+(?=\d)/g, ''));
    }
    if (types.includes('boolean') && /^(true|false)$/i.test(data)) {
      return wayOut(`Write ${data.toLowerCase()} without quotes.`, data.toLowerCase());
    }
  }
  const value = writer.valueAt(path);
  const isScalar = typeof data === 'number' || typeof data === 'boolean';
  if (types.includes('string') && isScalar) {
    return wayOut(`Write "${literal(data, value)}" in quotes.`, fullLiteral(fullLiteral(data, value)));
  }
  if (types.includes('integer') && typeof data === 'number' && Number.isFinite(data)) {
    return wayOut(`Write ${Math.round(data)}.`, literal(Math.round(data)));
  }
  const isSingle = typeof data === 'string' || isScalar;
  return types.includes('array') && isSingle
    ? wayOut(`Put it in brackets: [${literal(data, value)}].`, `[${fullLiteral(data, value)}]`)
    : undefined;
}

function ofListed(
  writer: IssueWriter,
  failure: Failure,
  code: string,
  values: readonly unknown[],
): DraftIssue {
  const expected = oneOfValues(values);
  const only = values.length === 1 ? `Write ${literal(values[0])}.` : undefined;
  const listed = values.filter((value) => value !== null).map((value) => fullLiteral(value));
  return issue(writer, failure, code, `must be ${expected}${butIs(writer, failure)}`, {
    expected,
    candidates: values,
    ...suggest(didYouMean(failure.data, values) ?? wayOut(only, ...listed)),
  });
}

/** Of a list of more values than this the rest is not compared: each costs a few microseconds. */
const MAX_COMPARED = 5_000;

/** The listed text nearest to what was written; the others after it. */
export function didYouMean(data: unknown, values: readonly unknown[]): WayOut | undefined {
  if (typeof data !== 'string') return undefined;
  const compared = values.slice(0, MAX_COMPARED);
  const near = closest(
    data,
    compared.filter((value) => typeof value === 'string'),
  );
  if (near === null) return undefined;
  const others = compared.filter((value) => value !== near && value !== null);
  return wayOut(`Did you mean ${literal(near)}?`, ...[near, ...others].map((value) => fullLiteral(value)));
}

function ofRange(words: string): Explanation {
  return (writer, failure) => {
    const { limit, path } = failure;
    const unit = writer.schema.view.nodeAt(path)?.unit;
    const shown = `${literal(limit)}${unit === undefined ? '' : ` ${unit}`}`;
    return issue(writer, failure, 'range', `must be ${words} ${shown}${butIs(writer, failure)}`, {
      expected: `${words} ${shown}`,
      ...suggest(nearestAllowed(writer, failure)),
    });
  };
}

function nearestAllowed(writer: IssueWriter, { keyword, limit, path, schema }: Failure): WayOut | undefined {
  if (typeof limit !== 'number') return undefined;
  const node = writer.schema.view.nodeAt(path);
  const isWhole = node?.types.length === 1 && node.types[0] === 'integer' && Number.isInteger(limit);
  const steps: Readonly<Record<string, number>> = { exclusiveMinimum: 1, exclusiveMaximum: -1 };
  const step = steps[keyword] ?? 0;
  const nearest = step === 0 || isWhole ? literal(limit + step) : undefined;
  const usual = own(schema, 'default') ?? node?.default;
  const standard = typeof usual === 'number' ? literal(usual) : undefined;
  const words = [
    nearest === undefined ? undefined : `The nearest allowed value is ${nearest}`,
    standard === undefined ? undefined : `the default is ${standard}`,
  ];
  const sentence = words.filter((part) => part !== undefined).join('; ');
  if (sentence === '') return undefined;
  const values = [nearest, standard].filter((value) => value !== undefined);
  return wayOut(`${sentence[0]?.toUpperCase()}${sentence.slice(1)}.`, ...values);
}

function ofMultiple(writer: IssueWriter, failure: Failure): DraftIssue {
  const { data, limit } = failure;
  const text = `must be a multiple of ${literal(limit)}${butIs(writer, failure)}`;
  if (typeof data !== 'number' || typeof limit !== 'number') return issue(writer, failure, 'range', text);
  const nearest = literal(Number((Math.round(data / limit) * limit).toPrecision(12)));
  return issue(
    writer,
    failure,
    'range',
    text,
    suggest(wayOut(`The nearest allowed value is ${nearest}.`, nearest)),
  );
}

function ofPattern(writer: IssueWriter, failure: Failure): DraftIssue {
  const words = ownString(failure.schema, 'patternErrorMessage');
  const found = issue(
    writer,
    failure,
    'pattern',
    `must match the pattern ${String(failure.limit)}${butIs(writer, failure)}`,
    suggest(example(writer, failure)),
  );
  return words === undefined || words === ''
    ? found
    : { ...found, message: inOwnWords(writer, failure, words) };
}

/** A message with the words of the schema's author, which go on after the key or are a sentence of their own. */
export function inOwnWords(writer: IssueWriter, failure: Failure, words: string): string {
  const name = writer.name(failure.path);
  const { data, path } = failure;
  const isShown = !writer.isSecret(path) && (typeof data !== 'object' || data === null);
  const value = isShown ? literal(data, writer.valueAt(path)) : '';
  const text = words.trim().replace(/\.$/, '');
  if (/^\p{Ll}/u.test(text)) return `${name} ${text}${value === '' ? '' : ` (is ${value})`}.`;
  return `${name} is not allowed${value === '' ? '' : ` (${value})`}: ${text}.`;
}

function ofFormat(writer: IssueWriter, failure: Failure): DraftIssue {
  const expected = formatWords(String(failure.limit));
  const code =
    /int|size$/.test(String(failure.limit)) && typeof failure.data === 'number' ? 'range' : 'format';
  return issue(writer, failure, code, `must be ${expected}${butIs(writer, failure)}`, {
    expected,
    ...suggest(example(writer, failure) ?? usual(failure)),
  });
}

/** An example or the default of the schema, for values whose rule says little to a person. */
function example(writer: IssueWriter, { path, schema }: Failure): WayOut | undefined {
  const node = writer.schema.view.nodeAt(path);
  const values = [
    ...asList(own(schema, 'examples')),
    ...(node?.examples ?? []),
    own(schema, 'default'),
    node?.default,
  ];
  const shown = values.find((value) => typeof value === 'string' && value !== '');
  return shown === undefined ? undefined : wayOut(`For example ${literal(shown)}.`, fullLiteral(shown));
}

function usual({ limit }: Failure): WayOut | undefined {
  const shown = formatExample(String(limit));
  return shown === undefined ? undefined : wayOut(`For example ${shown}.`);
}

function ofLength(noun: string, bound: 'least' | 'most'): Explanation {
  return (writer, failure) => {
    const limit = Number(failure.limit);
    const text = `must have at ${bound} ${counted(limit, noun)}, has ${lengthOf(failure.data)}`;
    return issue(
      writer,
      failure,
      'length',
      writer.isSecret(failure.path) ? (text.split(',')[0] ?? text) : text,
    );
  };
}

/** Characters as people count them, not UTF-16 units. */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return [...data].length;
  if (Array.isArray(data)) return data.length;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}

function ofTuple(writer: IssueWriter, failure: Failure): DraftIssue {
  const { params, data } = failure;
  const limit = Number(own(params, 'limit') ?? own(params, 'len') ?? 0);
  return issue(
    writer,
    failure,
    'length',
    `must have at most ${counted(limit, 'item')}, has ${lengthOf(data)}`,
  );
}

function ofUnique(writer: IssueWriter, failure: Failure): DraftIssue {
  const repeated = firstRepeated(asList(failure.data));
  if (repeated === null) return issue(writer, failure, 'unique', 'must not repeat items');
  const item = asList(failure.data)[repeated.again];
  const shown = typeof item === 'object' || writer.isSecret(failure.path) ? '' : ` (${literal(item)})`;
  const text = `must not repeat items: item ${repeated.again + 1} equals item ${repeated.first + 1}${shown}`;
  const found = issue(writer, failure, 'unique', text, suggest(wayOut('Remove one of them.')));
  return { ...found, path: [...failure.path, String(repeated.again)] };
}

function ofContains(writer: IssueWriter, failure: Failure): DraftIssue {
  const { params, limit } = failure;
  const [found, least, most] = [Number(params.found), Number(params.least), Number(params.most)];
  const bound = found < least ? `at least ${counted(least, 'item')}` : `at most ${counted(most, 'item')}`;
  const wanted = describeSchema(limit);
  return issue(writer, failure, 'contains', `must have ${bound} that ${wanted}, has ${found}`);
}

/** A schema in a few words, as they follow "that". */
function describeSchema(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return 'fits the schema';
  const object = schema as JsonObject;
  const values = own(object, 'enum') ?? (Object.hasOwn(object, 'const') ? [object.const] : undefined);
  if (values !== undefined) return `is ${oneOfValues(asList(values))}`;
  const types = asList(own(object, 'type')).map(String);
  if (types.length > 0) return `is ${expectedTypes(types)}`;
  const required = asList(own(object, 'required')).map(String);
  return required.length > 0 ? `sets ${listOf(required, 'and')}` : 'fits the schema';
}

function foundWithType(writer: IssueWriter, { data, path }: Failure): string {
  return writer.isSecret(path) ? typeOnly(data) : valueWithType(data, writer.valueAt(path));
}

/** `, is "x"`; nothing for a secret, whose value must not be shown. */
function butIs(writer: IssueWriter, failure: Failure): string {
  const { data, path } = failure;
  if (writer.isSecret(path)) return '';
  const isScalar = typeof data !== 'object' || data === null;
  return `, is ${isScalar ? literal(data, writer.valueAt(path)) : foundWithType(writer, failure)}`;
}

function issue(
  writer: IssueWriter,
  { path, rule }: Failure,
  code: string,
  text: string,
  more: Partial<DraftIssue> = {},
): DraftIssue {
  return { code, severity: 'error', path, message: `${writer.name(path)} ${text}.`, rule, ...more };
}

/** A way out in words, and as the TOML that could stand there, best first. */
interface WayOut {
  readonly words: string | undefined;
  readonly values: readonly string[];
}

/** A longer list of values is cut. */
const MAX_VALUES = 50;

function wayOut(words: string | undefined, ...values: readonly string[]): WayOut {
  return { words, values };
}

export function suggest(way: WayOut | undefined): Pick<SchemaIssue, 'suggestion' | 'fix'> {
  if (way === undefined) return {};
  const { words, values } = way;
  return {
    ...(words === undefined ? {} : { suggestion: words }),
    ...(values.length === 0 ? {} : { fix: { values: values.slice(0, MAX_VALUES) } }),
  };
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}
