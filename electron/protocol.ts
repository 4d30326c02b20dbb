/** The page's own origin, `app://bundle`: a fixed list of files under a strict policy, instead of `file://`. */
import { protocol } from 'electron';
import { type RendererFile, readRendererFiles } from '../core/application/renderer-files.ts';
import { PAGE_POLICY } from '../shared/contract/page-policy.ts';

const SCHEME = 'app';
const HOST = 'bundle';

/** The address of the page. */
export const PAGE_URL = `${SCHEME}://${HOST}/index.html`;

/** Whether an address lies in the page's origin. The parts are compared as parsed: text that only looks alike fails. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol: scheme, host } = new URL(address);
  return scheme === `${SCHEME}:` && host === HOST;
}

/** Makes the scheme a full origin with fetch and workers, and nothing beyond. Has to run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer. Throws NOT_FOUND where there is none. */
export async function serveBundle(folder: string): Promise<void> {
  const files = await readRendererFiles(folder);
  protocol.handle(SCHEME, (request) => answer(files, request));
}

/**
 * Looks the path up as it was sent, without decoding: the names of the bundle need no escapes, so one that has
 * some names no file. Nothing of a request ever reaches the disk.
 */
function answer(
  files: ReadonlyMap<string, RendererFile>,
  request: { method: string; url: string },
): Response {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: HEADERS });
  const file = isOurs(request.url) ? files.get(new URL(request.url).pathname) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers: HEADERS });
  return new Response(new Uint8Array(file.content), {
    headers: { ...HEADERS, 'content-type': file.type, 'cache-control': file.cacheControl },
  });
}

const HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};
