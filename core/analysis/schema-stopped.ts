import { StrataError } from '../../shared/contract/errors.ts';

/** A check against a schema that takes longer is ended (DESIGN section 4). */
export const SCHEMA_DEADLINE_MS = 2000;

/**
 * The error for a schema whose check was ended. Both are paths, `checked` of what was being checked; "" where that
 * is not known.
 */
export function schemaStoppedError(schema: string, checked: string): StrataError {
  const what = checked === '' || checked === schema ? 'Checking' : `Checking ${checked}`;
  return new StrataError({
    code: 'TIMED_OUT',
    message: `${what} against ${schema} took longer than two seconds and was ended.`,
    remedy: `Look in ${schema} for a pattern that repeats inside a repetition, or for forms that refer to themselves several times. Everything but schema checks goes on; they start again when the schema is saved.`,
    details: { schema, checked },
  });
}

/** The error for a schema that is left alone because the check against another one, at `hung`, was ended. */
export function schemaPausedError(schema: string, hung: string): StrataError {
  return new StrataError({
    code: 'TIMED_OUT',
    message: `Nothing is checked against ${schema} while the check against ${hung} does not end.`,
    remedy: `Correct ${hung} first; checking starts again when it is saved.`,
    details: { schema, hung },
  });
}
