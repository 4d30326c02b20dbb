/**
 * JSON text as TOML values (RFC 8259). Read here and not by `JSON.parse`, which rounds integers beyond 2^53, puts keys
 * such as "10" before others, and cannot say at which key something stands that TOML lacks.
 */
import { formatPath } from './edit/path.ts';
import { defaultLimits } from './limits.ts';
import type { Entry, TableValue, TomlValue } from './types.ts';

export type JsonReading =
  | { readonly ok: true; readonly value: TomlValue }
  /** One sentence that names the key, or the line and column from 1. */
  | { readonly ok: false; readonly message: string };

/** Reads one JSON value. Of a key that is written twice the last value counts, as everywhere with JSON. */
export function fromJson(text: string): JsonReading {
  try {
    return { ok: true, value: new JsonReader(text).read() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message };
    throw error;
  }
}

/** What stands in a TOML file, though nothing was read from one. */
const NOWHERE = { start: 0, end: 0 };
const MAX_INTEGER = 2n ** 63n - 1n;
const MIN_INTEGER = -(2n ** 63n);

class Unreadable extends Error {}

class JsonReader {
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  read(): TomlValue {
    const value = this.#value();
    this.#blank();
    if (this.#at < this.#text.length) this.#fail('nothing more may follow');
    return value;
  }

  #value(): TomlValue {
    this.#blank();
    if (this.#path.length > defaultLimits.depth)
      throw new Unreadable('The JSON is nested too deeply for TOML.');
    const next = this.#text[this.#at];
    if (next === '{') return this.#object();
    if (next === '[') return this.#array();
    if (next === '"') return { ...NOWHERE, type: 'string', value: this.#string() };
    return this.#word();
  }

  #object(): TableValue {
    const entries = new Map<string, Entry>();
    this.#at++;
    if (this.#takes('}')) return { ...NOWHERE, type: 'table', origin: 'header', entries };
    do {
      this.#blank();
      if (this.#text[this.#at] !== '"') this.#fail('a key in double quotes is expected');
      const key = this.#string();
      if (!this.#takes(':')) this.#fail('a colon is expected after the key');
      this.#path.push(key);
      entries.set(key, { key, keySpan: NOWHERE, value: this.#value() });
      this.#path.pop();
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('a comma or } is expected');
    return { ...NOWHERE, type: 'table', origin: 'header', entries };
  }

  #array(): TomlValue {
    const items: TomlValue[] = [];
    this.#at++;
    if (!this.#takes(']')) {
      do {
        this.#path.push(items.length);
        items.push(this.#value());
        this.#path.pop();
      } while (this.#takes(','));
      if (!this.#takes(']')) this.#fail('a comma or ] is expected');
    }
    const ofTables = items.length > 0 && items.every(({ type }) => type === 'table');
    return { ...NOWHERE, type: 'array', ofTables, items };
  }

  #string(): string {
    const match = STRING.exec(this.#rest(STRING));
    if (match === null) this.#fail('a text without a closing quote, or with an escape JSON does not know,');
    this.#at += match[0].length;
    const text: string = JSON.parse(match[0]);
    if (!text.isWellFormed())
      throw new Unreadable(`${this.#here()} has half a character, which TOML cannot hold.`);
    return text;
  }

  #word(): TomlValue {
    const match = WORD.exec(this.#rest(WORD));
    const word = match?.[0] ?? '';
    if (word === 'null') {
      throw new Unreadable(`${this.#here()} is null, and TOML has no null. Take it out, or give it a value.`);
    }
    if (word === 'true' || word === 'false')
      return this.#took(word, { type: 'boolean', value: word === 'true' });
    if (!NUMBER.test(word)) this.#fail('a value is expected');
    if (/[.eE]/.test(word)) {
      const value = Number(word);
      if (Number.isFinite(value)) return this.#took(word, { type: 'float', value });
      throw new Unreadable(`${this.#here()} is ${word}, which is too large for TOML.`);
    }
    const value = BigInt(word);
    if (value > MAX_INTEGER || value < MIN_INTEGER) {
      throw new Unreadable(`${this.#here()} is ${word}; integers of TOML have 64 bits.`);
    }
    return this.#took(word, {
      type: 'integer',
      value: Number.isSafeInteger(Number(value)) ? Number(value) : value,
    });
  }

  #took(word: string, value: Plain): TomlValue {
    this.#at += word.length;
    return { ...NOWHERE, ...value };
  }

  #takes(sign: string): boolean {
    this.#blank();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #blank(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  /** Sets a sticky pattern to where the reader is. */
  #rest(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return this.#text;
  }

  #here(): string {
    return this.#path.length === 0 ? 'The JSON' : formatPath(this.#path);
  }

  #fail(what: string): never {
    const before = this.#text.slice(0, this.#at).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new Unreadable(`This is not JSON: ${what} at ${place}.`);
  }
}

type Plain =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'integer'; readonly value: number | bigint };

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORD = /[-+.\w]+/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
