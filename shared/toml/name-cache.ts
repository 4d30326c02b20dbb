/** Configuration repeats few names often: the same text gives the same string, which saves room and hashing. */

const SIZE = 256;

export class NameCache {
  readonly #text: string;
  readonly #names: string[] = new Array(SIZE).fill('');

  constructor(text: string) {
    this.#text = text;
  }

  /** The text between two offsets, which are not equal. */
  get(start: number, end: number): string {
    const text = this.#text;
    const length = end - start;
    const slot = (text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 7 + length) % SIZE;
    const known = this.#names[slot] as string;
    if (known.length === length && isAt(text, start, known)) return known;
    const name = text.slice(start, end);
    this.#names[slot] = name;
    return name;
  }
}

function isAt(text: string, start: number, name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    if (text.charCodeAt(start + at) !== name.charCodeAt(at)) return false;
  }
  return true;
}
