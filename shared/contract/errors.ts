import type { ErrorCode, ErrorShape } from './error-shape.ts';

export type { ErrorCode, ErrorShape };

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
