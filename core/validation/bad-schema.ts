import { StrataError } from '../../shared/contract/errors.ts';
import type { Severity } from '../../shared/contract/model.ts';

/** Part of a schema that cannot be used, while the rest can. */
export interface SchemaWarning {
  /** JSON Pointer of the keyword; `other.json#/...` in another document. */
  readonly pointer: string;
  readonly message: string;
  /** A warning where it does not say. */
  readonly severity?: Severity;
  readonly suggestion?: string;
}

/** The error for a schema that cannot be used at all. `pointer` says where in the schema, "" when nowhere. */
export function badSchema(name: string, pointer: string, reason: string): StrataError {
  const place = pointer === '' ? '' : ` at ${pointer}`;
  return new StrataError({
    code: 'BAD_SCHEMA',
    message: `${capitalised(name)} cannot be used as a schema${place}: ${reason}.`,
    details: { schema: name, pointer, reason },
    remedy:
      'Correct the schema, or choose another one. Files open and save meanwhile; only schema checks wait.',
  });
}

function capitalised(name: string): string {
  return name === 'the schema' ? 'The schema' : name;
}
