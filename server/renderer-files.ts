/** The built renderer: read once at start, served from memory under exact names. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { StrataError } from '../shared/contract/errors.ts';

export interface RendererFile {
  readonly content: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/**
 * Reads every servable file below `folder` into a table from URL path to file. A request is answered from
 * this table or not at all: no path of a client ever reaches the disk, and a rebuild under a running host cannot mix
 * the pages of two builds. The whole build is a few megabytes. Links, hidden files and unknown types
 * (source maps among them) are left out.
 * Throws NOT_FOUND where there is no built renderer.
 */
export async function readRendererFiles(folder: string): Promise<ReadonlyMap<string, RendererFile>> {
  const files = new Map<string, RendererFile>();
  for (const path of await filesBelow(folder)) {
    const type = types.get(extname(path));
    const url = `/${relative(folder, path).split(sep).join('/')}`;
    if (type === undefined || !SERVABLE_PATH.test(url)) continue;
    files.set(url, { content: await readFile(path), type, cacheControl: cacheControlOf(url) });
  }
  const page = files.get('/index.html');
  if (page === undefined) throw notBuilt(folder);
  return files.set('/', page);
}

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.ttf', 'font/ttf'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
  ['.json', 'application/json; charset=utf-8'],
]);

/** Names that the gate lets through; a build tool makes no others. */
const SERVABLE_PATH = /^(?:\/[\w~-][\w.~-]*)+$/;

/** A file whose name holds a hash of its content never changes; the page that names those files always may. */
function cacheControlOf(url: string): string {
  if (/^\/assets\/.+-[\w-]{8}\.\w+$/.test(url)) return 'public, max-age=31536000, immutable';
  return url.endsWith('.html') ? 'no-store' : 'no-cache';
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (cause) {
    throw notBuilt(folder, cause);
  }
}

function notBuilt(folder: string, cause?: unknown): StrataError {
  return new StrataError(
    {
      code: 'NOT_FOUND',
      message: `The built renderer is missing: there is no index.html in ${folder}.`,
      remedy: 'Build it with `npm run build`, then start again.',
    },
    { cause },
  );
}
