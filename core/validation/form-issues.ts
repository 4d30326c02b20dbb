/**
 * `anyOf`, `oneOf` and `if`: data that fits none of its forms is compared with each, and only what keeps it
 * from the nearest one is said (the idea is tombi's).
 */

import { formatPath } from '../../shared/config/paths.ts';
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from '../../shared/schema/json.ts';
import { formatKey } from '../../shared/toml/key-path.ts';
import { type DraftIssue, type Failure, isAboutValue } from './issue.ts';
import type { IssueWriter } from './issues.ts';
import { placeInFile } from './key-issues.ts';
import { didYouMean, suggest } from './value-issues.ts';
import { counted, expectedTypes, listOf, literal, oneOfValues, typeOnly, valueWithType } from './words.ts';

/** The issues of a keyword that combines schemas; null for other keywords. */
export function explainForms(writer: IssueWriter, failure: Failure): DraftIssue[] | null {
  switch (failure.keyword) {
    case 'anyOf':
      return noFormFits(writer, failure);
    case 'oneOf':
      return ownArray(failure.params, 'fitting')?.length === 0
        ? noFormFits(writer, failure)
        : severalFormsFit(writer, failure);
    case 'if':
      // A condition spans keys, and in a single layer some of them may be missing.
      return writer.options.partial ? [] : brokenCondition(writer, failure);
    default:
      return null;
  }
}

interface Attempt {
  readonly form: JsonObject;
  readonly issues: readonly DraftIssue[];
}

function noFormFits(writer: IssueWriter, failure: Failure): DraftIssue[] {
  const attempts: Attempt[] = [];
  for (const form of Array.isArray(failure.limit) ? failure.limit : []) {
    if (!isObject(form) || own(form, 'type') === 'null') continue;
    const issues = writer.attempt(form, failure.data, failure.path);
    if (issues === null) return [anyForm(writer, failure)];
    // What kept the data from this form was left out of the answer, so it may well be meant.
    if (issues.length === 0) return [];
    attempts.push({ form, issues });
  }
  if (attempts.length === 0) return [anyForm(writer, failure)];
  const together =
    oneSentence(writer, failure, attempts) ??
    oneKeyOf(writer, failure, attempts) ??
    wrongTag(writer, failure, attempts);
  if (together !== null) return [together];
  return [...nearest(attempts, failure.path).issues];
}

/** Forms that all fail at the value itself say together what it may be. */
function oneSentence(
  writer: IssueWriter,
  { data, path, rule }: Failure,
  attempts: readonly Attempt[],
): DraftIssue | null {
  const issues = attempts.map(({ issues }) => (issues.length === 1 ? issues[0] : undefined));
  const isOfValue = (issue: DraftIssue | undefined) =>
    issue !== undefined &&
    issue.path.length === path.length &&
    ['type', 'enum', 'const'].includes(issue.code);
  if (!issues.every(isOfValue)) return null;
  const candidates = issues.flatMap((issue) => issue?.candidates ?? []);
  const types = issues.filter((issue) => issue?.code === 'type').map((issue) => issue?.expected ?? '');
  const expected = oneOfValues(candidates, [...new Set(types)]);
  const found = writer.isSecret(path) ? typeOnly(data) : valueWithType(data, writer.valueAt(path));
  const near = didYouMean(data, candidates);
  const { suggestion, fix } =
    near === undefined
      ? (issues.find((issue) => issue?.suggestion) ?? issues.find((issue) => issue?.fix) ?? {})
      : suggest(near);
  return {
    code: candidates.length === 0 ? 'type' : 'enum',
    severity: 'error',
    path,
    message: `${writer.name(path)} must be ${expected}, is ${found}.`,
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(fix === undefined ? {} : { fix }),
    rule,
    expected,
    candidates,
  };
}

/** `anyOf: [{ required: [a] }, { required: [b] }]`: one of the keys must be there. */
function oneKeyOf(
  writer: IssueWriter,
  { path, rule }: Failure,
  attempts: readonly Attempt[],
): DraftIssue | null {
  const keys: string[] = [];
  for (const { form, issues } of attempts) {
    const required = ownArray(form, 'required') ?? [];
    const isOnlyRequired = Object.keys(form).every((keyword) =>
      ['required', 'title', 'description', 'type'].includes(keyword),
    );
    if (!isOnlyRequired || issues.length !== 1 || required.length !== 1) return null;
    keys.push(String(required[0]));
  }
  const names = listOf(keys.map(formatKey), 'or');
  const [first] = keys;
  return {
    code: 'required',
    severity: 'error',
    path,
    ...(first === undefined ? {} : { missing: first }),
    message: `${writer.name(path)} needs one of the keys ${names}.`,
    suggestion: `Add ${names} ${placeInFile(path)}.`,
    rule,
  };
}

/** A key that tells the forms apart and has a value of none of them: which form was meant, nobody can know. */
function wrongTag(
  writer: IssueWriter,
  { data, path, rule }: Failure,
  attempts: readonly Attempt[],
): DraftIssue | null {
  const [first = [], ...others] = attempts.map(({ issues }) => issues.filter(isListed));
  for (const tag of first) {
    const place = formatPath(tag.path);
    const all = [tag, ...others.map((issues) => issues.find((issue) => formatPath(issue.path) === place))];
    if (tag.path.length === path.length || all.includes(undefined)) continue;
    const candidates = [...new Set(all.flatMap((issue) => issue?.candidates ?? []))];
    const found = tag.path.slice(path.length).reduce(memberOf, data);
    const is = writer.isSecret(tag.path) ? '' : `, is ${literal(found, writer.valueAt(tag.path))}`;
    return {
      code: 'enum',
      severity: 'error',
      path: tag.path,
      message: `${writer.name(tag.path)} must be ${oneOfValues(candidates)}${is}.`,
      ...suggest(didYouMean(found, candidates)),
      rule,
      candidates,
    };
  }
  return null;
}

function isListed({ code }: DraftIssue): boolean {
  return code === 'const' || code === 'enum';
}

function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? own(value, key) : undefined;
}

/**
 * The form the data was probably meant to have: of the right type, with the right tag, with the fewest
 * mistakes. The earlier of two equals.
 */
function nearest(attempts: readonly Attempt[], path: readonly string[]): Attempt {
  const distances = attempts.map((attempt) => distance(attempt.issues, path));
  const best = distances.indexOf(Math.min(...distances));
  return attempts[best] ?? { form: {}, issues: [] };
}

/**
 * What a mistake says against a form: most of all the wrong type of the whole, then a wrong tag; no number of lesser
 * ones comes up to a greater one.
 */
const WEIGHTS = { wholeType: 1e12, wholeValue: 1e9, tag: 1e6, keys: 10, other: 4 } as const;

function distance(issues: readonly DraftIssue[], path: readonly string[]): number {
  return issues.reduce((sum, issue) => sum + weightOf(issue, issue.path.length - path.length), 0);
}

function weightOf(issue: DraftIssue, depth: number): number {
  if (depth === 0 && isAboutValue(issue))
    return issue.code === 'type' ? WEIGHTS.wholeType : WEIGHTS.wholeValue;
  if (issue.code === 'const' || (depth === 1 && issue.code === 'enum')) return WEIGHTS.tag;
  if (depth === 0) return WEIGHTS.keys;
  return WEIGHTS.other;
}

function severalFormsFit(writer: IssueWriter, { limit, params, path, rule }: Failure): DraftIssue[] {
  // In a single layer, the key that tells the forms apart may be missing.
  if (writer.options.partial) return [];
  const forms: readonly unknown[] = Array.isArray(limit) ? limit : [];
  const fitting = (ownArray(params, 'fitting') ?? []).map((index) => forms[Number(index)]);
  const keys = fitting
    .flatMap((form) => (isObject(form) ? (ownArray(form, 'required') ?? []) : []))
    .map(String);
  const titles = fitting.flatMap((form) => (isObject(form) ? [ownString(form, 'title')] : []));
  const names = titles.every((title) => title !== undefined) ? `: ${listOf(titles, 'and')}` : '';
  const message =
    keys.length === fitting.length
      ? `${writer.name(path)} must set only one of ${listOf([...new Set(keys)].map(formatKey), 'and')}.`
      : `${writer.name(path)} fits ${counted(fitting.length, 'form')} and must fit exactly one${names}.`;
  return [{ code: 'one-of', severity: 'error', path, message, rule }];
}

function brokenCondition(writer: IssueWriter, failure: Failure): DraftIssue[] {
  const { data, limit, params, path, schema } = failure;
  const clause = String(own(params, 'clause'));
  const issues = writer.attempt(own(schema, clause), data, path) ?? [anyForm(writer, failure)];
  const reason = clause === 'then' ? conditionWords(limit, path) : '';
  if (reason === '') return issues;
  return issues.map((issue) => ({
    ...issue,
    message: `${issue.message.replace(/\.$/, '')} (because ${reason}).`,
  }));
}

/** A condition in words where it is a simple one: `tls.mode is "file"`, `tls.cert is set`. */
function conditionWords(condition: unknown, path: readonly string[]): string {
  if (!isObject(condition)) return '';
  const properties = Object.entries(ownObject(condition, 'properties') ?? {});
  const parts = properties.map(([key, schema]) => {
    const name = formatPath([...path, key]);
    const values = isObject(schema) ? valuesOf(schema) : [];
    return values.length === 0 ? '' : `${name} is ${oneOfValues(values)}`;
  });
  if (parts.includes('')) return '';
  if (parts.length > 0) return listOf(parts, 'and');
  const required = (ownArray(condition, 'required') ?? []).map(
    (key) => `${formatPath([...path, String(key)])} is set`,
  );
  return listOf(required, 'and');
}

function valuesOf(schema: JsonObject): readonly unknown[] {
  return ownArray(schema, 'enum') ?? (Object.hasOwn(schema, 'const') ? [schema.const] : []);
}

function anyForm(writer: IssueWriter, { limit, path, rule }: Failure): DraftIssue {
  const forms = Array.isArray(limit) ? limit : [];
  const types = forms.flatMap((form) => (isObject(form) ? [own(form, 'type')].flat() : [])).map(String);
  const expected = expectedTypes([...new Set(types)]);
  const text =
    expected === '' ? 'fits none of the forms it may have' : `must be ${expected} of a certain form`;
  return { code: 'form', severity: 'error', path, message: `${writer.name(path)} ${text}.`, rule };
}
