import type { ProblemFix, Severity } from '../../shared/contract/model.ts';
import type { JsonObject } from '../../shared/schema/json.ts';

/** A problem of the data before it has a place in a file. */
export interface SchemaIssue {
  /** Stable, kebab-case: `type`, `enum`, `range`, `required`, `unknown-key`, `pattern`, ... */
  readonly code: string;
  readonly severity: Severity;
  /** Keys, and indexes of arrays, from the root. */
  readonly path: readonly string[];
  /** The key that should be in the table at `path`. */
  readonly missing?: string;
  /** The key that should not be in the table at `path`. */
  readonly extra?: string;
  readonly message: string;
  readonly suggestion?: string;
  /** What the suggestion says, for quick fixes. */
  readonly fix?: ProblemFix;
  /** JSON Pointer of the schema keyword. */
  readonly rule: string;
}

/** An issue while it is being worked out; `expected` lets several forms be put into one sentence. */
export interface DraftIssue extends SchemaIssue {
  /** What would fit, as in "must be ...". */
  readonly expected?: string;
  /** Values that would fit, for "did you mean". */
  readonly candidates?: readonly unknown[];
}

/** An error with everything needed to put it into words. */
export interface Failure {
  readonly keyword: string;
  readonly params: JsonObject;
  readonly path: readonly string[];
  readonly data: unknown;
  /** The value of the keyword. */
  readonly limit: unknown;
  /** The schema the keyword stands in. */
  readonly schema: JsonObject;
  readonly rule: string;
}

/** Whether an issue is about the value at its path, not about a key of the table there. */
export function isAboutValue({ missing, extra }: SchemaIssue): boolean {
  return missing === undefined && extra === undefined;
}
