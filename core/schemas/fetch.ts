/**
 * Fetching one schema the user agreed to. Limits come first: nothing but http and https, redirects only to https,
 * no way from a public address into a private network (checked where the connection is made, so that a name that
 * changes its address between two look-ups gains nothing), bounded in time and size, and the content must be JSON.
 */
import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { StrataError } from '../../shared/contract/errors.ts';
import { isPublicAddress, saysPrivate } from './network-address.ts';

/** For the whole exchange, redirects included. */
const TIME_LIMIT_MS = 10_000;
/** A larger schema could not be compiled anyway; what is pretty-printed shrinks a lot. */
const SIZE_LIMIT_BYTES = 4 * 1024 * 1024;
const REDIRECT_LIMIT = 3;

/** What is known of an earlier answer, for a server that can say "unchanged". */
export interface Known {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export type Fetched =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'new'; readonly text: string; readonly etag?: string; readonly lastModified?: string };

export interface FetchLimits {
  readonly timeMs: number;
  readonly bytes: number;
}

/**
 * Gets the document at `url`.
 *
 * @throws StrataError UNREACHABLE with the reason; TIMED_OUT; TOO_LARGE; BAD_SCHEMA where it is no JSON; BAD_REQUEST
 *   for an address that is never fetched
 */
export async function fetchSchema(
  url: string,
  known: Known = {},
  limits: FetchLimits = { timeMs: TIME_LIMIT_MS, bytes: SIZE_LIMIT_BYTES },
): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.timeMs);
  let target = addressOf(url, url);
  for (let redirects = 0; ; redirects++) {
    const response = await get(url, target, known, signal, limits);
    const status = response.statusCode ?? 0;
    if (status === 304 && (known.etag !== undefined || known.lastModified !== undefined)) {
      response.destroy();
      return { kind: 'unchanged' };
    }
    const { location } = response.headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      response.destroy();
      if (redirects >= REDIRECT_LIMIT) throw unreachable(url, 'it redirects again and again');
      target = redirected(url, target, location);
      continue;
    }
    if (status !== 200) {
      response.destroy();
      throw unreachable(url, `the server answers ${status} ${response.statusMessage ?? ''}`.trim());
    }
    const text = await bodyOf(url, response, signal, limits);
    requireJson(url, text);
    const { etag, 'last-modified': lastModified } = response.headers;
    return {
      kind: 'new',
      text,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    };
  }
}

function addressOf(written: string, about: string): URL {
  const address = URL.parse(written);
  const isPlain = address !== null && address.username === '' && address.password === '';
  if (!isPlain || !/^https?:$/.test(address.protocol)) {
    throw new StrataError({
      code: 'BAD_REQUEST',
      message: `${about} is no address a schema can be fetched from.`,
      remedy: 'Schemas come from http: and https: addresses without a user name or password in them.',
      details: { url: about },
    });
  }
  return address;
}

function redirected(url: string, from: URL, location: string): URL {
  const address = URL.parse(location, from.href);
  const target = addressOf(address?.href ?? location, url);
  if (target.protocol !== 'https:')
    throw unreachable(url, `it redirects to ${target.href}, which is not https`);
  if (saysPrivate(target.hostname) && target.hostname !== from.hostname) {
    throw unreachable(url, `it redirects to ${target.href}, an address of a private network`);
  }
  return target;
}

function get(
  url: string,
  target: URL,
  { etag, lastModified }: Known,
  signal: AbortSignal,
  limits: FetchLimits,
): Promise<IncomingMessage> {
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(target, {
      signal,
      agent: false,
      lookup: saysPrivate(target.hostname) ? lookup : publicLookup,
      headers: {
        accept: 'application/schema+json, application/json;q=0.9, */*;q=0.1',
        'accept-encoding': 'identity',
        'user-agent': 'strata',
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
      },
    });
    sent.on('response', resolve);
    sent.on('error', (error) => reject(explained(url, error, signal, limits)));
    sent.end();
  });
}

/** As the system looks names up, but refuses those of the internet that lead into a private network. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const inside = addresses?.find(({ address }) => !isPublicAddress(address));
    const first = addresses?.[0];
    if (error !== null) callback(error, '', 4);
    else if (inside !== undefined) callback(new PrivateAddress(hostname, inside.address), '', 4);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  });
};

class PrivateAddress extends Error {
  constructor(host: string, address: string) {
    super(`${host} leads to ${address}, an address of a private network`);
  }
}

async function bodyOf(
  url: string,
  response: IncomingMessage,
  signal: AbortSignal,
  limits: FetchLimits,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limits.bytes) throw tooLarge(url, limits);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof StrataError ? error : explained(url, error, signal, limits);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function requireJson(url: string, text: string): void {
  let reason = 'it is neither an object nor true or false';
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value)))
      return;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new StrataError({
    code: 'BAD_SCHEMA',
    message: `What ${url} gives is no JSON Schema (${reason}).`,
    remedy: 'Correct the address, or name another schema.',
    details: { url },
  });
}

function explained(url: string, error: unknown, signal: AbortSignal, limits: FetchLimits): StrataError {
  if (signal.aborted) {
    return new StrataError({
      code: 'TIMED_OUT',
      message: `${url} did not answer within ${limits.timeMs / 1000} seconds.`,
      remedy: 'Try again later; what was fetched before stays in use.',
      details: { url },
    });
  }
  if (error instanceof PrivateAddress) return unreachable(url, error.message);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return unreachable(url, WORDS.get(code) ?? (error instanceof Error ? error.message : String(error)));
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'there is no such host, or no network'],
  ['EAI_AGAIN', 'the host name cannot be looked up now'],
  ['ECONNREFUSED', 'the server refuses the connection'],
  ['ECONNRESET', 'the server ended the connection'],
]);

function unreachable(url: string, reason: string): StrataError {
  return new StrataError({
    code: 'UNREACHABLE',
    message: `${url} was not fetched: ${reason}.`,
    remedy: 'Correct the address, or save the schema in the workspace and name that file.',
    details: { url, reason },
  });
}

function tooLarge(url: string, limits: FetchLimits): StrataError {
  return new StrataError({
    code: 'TOO_LARGE',
    message: `${url} was not fetched: it is larger than ${limits.bytes / 1024 / 1024} MiB.`,
    remedy: 'Name a smaller schema, or a part of this one saved in the workspace.',
    details: { url },
  });
}
