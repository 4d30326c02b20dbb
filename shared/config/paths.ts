/** Dotted key paths (`server."cache size".port`): the text form of a list of keys. */
import { formatKeyPath } from '../toml/key-path.ts';
import { defaultLimits } from '../toml/limits.ts';
import { decodeString } from '../toml/strings.ts';

/** As deep as the TOML parser follows tables; a longer path names nothing that can exist. */
export const MAX_PATH_SEGMENTS = defaultLimits.depth;

const BARE = /[A-Za-z0-9_-]+/y;
const BARE_OR_PLACEHOLDER = /(?:[A-Za-z0-9_-]|\{[A-Za-z]+\})+/y;
const LITERAL = /'([^'\u0000-\u0008\u000a-\u001f\u007f]*)'/y;
const BASIC = /"((?:[^"\\\u0000-\u0008\u000a-\u001f\u007f]|\\.)*)"/y;

/**
 * Reads a dotted key as TOML spells it, quoted segments and spaces around the dots included.
 * "" is the root: no segments. Null when the text is not a dotted key.
 */
export function parsePath(dotted: string): string[] | null {
  return readPath(dotted, BARE);
}

/** As `parsePath`, but `{environment}` and `{service}` may stand in a segment without quotes. */
export function parsePathTemplate(dotted: string): string[] | null {
  return readPath(dotted, BARE_OR_PLACEHOLDER);
}

/** Writes a path so that `parsePath` reads the same segments: quotes where a bare key is not allowed. */
export function formatPath(segments: readonly string[]): string {
  return formatKeyPath(segments);
}

function readPath(dotted: string, bare: RegExp): string[] | null {
  const segments: string[] = [];
  let offset = skipBlanks(dotted, 0);
  if (offset === dotted.length) return segments;
  for (;;) {
    const segment = readSegment(dotted, offset, bare);
    if (segment === null || segments.length === MAX_PATH_SEGMENTS) return null;
    segments.push(segment.key);
    offset = skipBlanks(dotted, segment.end);
    if (offset === dotted.length) return segments;
    if (dotted[offset] !== '.') return null;
    offset = skipBlanks(dotted, offset + 1);
  }
}

function readSegment(dotted: string, offset: number, bare: RegExp): { key: string; end: number } | null {
  const quote = dotted[offset];
  const pattern = quote === '"' ? BASIC : quote === "'" ? LITERAL : bare;
  pattern.lastIndex = offset;
  const match = pattern.exec(dotted);
  if (match === null) return null;
  const key = quote === '"' ? decodeBasic(match[1] ?? '') : (match[1] ?? match[0]);
  return key === null ? null : { key, end: pattern.lastIndex };
}

function skipBlanks(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return end;
}

/** The text a basic string stands for, or null when it holds an escape TOML does not have. */
function decodeBasic(raw: string): string | null {
  let isValid = true;
  const text = decodeString(raw, false, (problem) => {
    isValid &&= problem === 'toml-1.1-syntax';
  });
  return isValid ? text : null;
}
