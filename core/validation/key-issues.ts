/** What is wrong with the keys of a table: one is missing, unknown, forbidden or badly named. */
import { closest } from '../../shared/config/closest.ts';
import { formatPath } from '../../shared/config/paths.ts';
import { isObject, type JsonObject, own, ownArray, ownString } from '../../shared/schema/json.ts';
import type { SchemaNode } from '../../shared/schema/node.ts';
import type { SchemaView } from '../../shared/schema/view.ts';
import { formatKey } from '../../shared/toml/key-path.ts';
import type { DraftIssue, Failure, SchemaIssue } from './issue.ts';
import type { IssueWriter } from './issues.ts';
import { expectedTypes, listOf, literal, oneOfValues } from './words.ts';

/** The issues of a keyword about keys; null for other keywords. */
export function explainKey(writer: IssueWriter, failure: Failure): DraftIssue[] | null {
  switch (failure.keyword) {
    case 'required':
      return [missing(writer, failure, 'it is required')];
    case 'dependentRequired':
    case 'dependencies':
      return [missing(writer, failure, `it is required when ${memberName(failure, 'property')} is set`)];
    case 'additionalProperties':
      return [unknown(writer, failure, String(own(failure.params, 'additionalProperty')))];
    case 'unevaluatedProperties':
      // In a single layer, what would make a key known may be missing.
      if (writer.options.partial) return [];
      return [unknown(writer, failure, String(own(failure.params, 'unevaluatedProperty')))];
    case 'propertyNames':
      return [badName(writer, failure)];
    case 'false schema':
      return [forbidden(writer, failure)];
    case 'not':
      return writer.options.partial ? [] : ruledOut(writer, failure);
    default:
      return null;
  }
}

function missing(writer: IssueWriter, failure: Failure, reason: string): DraftIssue {
  const key = String(own(failure.params, 'missingProperty'));
  const path = [...failure.path, key];
  return {
    code: 'required',
    severity: 'error',
    path: failure.path,
    missing: key,
    message: `${formatPath(path)} is missing; ${reason}.`,
    suggestion: howToAdd(failure.path, key, writer.schema.view.nodeAt(path)),
    rule: failure.rule,
  };
}

function howToAdd(table: readonly string[], key: string, node: SchemaNode | null): string {
  const place = placeInFile(table);
  const name = formatKey(key);
  const values = [node?.const, node?.default, ...(node?.enum ?? []), ...(node?.examples ?? [])];
  const value = values.find((each) => each !== undefined && each !== null && !isObject(each));
  if (value !== undefined && !node?.secret) return `Add ${name} = ${literal(value)} ${place}.`;
  const type = expectedTypes(node?.types ?? []);
  return type === '' ? `Add ${name} ${place}.` : `Add ${name} (${type}) ${place}.`;
}

/** Where a key of that table is added, as the end of a sentence. */
export function placeInFile(table: readonly string[]): string {
  if (table.length === 0) return 'at the top of the file';
  const isInArray = table.some((segment) => /^\d+$/.test(segment));
  return isInArray ? 'to this table' : `to [${formatPath(table)}]`;
}

function unknown(writer: IssueWriter, failure: Failure, key: string): DraftIssue {
  return {
    code: 'unknown-key',
    severity: 'error',
    path: failure.path,
    extra: key,
    rule: failure.rule,
    ...unknownKeyWords(writer.schema.view, failure.path, key, (name) =>
      Object.hasOwn(Object(failure.data), name),
    ),
  };
}

/** At most this many keys are listed where none is near the unknown one. */
const MAX_LISTED_KEYS = 12;

/** How an unknown key is said, and what may have been meant; keys that are set already are not offered. */
export function unknownKeyWords(
  view: SchemaView,
  table: readonly string[],
  key: string,
  isSet: (key: string) => boolean,
): Pick<SchemaIssue, 'message' | 'suggestion' | 'fix'> {
  const message = `${formatPath([...table, key])} is not a key the schema knows.`;
  const declared = view.properties(table).filter(({ node }) => !node.hidden);
  const free = declared.map((child) => child.key).filter((name) => !isSet(name));
  const near = closest(key, free);
  if (near !== null) {
    return {
      message,
      suggestion: `Did you mean ${formatKey(near)}?`,
      fix: { key: formatPath([...table, near]) },
    };
  }
  const elsewhere = view.leavesNamed(key);
  const [only] = elsewhere;
  if (elsewhere.length === 1 && only !== undefined) {
    const place = formatPath(only.path);
    return { message, suggestion: `Did you mean ${place}?`, fix: { key: place } };
  }
  if (free.length === 0 || free.length > MAX_LISTED_KEYS) return { message };
  return { message, suggestion: `Known keys here: ${free.map(formatKey).join(', ')}.` };
}

function badName(writer: IssueWriter, failure: Failure): DraftIssue {
  const name = String(own(failure.params, 'propertyName'));
  // The rule may stand behind a reference; the error of the name itself knows where.
  const [broken] = writer.schema.validateBy(failure.limit, name);
  const names = isObject(broken?.parentSchema) ? broken.parentSchema : {};
  const values = ownArray(names, 'enum');
  const near = values === undefined ? null : closest(name, values.map(String));
  return {
    code: 'key-name',
    severity: 'error',
    path: failure.path,
    extra: name,
    message: `${formatPath([...failure.path, name])} has a name that is not allowed: ${ruleOfNames(names)}.`,
    ...(near === null
      ? {}
      : {
          suggestion: `Did you mean ${formatKey(near)}?`,
          fix: { key: formatPath([...failure.path, near]) },
        }),
    rule: failure.rule,
  };
}

function ruleOfNames(names: JsonObject): string {
  const words = ownString(names, 'patternErrorMessage') ?? ownString(names, 'errorMessage');
  if (words !== undefined) return words.replace(/\.$/, '');
  const values = ownArray(names, 'enum');
  if (values !== undefined) return `keys here are ${oneOfValues(values)}`;
  const pattern = ownString(names, 'pattern');
  return pattern === undefined
    ? 'keys here have rules for their names'
    : `keys here match the pattern ${pattern}`;
}

function forbidden(writer: IssueWriter, { path, rule }: Failure): DraftIssue {
  const key = path.at(-1);
  const message = `${writer.name(path)} must not be set here.`;
  if (key === undefined) return { code: 'forbidden', severity: 'error', path, message, rule };
  return { code: 'forbidden', severity: 'error', path: path.slice(0, -1), extra: key, message, rule };
}

function ruledOut(writer: IssueWriter, failure: Failure): DraftIssue[] {
  const { limit, path, rule } = failure;
  const schema = isObject(limit) ? limit : {};
  const keys = (ownArray(schema, 'required') ?? []).map(String);
  const [key] = keys;
  if (keys.length === 1 && key !== undefined)
    return [forbidden(writer, { ...failure, path: [...path, key] })];
  const values = ownArray(schema, 'enum') ?? (Object.hasOwn(schema, 'const') ? [schema.const] : []);
  const types = expectedTypes([own(schema, 'type')].flat().map(String));
  const pattern = ownString(schema, 'pattern');
  let text = 'has a form that the schema rules out';
  if (keys.length > 1) text = `must not set ${listOf(keys.map(formatKey), 'and')} together`;
  else if (values.length > 0) text = `must not be ${oneOfValues(values)}`;
  else if (types !== '') text = `must not be ${types}`;
  else if (pattern !== undefined) text = `must not match the pattern ${pattern}`;
  return [{ code: 'not', severity: 'error', path, message: `${writer.name(path)} ${text}.`, rule }];
}

function memberName(failure: Failure, param: string): string {
  return formatPath([...failure.path, String(own(failure.params, param))]);
}
