/**
 * What a request must be like before any route sees it. The checks run in a fixed order, cheapest and most telling
 * first: host, target, origin, fetch site, token, content type. The host check answers DNS rebinding, the origin and
 * fetch-site checks answer hostile pages, the token answers other programs, and the target check leaves no path
 * that two parts of the program could read differently.
 */
import type { IncomingMessage } from 'node:http';
import { API_PREFIX, LOGIN_PATH } from '../shared/contract/http.ts';
import type { Refusal } from './answers.ts';
import type { Verdict } from './credentials.ts';
import { AUTH_FAILURE_WINDOW_MS } from './limits.ts';

/** The parts of a request that the gate reads. `rawHeaders` keeps repeated headers, which `headers` hides. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;

export interface HostNames {
  readonly port: number;
  /** A second origin whose page may call, served by a development server on this machine. */
  readonly devOrigin?: string | undefined;
}

/**
 * Judges one request. `authorize` judges the `Authorization` header and is asked only when everything before it
 * was in order. Null lets the request pass.
 */
export function checkRequest(
  head: RequestHead,
  { port, devOrigin }: HostNames,
  authorize: (authorization: string | undefined) => Verdict,
): Refusal | null {
  const host = ownHost(head, port);
  if (host === null) return wrongHost;
  const path = plainPath(head.url ?? '');
  if (path === null) return badTarget;
  const { origin } = head.headers;
  if (origin !== undefined && origin !== `http://${host}` && origin !== devOrigin) return foreignOrigin;
  if (!isApi(path)) return null;
  if (!fetchSites.has(head.headers['sec-fetch-site'])) return foreignOrigin;
  if (path !== LOGIN_PATH) {
    const verdict = authorize(head.headers.authorization);
    if (verdict !== 'accepted') return refusalOf(verdict, noToken);
  }
  if (head.method === 'POST' && !isJson(head.headers['content-type'])) return notJson;
  return null;
}

/** Whether a path belongs to the API rather than to the renderer's files. */
export function isApi(path: string): boolean {
  return path === API_PREFIX || path.startsWith(`${API_PREFIX}/`);
}

/** The answer to failed authentication: what was wrong, or that it was wrong too often. */
export function refusalOf(verdict: Verdict, wrong: Refusal): Refusal {
  return verdict === 'too-many-failures' ? tooManyFailures : wrong;
}

/**
 * The one `Host` header, if it names this host. Exact strings, as browsers send them: every looser reading of
 * a host name has been a hole in somebody's server. Two headers are refused because Node would show the first only.
 */
function ownHost(head: RequestHead, port: number): string | null {
  const hosts = head.rawHeaders.filter(
    (_, index) => index % 2 === 1 && isHostName(head.rawHeaders[index - 1]),
  );
  const [host] = hosts;
  if (hosts.length !== 1 || host === undefined) return null;
  // Browsers leave the default port out.
  const suffix = port === 80 ? '' : `:${port}`;
  return loopbackNames.some((name) => host === `${name}${suffix}`) ? host : null;
}

function isHostName(header: string | undefined): boolean {
  return header?.toLowerCase() === 'host';
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * The path of a request target, or null where it holds anything but the plain names that routes and files are made
 * of. An allow-list, because deny-lists of encoded dots and slashes have failed again and again: no `%`, no
 * backslash, no empty, hidden, `.` or `..` segment, no absolute form. The query may be anything a browser
 * leaves in one; it is only ever read as JSON.
 */
function plainPath(target: string): string | null {
  const [, path = null] = /^(\/|(?:\/[\w~-][\w.~-]*)+)(?:\?[\w.~!$'()*+,;:@/?%&=-]*)?$/.exec(target) ?? [];
  return path;
}

/** Absent from programs; a browser sends `none` for an address its user typed. */
const fetchSites = new Set<string | string[] | undefined>([undefined, 'same-origin', 'none']);

function isJson(contentType: string | undefined): boolean {
  return /^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(contentType ?? '');
}

const wrongHost: Refusal = {
  status: 421,
  error: {
    code: 'FORBIDDEN',
    message: 'This is not a name of this Strata.',
    remedy: 'Open the address exactly as the terminal printed it.',
  },
};

const badTarget: Refusal = {
  status: 400,
  error: { code: 'BAD_REQUEST', message: 'The path of the request holds characters that no path here has.' },
};

const foreignOrigin: Refusal = {
  status: 403,
  error: { code: 'FORBIDDEN', message: 'Strata answers only its own page, not requests of other sites.' },
};

const noToken: Refusal = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
  error: {
    code: 'UNAUTHORIZED',
    message: 'This page is not signed in to the Strata that runs now.',
    remedy: 'Press Enter in the terminal where Strata runs and open the address it prints.',
  },
};

const tooManyFailures: Refusal = {
  status: 429,
  headers: { 'retry-after': String(AUTH_FAILURE_WINDOW_MS / 1000) },
  error: {
    code: 'UNAUTHORIZED',
    message: 'Too many failed attempts to sign in.',
    remedy:
      'Wait a minute, then press Enter in the terminal where Strata runs and open the address it prints.',
  },
};

const notJson: Refusal = {
  status: 415,
  error: { code: 'BAD_REQUEST', message: 'The body has to be JSON: Content-Type: application/json.' },
};
