import { hash } from 'node:crypto';

/** The identity of some bytes: SHA-256 in lower-case hex. Two contents are the same when their etags are. */
export function etagOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
