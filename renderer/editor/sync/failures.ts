/** What a request that failed says about the buffer, and what to do about it. */
import { type ErrorCode, StrataError, toErrorShape } from '../../../shared/contract/errors.ts';

const OUT_OF_STEP: readonly ErrorCode[] = ['OUT_OF_SYNC', 'NOT_FOUND'];
const UNCERTAIN: readonly ErrorCode[] = ['UNREACHABLE', 'TIMED_OUT', 'INTERNAL'];

/** Whatever was thrown, as an error of the contract. */
export function asStrataError(error: unknown): StrataError {
  return error instanceof StrataError ? error : new StrataError(toErrorShape(error));
}

/** The buffer is at another version than the one the request was made on, or is not there. */
export function isOutOfStep({ code }: StrataError): boolean {
  return OUT_OF_STEP.includes(code);
}

/** The request may have been carried out although its answer did not arrive. */
export function isUncertain({ code }: StrataError): boolean {
  return UNCERTAIN.includes(code);
}

/** The engine cannot make use of these changes; a fault of its own may be a passing one, once. */
export function isRefused({ code }: StrataError, retries: number): boolean {
  return code === 'BAD_REQUEST' || (code === 'INTERNAL' && retries > 0);
}

/** For a buffer that was merged again and again without one change being accepted. */
export function givingUp(path: string): StrataError {
  return new StrataError({
    code: 'OUT_OF_SYNC',
    message: `The editor and the engine cannot agree on the text of ${path}.`,
    remedy: 'Nothing typed is lost: copy the text, then close and open the file again.',
  });
}
