/** Every problem the parser can report, and what it says. Codes are stable: settings and tests name them. */

export interface Wording {
  readonly message: string;
  readonly suggestion?: string;
}

/** What a wording may name. */
export interface Details {
  /** Dotted path of the key it belongs to; "" when none. */
  readonly key: string;
  /** What is written, or what is missing, depending on the code. */
  readonly text: string;
  /** Line of the earlier definition that is in the way. */
  readonly line: number;
  /** The limit that was passed. */
  readonly limit: number;
}

export const wordings = {
  // Keys and headers
  'missing-equals': ({ key, text }) => ({
    message: `The key ${named(key)} has no equals sign.`,
    suggestion: text === ':' ? 'Write = instead of the colon.' : 'Write = and a value after the key.',
  }),
  'missing-value': ({ key }) => ({
    message: `The key ${named(key)} has no value.`,
    suggestion: 'Write a value after =, such as "text", 1 or true.',
  }),
  'missing-key': () => ({
    message: 'A key is missing before the equals sign.',
    suggestion: 'Write a key before =.',
  }),
  'missing-key-part': ({ key }) => ({
    message: `A part of the dotted key is missing${key === '' ? '' : ` after ${named(key)}`}.`,
    suggestion: 'Write a name on both sides of each dot, or remove the dot.',
  }),
  'missing-table-name': () => ({
    message: 'The table header has no name.',
    suggestion: 'Write a name between the brackets, such as [server].',
  }),
  'missing-bracket': ({ key, text }) => ({
    message: `The table header of ${named(key)} is not closed.`,
    suggestion: `Close it with ${text}.`,
  }),
  'missing-newline': ({ text }) => ({
    message: `${named(text)} needs a line of its own.`,
    suggestion: 'Put it on the next line.',
  }),
  'invalid-bare-key': ({ text }) => ({
    message: `The key ${named(text)} needs quotes: without them only A-Z, a-z, 0-9, _ and - may stand.`,
    suggestion: `Write ${inQuotes(text)}.`,
  }),
  'multiline-key': ({ text }) => ({
    message: `The key ${text} has three quotes; a key stands on one line.`,
    suggestion: 'Quote the key with one " on each side.',
  }),
  'unexpected-text': ({ text }) => ({
    message: `${named(text)} does not belong here.`,
    suggestion: /^[,=\]}]$/.test(text) ? `Remove ${named(text)}.` : 'Remove it, or make it a comment with #.',
  }),
  'merge-conflict': () => ({
    message: 'A merge conflict is not resolved here.',
    suggestion: 'Keep one side and remove the lines with <<<<<<<, ======= and >>>>>>>.',
  }),

  // Arrays and inline tables
  'unterminated-array': ({ key }) => ({
    message: `The array ${named(key)} is not closed.`,
    suggestion: 'Close it with ].',
  }),
  'unterminated-inline-table': ({ key }) => ({
    message: `The inline table ${named(key)} is not closed.`,
    suggestion: 'Close it with }.',
  }),
  'missing-comma': ({ key, text }) => ({
    message: `A comma is missing in ${named(key)} before ${named(text)}.`,
    suggestion: `Put a comma before ${named(text)}.`,
  }),
  'unexpected-comma': ({ key }) => ({
    message: `A comma in ${named(key)} has nothing before it.`,
    suggestion: 'Remove the comma.',
  }),
  'key-in-array': ({ key, text }) => ({
    message: `The array ${named(key)} holds the key ${named(text)}; only tables have keys.`,
    suggestion: 'Put the key and its value into { }.',
  }),

  // Strings and characters
  'unterminated-string': ({ key, text }) => ({
    message: `A string${of(key)} is not closed.`,
    suggestion: `Close the string with ${text}.`,
  }),
  'text-after-string': ({ key, text }) => ({
    message: `The string${of(key)} ends before the end of its text.`,
    suggestion:
      text === "'" ? 'Use double quotes around text with an apostrophe.' : 'Write quotes inside it as \\".',
  }),
  'invalid-escape': ({ key, text }) => ({
    message: `The escape ${text}${of(key)} does not exist in TOML.`,
    suggestion: "Write \\\\ for a backslash, or put the text into 'single quotes'.",
  }),
  'invalid-code-point': ({ key, text }) => ({
    message: `The escape ${text}${of(key)} stands for no character.`,
    suggestion: 'Write the code point of a character: up to \\U0010FFFF, without D800 to DFFF.',
  }),
  'control-character': ({ text }) => ({
    message: `The control character ${text} may not stand in TOML.`,
    suggestion: 'Remove it, or write it as an escape in a "string".',
  }),
  'unusual-space': ({ text }) => ({
    message: `The character ${text} looks like a space but is none for TOML.`,
    suggestion: 'Replace it with a normal space.',
  }),
  'lone-surrogate': ({ text }) => ({
    message: `The character ${text} is half of a pair and cannot be saved as UTF-8.`,
    suggestion: 'Remove it.',
  }),
  'bare-carriage-return': () => ({
    message: 'A line ends with a carriage return alone.',
    suggestion: 'End lines with LF or CR LF.',
  }),

  // Values without quotes
  'unquoted-string': ({ key, text }) => ({
    message: `The value ${text}${of(key)} is not quoted.`,
    suggestion: `Quote the value: ${inQuotes(text)}.`,
  }),
  'invalid-boolean': ({ key, text }) => ({
    message: `The value ${text}${of(key)} is not a boolean of TOML.`,
    suggestion: `Write ${text.toLowerCase()}.`,
  }),
  'no-null': ({ key, text }) => ({
    message: `The value ${text}${of(key)} does not exist in TOML.`,
    suggestion: 'Leave the key out, or make the line a comment with #.',
  }),
  'invalid-number': ({ key, text }) => ({
    message: `The value ${text}${of(key)} is not a number of TOML.`,
    suggestion: 'Write it like 1, -0.5, 6e3, 1_000 or 0xff, or quote it.',
  }),
  'leading-zero': ({ key, text }) => ({
    message: `The number ${text}${of(key)} begins with a zero.`,
    suggestion: `Write ${text.replace(/^([+-]?)[0_]+(?=\d)/, '$1')}, or quote it if it is text.`,
  }),
  'integer-overflow': ({ key, text }) => ({
    message: `The integer ${text}${of(key)} does not fit into 64 bits.`,
    suggestion: 'Quote it, or write it as a float.',
  }),
  'float-overflow': ({ key, text }) => ({
    message: `The float ${text}${of(key)} is too large; some programs would read it as infinity.`,
    suggestion: 'Write inf if that is meant.',
  }),
  'invalid-date': ({ key, text }) => ({
    message: `The date or time ${text}${of(key)} does not exist.`,
    suggestion: 'Write it like 2026-01-31, 07:32:00 or 2026-01-31T07:32:00Z.',
  }),

  // Keys and tables that are in each other's way
  'duplicate-key': ({ key, line }) => ({
    message: `The key ${named(key)} is set twice; first on line ${line}.`,
    suggestion: 'Remove one of the two.',
  }),
  'duplicate-table': ({ key, line }) => ({
    message: `The table ${named(key)} is defined twice; first on line ${line}.`,
    suggestion: 'Move its keys to the first one.',
  }),
  'value-is-not-a-table': ({ key, line }) => ({
    message: `${named(key)} is a value, set on line ${line}, so nothing can be put under it.`,
    suggestion: 'Rename one of the two.',
  }),
  'inline-table-is-complete': ({ key, line }) => ({
    message: `The inline table ${named(key)} is complete on line ${line}; nothing can be added to it from outside.`,
    suggestion: 'Write the keys inside its braces, or give it a header of its own.',
  }),
  'table-is-complete': ({ key, line }) => ({
    message: `The table ${named(key)} has a header, on line ${line}; dotted keys cannot add to it.`,
    suggestion: `Write the key under the header [${key}].`,
  }),
  'array-is-complete': ({ key, line }) => ({
    message: `The array ${named(key)} is complete on line ${line}; nothing can be added to it from outside.`,
    suggestion: 'Write all its tables inside the brackets, or each with a header [[ ]].',
  }),
  'table-is-not-an-array': ({ key, line }) => ({
    message: `${named(key)} is a table, defined on line ${line}, so [[${key}]] cannot add to it.`,
    suggestion: `Write [[${key}]] in both places, or [${key}] once.`,
  }),
  'array-is-not-a-table': ({ key, line }) => ({
    message: `${named(key)} is a list of tables, begun on line ${line}, so [${key}] cannot add to it.`,
    suggestion: `Write [[${key}]].`,
  }),

  // Versions and limits
  'toml-1.1-syntax': ({ text }) => ({
    message: `${text} needs TOML 1.1; this text is read as TOML 1.0.`,
    suggestion: olderSpelling(text),
  }),
  'too-deep': ({ key, limit }) => ({
    message: `${named(key)} is nested deeper than ${limit} levels.`,
    suggestion: 'Use fewer levels.',
  }),
  'text-too-long': ({ limit }) => ({
    message: `The text is longer than ${limit} characters and was not read.`,
  }),
  'token-too-long': ({ key, limit }) => ({
    message: `The value${of(key)} is longer than ${limit} characters.`,
  }),
  'too-many-problems': ({ limit }) => ({ message: `Only the first ${limit} problems are shown.` }),
} satisfies Record<string, (details: Details) => Wording>;

export type ProblemCode = keyof typeof wordings;

/** The newer syntax that `toml-1.1-syntax` names. */
export const NewerSyntax = {
  Lines: 'An inline table on several lines',
  Comma: 'A comma after the last key of an inline table',
  Time: 'A time without seconds',
  Escape: 'The escape',
} as const;

function olderSpelling(what: string): string {
  switch (what) {
    case NewerSyntax.Lines:
      return 'Write it on one line, or as a table with a header.';
    case NewerSyntax.Comma:
      return 'Remove the comma.';
    case NewerSyntax.Time:
      return 'Add the seconds, such as 07:32:00.';
    default:
      return 'Write the character as \\u and four hexadecimal digits.';
  }
}

function of(key: string): string {
  return key === '' ? '' : ` of ${named(key)}`;
}

/** In quotes, unless the text brings its own. */
function named(text: string): string {
  return text.includes('"') ? text : `"${text}"`;
}

/** The text as a TOML string; quotes it has at one end only were meant as its own. */
function inQuotes(text: string): string {
  return JSON.stringify(text.replace(/^["'“”„‘’]+|["'“”„‘’]+$/g, ''));
}
