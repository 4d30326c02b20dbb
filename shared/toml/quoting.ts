/** How TOML spells strings (TOML 1.0, "String"). */

const ESCAPED = /["\\\u0000-\u001f\u007f]/;
const EVERY_ESCAPED = /["\\\u0000-\u001f\u007f]/g;
/** In a multi-line string tabs and line feeds stand as they are, and so do quotes that are fewer than three. */
const EVERY_ESCAPED_IN_LINES = /[\\\u0000-\u0008\u000b-\u001f\u007f]|"(?="")|"$/g;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

/** The text as a basic string on one line, quotes included. */
export function basicString(text: string): string {
  return `"${ESCAPED.test(text) ? text.replace(EVERY_ESCAPED, escapeCharacter) : text}"`;
}

/** The text as a multi-line basic string, its own lines below the opening quotes. */
export function multiLineString(text: string): string {
  return `"""\n${escapeLines(text)}"""`;
}

/** What stands between `"""` for a text of several lines. */
export function escapeLines(text: string): string {
  return text.replace(EVERY_ESCAPED_IN_LINES, escapeCharacter);
}

/** Whether the text can stand between single quotes, which know no escapes. */
export function canBeLiteral(text: string): boolean {
  return !/['\u0000-\u0008\u000a-\u001f\u007f]/.test(text);
}

/** Whether the text can stand between three single quotes. */
export function canBeLiteralLines(text: string): boolean {
  return !/'''|'$|[\u0000-\u0008\u000b-\u001f\u007f]/.test(text);
}

function escapeCharacter(character: string): string {
  return SHORT_ESCAPES.get(character) ?? unicodeEscape(character);
}

/** `\u0007` for a character of one UTF-16 unit. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
