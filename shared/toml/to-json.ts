/** TOML values as JSON text. */
import { floatLiteral } from './literal.ts';
import type { TomlValue } from './types.ts';

const INDENT = '  ';

/**
 * The value as JSON over several lines, keys in their order. What JSON cannot say becomes a string: dates, integers
 * beyond 2^53, inf and nan. Floats keep their dot, so that they come back as floats.
 */
export function toJson(value: TomlValue): string {
  return written(value, '');
}

function written(value: TomlValue, indent: string): string {
  switch (value.type) {
    case 'integer':
      return typeof value.value === 'bigint' ? `"${value.value}"` : String(value.value);
    case 'float':
      return Number.isFinite(value.value) ? floatLiteral(value.value) : `"${floatLiteral(value.value)}"`;
    case 'boolean':
      return String(value.value);
    case 'array':
      return bracketed(
        '[]',
        indent,
        value.items.map((item) => written(item, indent + INDENT)),
      );
    case 'table': {
      const members = Array.from(
        value.entries.values(),
        ({ key, value: member }) => `${JSON.stringify(key)}: ${written(member, indent + INDENT)}`,
      );
      return bracketed('{}', indent, members);
    }
    default:
      return JSON.stringify(value.value);
  }
}

function bracketed(brackets: '[]' | '{}', indent: string, items: readonly string[]): string {
  if (items.length === 0) return brackets;
  const inner = `\n${indent}${INDENT}`;
  return `${brackets[0]}${inner}${items.join(`,${inner}`)}\n${indent}${brackets[1]}`;
}
