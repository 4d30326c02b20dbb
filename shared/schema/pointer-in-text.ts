import type { Span } from '../text/text.ts';
import { decodePointer } from './pointer.ts';

/**
 * Where a JSON Pointer leads in a JSON text: the key it ends with, quotes included, or the first character of
 * an array's item. A pointer that leads nowhere ends at the last part that exists; null when not even the first
 * does, or the text is not JSON that far.
 */
export function spanOfPointer(text: string, pointer: string): Span | null {
  const scanner = new Scanner(text);
  let found: Span | null = null;
  for (const segment of decodePointer(pointer)) {
    const next = scanner.enter(segment);
    if (next === null) break;
    found = next;
  }
  return found;
}

const SPACE = /[\s\uFEFF]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

/** Stands before a value and can step into it. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Moves to the member or item of that name; null, without moving on sensibly, when there is none. */
  enter(segment: string): Span | null {
    this.#match(SPACE);
    const opening = this.#text[this.#at];
    if (opening !== '{' && opening !== '[') return null;
    this.#at += 1;
    for (let index = 0; this.#isBeforeItem(); index += 1) {
      const start = this.#at;
      const key = opening === '{' ? this.#key() : String(index);
      if (key === null) return null;
      const end = opening === '{' ? this.#keyEnd : start + 1;
      if (key === segment) return { start, end };
      if (!this.#skipValue()) return null;
    }
    return null;
  }

  #keyEnd = 0;

  #key(): string | null {
    const key = this.#match(STRING);
    this.#keyEnd = this.#at;
    this.#match(SPACE);
    if (key === null || this.#text[this.#at] !== ':') return null;
    this.#at += 1;
    this.#match(SPACE);
    try {
      return String(JSON.parse(key));
    } catch {
      return null;
    }
  }

  #isBeforeItem(): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] === ',') {
      this.#at += 1;
      this.#match(SPACE);
    }
    const next = this.#text[this.#at];
    return next !== undefined && next !== '}' && next !== ']';
  }

  #skipValue(): boolean {
    let depth = 0;
    do {
      this.#match(SPACE);
      const next = this.#text[this.#at];
      if (next === undefined) return false;
      if (next === '{' || next === '[') depth += 1;
      if (next === '}' || next === ']') depth -= 1;
      if ('{}[],:'.includes(next)) this.#at += 1;
      else if (this.#match(next === '"' ? STRING : SCALAR) === null) return false;
    } while (depth > 0);
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return null;
    this.#at = pattern.lastIndex;
    return match[0];
  }
}
