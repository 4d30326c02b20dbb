/** One-line TOML text of a value, for panels, diffs, messages and variables. */
import { formatKey } from './key-path.ts';
import { basicString } from './quoting.ts';
import type { TomlValue } from './types.ts';

const ELLIPSIS = '…';

/**
 * The value as TOML would write it on one line: `"text"`, `8080`, `1.0`, `[1, 2]`, `{ a = 1 }`.
 * With `maxLength` (UTF-16 units) a longer text is cut and ends with an ellipsis; it is then no longer TOML.
 */
export function tomlLiteral(value: TomlValue, maxLength = Number.POSITIVE_INFINITY): string {
  const writer = new LiteralWriter(maxLength);
  writer.write(value);
  return writer.text.length > maxLength ? cut(writer.text, maxLength) : writer.text;
}

/** TOML's spelling of a float: always with a dot, an exponent, `inf` or `nan`, so it reads back as a float. */
export function floatLiteral(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Stops soon after the limit, so a huge array costs no more than what is shown of it. */
class LiteralWriter {
  text = '';
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  write(value: TomlValue): void {
    switch (value.type) {
      case 'string':
        this.text += basicString(this.#shown(value.value));
        return;
      case 'integer':
        this.text += String(value.value);
        return;
      case 'float':
        this.text += floatLiteral(value.value);
        return;
      case 'boolean':
        this.text += value.value ? 'true' : 'false';
        return;
      case 'array':
        this.#writeList('[', ']', value.items, (item) => this.write(item));
        return;
      case 'table':
        this.#writeList('{ ', ' }', value.entries.values(), (entry) => {
          this.text += `${formatKey(this.#shown(entry.key))} = `;
          this.write(entry.value);
        });
        return;
      default:
        this.text += value.value;
    }
  }

  #writeList<T>(open: string, close: string, items: Iterable<T>, writeItem: (item: T) => void): void {
    let separator = open;
    for (const item of items) {
      this.text += separator;
      if (this.text.length > this.#limit) return;
      writeItem(item);
      separator = ', ';
    }
    this.text += separator === open ? open.trimEnd() + close.trimStart() : close;
  }

  #shown(text: string): string {
    return text.length > this.#limit ? text.slice(0, this.#limit) : text;
  }
}

function cut(text: string, maxLength: number): string {
  const end = Math.max(0, maxLength - ELLIPSIS.length);
  const splitsPair = /[\ud800-\udbff]/.test(text[end - 1] ?? '');
  return text.slice(0, splitsPair ? end - 1 : end) + ELLIPSIS;
}
