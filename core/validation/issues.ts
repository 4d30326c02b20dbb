/**
 * From ajv's errors to problems a person can act on: one for each cause, naming the key, what was expected
 * and what was found, with a way out where one is known.
 */
import { closest } from '../../shared/config/closest.ts';
import { formatPath } from '../../shared/config/paths.ts';
import { isObject, own } from '../../shared/schema/json.ts';
import { decodePointer } from '../../shared/schema/pointer.ts';
import type { TomlValue } from '../../shared/toml/types.ts';
import type { CompiledSchema, RawError } from './compile.ts';
import { explainForms } from './form-issues.ts';
import { type DraftIssue, type Failure, isAboutValue, type SchemaIssue } from './issue.ts';
import { explainKey } from './key-issues.ts';
import { explainValue, inOwnWords } from './value-issues.ts';

export interface IssueOptions {
  /** The data is one layer of several: what is missing may come from another. */
  readonly partial?: boolean;
  /** Values nothing is said about: references that are not resolved yet. */
  readonly ignore?: (path: readonly string[]) => boolean;
  /** Keys that are written and cannot be read: that is the problem, and they are not missing. */
  readonly unreadable?: (path: readonly string[]) => boolean;
  /** The value as written, for the right name of its type. */
  readonly valueAt?: (path: readonly string[]) => TomlValue | undefined;
}

/** What is wrong with `data` (as `toValidatable` makes it) by the schema. */
export function findIssues(schema: CompiledSchema, data: unknown, options: IssueOptions = {}): SchemaIssue[] {
  const errors = schema.validate(data);
  if (errors.length === 0) return [];
  return new IssueWriter(schema, options).write(errors, []).map(publicIssue);
}

/** The key by which a file names its schema, which few schemas declare. */
export const SCHEMA_KEY = '$schema';

/** More sub-schemas than this are not tried to find out which form was meant. */
const MAX_ATTEMPTS = 2_000;

export class IssueWriter {
  readonly schema: CompiledSchema;
  readonly options: IssueOptions;
  #attempts = 0;

  constructor(schema: CompiledSchema, options: IssueOptions) {
    this.schema = schema;
    this.options = options;
  }

  /** The issues of errors found in the data at `path`. */
  write(errors: readonly RawError[], path: readonly string[]): DraftIssue[] {
    const issues = errors.flatMap((error) => this.#explain(this.#failure(error, path)));
    return onePerCause(issues.filter((issue) => !this.#isIgnored(issue)));
  }

  /** The issues of the data at `path` by one schema inside the whole; null when too many were tried. */
  attempt(schema: unknown, data: unknown, path: readonly string[]): DraftIssue[] | null {
    this.#attempts += 1;
    if (this.#attempts > MAX_ATTEMPTS) return null;
    return this.write(this.schema.validateBy(schema, data), path);
  }

  /** How a path is named in a message. */
  name(path: readonly string[]): string {
    return path.length === 0 ? 'The configuration' : formatPath(path);
  }

  isSecret(path: readonly string[]): boolean {
    return this.schema.view.isSecret(path);
  }

  valueAt(path: readonly string[]): TomlValue | undefined {
    return this.options.valueAt?.(path);
  }

  #failure(error: RawError, path: readonly string[]): Failure {
    const schema = isObject(error.parentSchema) ? error.parentSchema : {};
    const place = this.schema.pointerOf(error.parentSchema);
    return {
      keyword: error.keyword,
      params: isObject(error.params) ? error.params : {},
      path: [...path, ...decodePointer(error.instancePath)],
      data: error.data,
      limit: error.schema,
      schema,
      rule: place === undefined ? '' : `${place}/${error.keyword}`,
    };
  }

  #explain(failure: Failure): DraftIssue[] {
    const issues =
      explainForms(this, failure) ??
      explainKey(this, failure) ??
      explainValue(this, failure) ??
      unexplained(this, failure);
    return issues.map((issue) => withOwnWords(this, failure, issue));
  }

  #isIgnored(issue: DraftIssue): boolean {
    const { ignore, partial, unreadable } = this.options;
    if (issue.missing !== undefined) {
      if (partial === true || unreadable?.([...issue.path, issue.missing]) === true) return true;
    }
    if (issue.extra === SCHEMA_KEY && issue.path.length === 0) return true;
    return ignore?.(issue.path) ?? false;
  }
}

/** `errorMessage` of a schema (as VS Code reads it) replaces what Strata would say about its values. */
function withOwnWords(writer: IssueWriter, failure: Failure, issue: DraftIssue): DraftIssue {
  const words = own(failure.schema, 'errorMessage');
  const isOfValue = isAboutValue(issue) && issue.path.length === failure.path.length;
  if (typeof words !== 'string' || words === '' || !isOfValue) return issue;
  return { ...issue, message: inOwnWords(writer, failure, words) };
}

function unexplained(writer: IssueWriter, { keyword, path, rule }: Failure): DraftIssue[] {
  const message = `${writer.name(path)} does not fit what the schema asks for with "${keyword}".`;
  return [{ code: keyword.toLowerCase(), severity: 'error', path, message, rule }];
}

/**
 * A value of the wrong type fails other rules for that reason alone, a misspelt key is missing under its right
 * name, and several schemas may say the same thing.
 */
function onePerCause(issues: readonly DraftIssue[]): DraftIssue[] {
  const mistyped = new Set<string>();
  const unknown = new Map<string, string[]>();
  for (const { code, path, extra } of issues) {
    const place = formatPath(path);
    if (code === 'type') mistyped.add(place);
    if (code === 'unknown-key' && extra !== undefined) {
      unknown.set(place, [...(unknown.get(place) ?? []), extra]);
    }
  }
  const kept = new Map<string, DraftIssue>();
  for (const issue of issues) {
    const place = formatPath(issue.path);
    if (issue.code !== 'type' && isAboutValue(issue) && mistyped.has(place)) continue;
    if (issue.missing !== undefined && closest(issue.missing, unknown.get(place) ?? []) !== null) continue;
    const said = isAboutValue(issue) ? issue.message : '';
    const cause = JSON.stringify([issue.code, place, issue.missing, issue.extra, said]);
    if (!kept.has(cause)) kept.set(cause, issue);
  }
  return [...kept.values()];
}

function publicIssue({ expected, candidates, ...issue }: DraftIssue): SchemaIssue {
  return issue;
}
