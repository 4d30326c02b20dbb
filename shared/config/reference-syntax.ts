/**
 * How a value refers to a variable: `${NAME}` and `${NAME:-default}` inside a string, or a table written
 * inline as `{ env = "NAME" }`, with `default = ...` where there is one.
 */
import type { TomlValue } from '../toml/types.ts';

/** A piece of a string: plain text, or a reference with the offsets of its `${` and behind its `}`. */
export type StringPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'reference';
      readonly name: string;
      readonly fallback: string | null;
      readonly start: number;
      readonly end: number;
    };

export interface ReferenceTable {
  readonly name: string;
  readonly fallback: TomlValue | null;
}

const OPENING = /(?<!\$)(\$+)\{(?:([A-Za-z_][A-Za-z0-9_]*)(:-|\}))?/g;
const VARIABLE_NAME = /^[A-Z_][A-Z0-9_]*$/;

/**
 * Splits a string at its references. A run of `$` before `{` is read in pairs, each pair one plain `$`, so
 * `$${NAME}` is the text `${NAME}`. Everywhere else `$` is an ordinary character: `pa$$word` stays as it is.
 * What looks like a reference but is none, `${}` or `${a.b}`, is plain text.
 */
export function splitReferences(text: string): StringPart[] {
  const parts: StringPart[] = [];
  const closings = closingBraces(text);
  let plain = '';
  let offset = 0;
  for (const match of text.matchAll(OPENING)) {
    // Inside the default of a reference that was taken whole.
    if (match.index < offset) continue;
    const dollars = match[1]?.length ?? 0;
    const start = match.index + dollars - 1;
    const name = match[2];
    const end = closings.get(start);
    if (dollars % 2 === 0) {
      plain += `${text.slice(offset, match.index)}${'$'.repeat(dollars / 2)}{`;
      offset = start + 2;
    } else if (name !== undefined && end !== undefined) {
      plain += text.slice(offset, match.index) + '$'.repeat((dollars - 1) / 2);
      if (plain !== '') parts.push({ kind: 'text', text: plain });
      plain = '';
      const fallback = match[3] === '}' ? null : text.slice(match.index + match[0].length, end - 1);
      parts.push({ kind: 'reference', name, fallback, start, end });
      offset = end;
    }
  }
  plain += text.slice(offset);
  if (plain !== '' || parts.length === 0) parts.push({ kind: 'text', text: plain });
  return parts;
}

/** Whether the string holds a reference or an escaped one; cheap, for the many that do not. */
export function mayHoldReference(text: string): boolean {
  return text.includes('${');
}

/**
 * The reference a table stands for, or null when it is a table like any other. A reference is written inline,
 * has the key `env` and at most `default` besides, and names its variable in capitals: `{ env = "production" }`
 * and `{ env = "A", image = "b" }` are configuration.
 */
export function referenceTable(value: TomlValue): ReferenceTable | null {
  if (value.type !== 'table' || value.origin !== 'inline' || value.entries.size > 2) return null;
  const name = value.entries.get('env')?.value;
  if (name?.type !== 'string' || !VARIABLE_NAME.test(name.value)) return null;
  const fallback = value.entries.get('default')?.value ?? null;
  const expectedKeys = fallback === null ? 1 : 2;
  if (value.entries.size !== expectedKeys || fallback?.type === 'table') return null;
  return { name: name.value, fallback };
}

/** For the offset of every `${`, the offset behind the brace that closes it. One pass: hostile text nests deep. */
function closingBraces(text: string): Map<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const match of text.matchAll(/\$\{|\}/g)) {
    if (match[0] === '${') {
      open.push(match.index);
      continue;
    }
    const start = open.pop();
    if (start !== undefined) closings.set(start, match.index + 1);
  }
  return closings;
}
