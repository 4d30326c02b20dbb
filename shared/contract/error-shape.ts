/** Errors as they cross a host; apart from `errors.ts`, so that who only throws them need not load the checks. */
import { z } from 'zod';

/** Every way an operation can fail that is not a bug. Hosts add nothing to this list. */
export const ErrorCode = z.enum([
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'UNSUPPORTED',
  'NO_WORKSPACE',
  'NOT_FOUND',
  'NOT_A_FILE',
  'NOT_A_FOLDER',
  'OUTSIDE_WORKSPACE',
  'NO_PERMISSION',
  'READ_ONLY',
  'DISK_FULL',
  'IO_ERROR',
  'TOO_MANY_OPEN_FILES',
  'TOO_LARGE',
  'NOT_TEXT',
  'LOCKED',
  'CONFLICT',
  'OUT_OF_SYNC',
  'BAD_MANIFEST',
  'BAD_SCHEMA',
  'UNKNOWN_ENVIRONMENT',
  'UNKNOWN_SERVICE',
  'UNKNOWN_KEY',
  'UNKNOWN_VERSION',
  'REASON_REQUIRED',
  'HISTORY_UNAVAILABLE',
  'PORT_TAKEN',
  'TIMED_OUT',
  'UNREACHABLE',
  'INTERNAL',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** The one shape in which an error crosses a host. `remedy` is the way out, in words the user can act on. */
export const ErrorShape = z.object({
  code: ErrorCode,
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  remedy: z.string().optional(),
});
export type ErrorShape = z.infer<typeof ErrorShape>;
