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

/** An expected failure. Anything else that is thrown is a bug and becomes `INTERNAL` at the edge. */
export class StrataError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorShape['details'];
  readonly remedy: string | undefined;

  constructor(shape: ErrorShape, options?: { cause?: unknown }) {
    super(shape.message, options);
    this.name = 'StrataError';
    this.code = shape.code;
    this.details = shape.details;
    this.remedy = shape.remedy;
  }

  toShape(): ErrorShape {
    return {
      code: this.code,
      message: this.message,
      ...(this.details === undefined ? {} : { details: this.details }),
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
    };
  }
}

/** Any thrown value as an error shape; an unexpected one keeps its message but never its stack. */
export function toErrorShape(error: unknown): ErrorShape {
  if (error instanceof StrataError) return error.toShape();
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'INTERNAL',
    message: `Strata ran into a fault of its own: ${message}`,
    remedy: 'Your files are untouched. Try again; if it comes back, report it with the steps that led here.',
  };
}
