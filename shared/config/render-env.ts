/** The effective configuration as variables: the counterpart of a `variables` layer. */

import { tomlLiteral } from '../toml/literal.ts';
import type { ArrayValue, ScalarValue } from '../toml/types.ts';
import type { EffectiveTable } from './model.ts';
import { formatPath } from './paths.ts';
import { leaves } from './walk.ts';

const SAFE = /^[A-Za-z0-9_.,:/@%+-]*$/;
const NAME = /^[A-Z_][A-Z0-9_]*$/;

/**
 * A dotenv file with one `PREFIX_SERVER__PORT=8080` per leaf; arrays are TOML literals. A key that no variable can
 * name, and one whose name another key has already, becomes a comment that says so. Ends with a line feed unless empty.
 */
export function renderEnv(root: EffectiveTable, prefix: string, separator: string): string {
  const taken = new Set<string>();
  return leaves(root)
    .map(({ path, value }) => {
      const name = prefix + path.map((key) => key.replaceAll('-', '_').toUpperCase()).join(separator);
      if (!NAME.test(name))
        return `# ${formatPath(path)} cannot be set by a variable: its name would be invalid\n`;
      if (taken.has(name))
        return `# ${formatPath(path)} cannot be set by a variable: ${name} names another key\n`;
      taken.add(name);
      return `${name}=${quoted(plainText(value))}\n`;
    })
    .join('');
}

/** A string as it is, everything else as a TOML literal. */
function plainText(value: ScalarValue | ArrayValue): string {
  return value.type === 'string' ? value.value : tomlLiteral(value);
}

/** Single quotes keep everything as it stands; only a text that holds one needs double quotes and escapes. */
function quoted(text: string): string {
  if (SAFE.test(text)) return text;
  if (!/['\r]/.test(text)) return `'${text}'`;
  const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${escaped.replaceAll('$', '\\$')}"`;
}
