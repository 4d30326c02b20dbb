/**
 * Which schema a configuration is held against, and why. Pure: what the files, the manifest and the user say is
 * given; the order of the rules is decided here.
 *
 * A file that stands alone: the first of `FILE_RULES` that names a schema. Layers that are merged: the result has
 * one schema, by `MERGED_RULES`; a layer that names another one by itself is checked against that one as it is
 * typed, and the result against the workspace's all the same.
 */
import type { Span } from '../text/text.ts';
import { hasScheme, splitFragment } from './uri.ts';

/** How a schema came to be named. */
export type SchemaRule = 'pick' | 'comment' | 'key' | 'manifest' | 'folder' | 'bundled';

/** Strongest first: what a file says of itself beats what is said about the whole workspace. */
export const FILE_RULES: readonly SchemaRule[] = ['pick', 'comment', 'key', 'manifest', 'folder', 'bundled'];

/** Strongest first: a merged result is no single file, so what is said about the whole comes first. */
export const MERGED_RULES: readonly SchemaRule[] = [
  'pick',
  'manifest',
  'comment',
  'key',
  'folder',
  'bundled',
];

/** One reason to use a schema. */
export interface SchemaCandidate {
  readonly rule: SchemaRule;
  /** A workspace path with `/`, or a URI (`https:`, `file:`, `strata:`); null: none is wanted. */
  readonly address: string | null;
  /** A JSON Pointer or anchor, where only a part of the document is meant; "" for all of it. */
  readonly fragment: string;
  /** As somebody wrote it; "" where nobody did. */
  readonly written: string;
  /** The file that says so, and where; absent for picks and for schemas shipped with the product. */
  readonly file?: string;
  readonly span?: Span;
}

/** The candidates with the winner first. Of several by one rule the first given counts. */
export function ranked(
  candidates: readonly SchemaCandidate[],
  rules: readonly SchemaRule[],
): SchemaCandidate[] {
  return rules.flatMap((rule) => candidates.filter((candidate) => candidate.rule === rule));
}

/**
 * Where a schema lies that `from` (a workspace path) names as `written`: relative to that file, an absolute path, a
 * `file:` URL, or an address of the web. Null for what names nothing.
 *
 * @param root the workspace's folder, absolute, with `/`
 */
export function schemaAddress(
  written: string,
  from: string,
  root: string,
): { readonly address: string; readonly fragment: string } | null {
  const { uri, fragment } = splitFragment(written.trim());
  if (uri === '') return null;
  if (/^file:/i.test(uri)) return { address: localAddress(pathOfFileUrl(uri), root), fragment };
  const path = uri.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[A-Za-z]:\//.test(path))
    return { address: localAddress(path, root), fragment };
  if (hasScheme(uri)) return { address: uri, fragment };
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  return { address: localAddress(`${root}/${folder}${path}`, root), fragment };
}

/** Whether an address leads out of the workspace: to the web, to another folder, or into the product. */
export function isForeign(address: string): boolean {
  return hasScheme(address);
}

/** Whether an address is one of the web. */
export function isRemote(address: string): boolean {
  return /^https?:/i.test(address);
}

/** The last part of an address, which is what people call a schema. */
export function schemaName(address: string): string {
  const path = address.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  return decoded(path.slice(path.lastIndexOf('/') + 1)) || address;
}

/** The workspace path of an absolute one, or its `file:` URL where it lies outside. */
function localAddress(absolute: string, root: string): string {
  const path = withoutDots(absolute);
  const folder = withoutDots(root);
  if (path.startsWith(`${folder === '/' ? '' : folder}/`)) {
    return path.slice(folder === '/' ? 1 : folder.length + 1);
  }
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return `file://${encodeURI(rooted).replace(/[?#]/g, encodeURIComponent)}`;
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}`;
}

/** `file:///a/b`, `file:/a/b` and `file://localhost/a/b` alike; a drive keeps no slash before it. */
function pathOfFileUrl(url: string): string {
  const path = decoded(url.replace(/^file:(?:\/\/[^/]*)?/i, ''));
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
