/** Which files a schema of the workspace's schema folder is for. */
import { isObject, ownArray } from './json.ts';

/**
 * Whether a schema in the folder is for a file. Where its root says `"x-strata-files": ["deploy/*.toml"]`, those
 * patterns decide: relative to the workspace, `*` within a folder, `**` across folders, one without `/` for a name
 * in any folder. Otherwise its own name does: `fly.schema.json` and `fly.json` are for `fly.toml` and `fly.*.toml`.
 *
 * @param schemaPath workspace path of the schema
 * @param schema its parsed content
 * @param file workspace path of the file
 */
export function isSchemaFor(schemaPath: string, schema: unknown, file: string): boolean {
  const patterns = isObject(schema) ? ownArray(schema, 'x-strata-files') : undefined;
  if (patterns !== undefined) {
    return patterns.some((pattern) => typeof pattern === 'string' && matchesPattern(pattern, file));
  }
  const stem = nameOf(schemaPath).replace(/(?:\.schema)?\.json$/i, '');
  const name = nameOf(file);
  return stem !== '' && (name === `${stem}.toml` || (name.startsWith(`${stem}.`) && name.endsWith('.toml')));
}

/** Longer patterns are not written by people. */
const MAX_PATTERN_LENGTH = 500;

/** Whether a path fits a pattern of `*`, `**` and `?`. Takes time in proportion to both lengths at most. */
export function matchesPattern(pattern: string, path: string): boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) return false;
  const rooted = pattern.replace(/^\.?\//, '');
  const wanted = rooted.includes('/') ? rooted.split('/') : ['**', rooted];
  return segmentsFit(wanted, path.split('/'));
}

/** The greedy match with one point to come back to, which is enough for wildcards of one kind. */
function segmentsFit(wanted: readonly string[], segments: readonly string[]): boolean {
  let at = 0;
  let back: { wanted: number; at: number } | null = null;
  let next = 0;
  while (at < segments.length) {
    if (wanted[next] === '**') {
      back = { wanted: next, at };
      next += 1;
    } else if (next < wanted.length && nameFits(wanted[next] ?? '', segments[at] ?? '')) {
      next += 1;
      at += 1;
    } else if (back === null) return false;
    else {
      back = { wanted: back.wanted, at: back.at + 1 };
      next = back.wanted + 1;
      at = back.at;
    }
  }
  return wanted.slice(next).every((segment) => segment === '**');
}

function nameFits(pattern: string, name: string): boolean {
  let at = 0;
  let back: { pattern: number; at: number } | null = null;
  let next = 0;
  while (at < name.length) {
    if (pattern[next] === '*') {
      back = { pattern: next, at };
      next += 1;
    } else if (next < pattern.length && (pattern[next] === '?' || pattern[next] === name[at])) {
      next += 1;
      at += 1;
    } else if (back === null) return false;
    else {
      back = { pattern: back.pattern, at: back.at + 1 };
      next = back.pattern + 1;
      at = back.at;
    }
  }
  return [...pattern.slice(next)].every((character) => character === '*');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
