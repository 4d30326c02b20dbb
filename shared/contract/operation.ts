/** What an entry of the table of operations is. */
import type { z } from 'zod';

export interface Operation {
  readonly method: 'GET' | 'POST';
  /** HTTP path under `/api`. Input travels as JSON body (POST) or as the `input` query parameter (GET). */
  readonly path: `/${string}`;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly summary: string;
}

/** One entry, with the types of its payloads. */
export function operation<I extends z.ZodType, O extends z.ZodType>(
  method: 'GET' | 'POST',
  path: `/${string}`,
  summary: string,
  input: I,
  output: O,
) {
  return { method, path, summary, input, output } as const;
}
