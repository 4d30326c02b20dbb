import { formatKey } from '../toml/key-path.ts';
import { floatLiteral } from '../toml/literal.ts';
import { basicString } from '../toml/quoting.ts';

const ELLIPSIS = '…';

/**
 * A JSON value (a schema's default, an enum member) as TOML would write it on one line. What TOML cannot say,
 * null, becomes "". Longer than `maxLength` UTF-16 units it is cut and ends with an ellipsis.
 */
export function plainLiteral(value: unknown, maxLength = Number.POSITIVE_INFINITY): string {
  const text = write(value);
  return text.length > maxLength ? text.slice(0, maxLength - 1) + ELLIPSIS : text;
}

function write(value: unknown): string {
  if (typeof value === 'string') return basicString(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatLiteral(value);
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return '';
  const entries = Object.entries(value).map(([key, member]) => `${formatKey(key)} = ${write(member)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
