/** How answers look: the headers every one carries, and the HTTP status of every error code. */
import type { ServerResponse } from 'node:http';
import type { ErrorCode, ErrorShape } from '../shared/contract/errors.ts';
import { PAGE_POLICY } from '../shared/contract/page-policy.ts';

const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

const EVERY_ANSWER = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** Data and errors: never stored, and inert should a browser ever show one as a page. */
export const API_HEADERS = {
  ...EVERY_ANSWER,
  'cache-control': 'no-store',
  'content-security-policy': API_POLICY,
} as const;

/** Files of the renderer; `cache-control` depends on the file. */
export const PAGE_HEADERS = { ...EVERY_ANSWER, 'content-security-policy': PAGE_POLICY } as const;

export const JSON_TYPE = 'application/json; charset=utf-8';

/** RFC 9110 where it has a fitting status, else RFC 4918 (423, 507); 500 is left to faults. */
export const statusOf: Readonly<Record<ErrorCode, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  UNSUPPORTED: 501,
  NO_WORKSPACE: 409,
  NOT_FOUND: 404,
  NOT_A_FILE: 422,
  NOT_A_FOLDER: 422,
  OUTSIDE_WORKSPACE: 403,
  NO_PERMISSION: 403,
  READ_ONLY: 403,
  DISK_FULL: 507,
  IO_ERROR: 503,
  TOO_MANY_OPEN_FILES: 503,
  TOO_LARGE: 413,
  NOT_TEXT: 422,
  LOCKED: 423,
  CONFLICT: 412,
  OUT_OF_SYNC: 409,
  BAD_MANIFEST: 422,
  BAD_SCHEMA: 422,
  UNKNOWN_ENVIRONMENT: 404,
  UNKNOWN_SERVICE: 404,
  UNKNOWN_KEY: 404,
  UNKNOWN_VERSION: 404,
  REASON_REQUIRED: 422,
  HISTORY_UNAVAILABLE: 503,
  PORT_TAKEN: 503,
  TIMED_OUT: 504,
  UNREACHABLE: 503,
  INTERNAL: 500,
};

/** A request that is answered before any route sees it. */
export interface Refusal {
  readonly status: number;
  readonly error: ErrorShape;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with the refusal. The connection stays open: Node reads what is left of the request away. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  const body = JSON.stringify(refusal.error);
  response.writeHead(refusal.status, {
    ...API_HEADERS,
    ...refusal.headers,
    'content-type': JSON_TYPE,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** The same for what is not even HTTP: the bytes to write on the socket before closing it. */
export function rawRefusal(refusal: Refusal, reasonPhrase: string): string {
  const body = JSON.stringify(refusal.error);
  const headers = {
    ...API_HEADERS,
    'content-type': JSON_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${refusal.status} ${reasonPhrase}`, ...lines, '', body].join('\r\n');
}
