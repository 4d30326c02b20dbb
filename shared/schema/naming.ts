/** The schema a TOML file names by itself. */
import type { Span } from '../text/text.ts';
import { parse } from '../toml/index.ts';

/** A schema as a file names it; `written` is an address or path, relative to the file. */
export interface NamedSchema {
  readonly rule: 'comment' | 'key';
  readonly written: string;
  /** Of the address in the text. */
  readonly span: Span;
}

/**
 * What a text says: `#:schema ADDRESS` among its first comments (taplo, tombi), then the key `$schema` at its top,
 * strongest first.
 */
export function schemasNamedIn(text: string): NamedSchema[] {
  return [commentIn(text), keyIn(text)].filter((named) => named !== null);
}

const DIRECTIVE = /^#:schema[ \t]+(\S+)/;

/** Looks only at the comments before the first key or table. */
function commentIn(text: string): NamedSchema | null {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).trimEnd();
    const written = DIRECTIVE.exec(line)?.[1];
    if (written !== undefined) {
      const at = start + line.indexOf(written, '#:schema'.length);
      return { rule: 'comment', written, span: { start: at, end: at + written.length } };
    }
    if (line.trimStart() !== '' && !line.trimStart().startsWith('#')) return null;
    start = end + 1;
  }
  return null;
}

function keyIn(text: string): NamedSchema | null {
  // Reading a whole file costs more than looking for the word.
  if (!text.includes('$schema')) return null;
  const value = parse(text).root.entries.get('$schema')?.value;
  if (value?.type !== 'string' || value.value.trim() === '') return null;
  return { rule: 'key', written: value.value.trim(), span: { start: value.start, end: value.end } };
}
