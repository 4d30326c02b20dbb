/** What is shown under the pointer. */
import type { Check, Group } from './check.ts';

export const hover: Group = {
  title: 'Hover',
  folder: 'plain',
  checks: [
    shows('description', 'po|rt = 80', /Port it listens on/),
    shows('type', 'po|rt = 80', /integer/i),
    shows('range of numbers', 'po|rt = 80', /65[,. ]?535/),
    shows('pattern', 'na|me = "a"', /\[a-z-\]\+/),
    shows('default', 'po|rt = 80', /8080/),
    shows('examples', 'na|me = "a"', /billing/),
    shows('values of an enum', 'lev|el = "info"', /debug[\s\S]*error/),
    shows('words about enum values', 'level = "in|fo"', /What matters/),
    shows('words about the constant of a oneOf', 'mode = "fa|st"', /As quick as it goes/),
    shows('that a key is deprecated', 'old_po|rt = 1', /deprecated/i),
    shows('whether a key is required', 'na|me = "a"', /required/i),
    shows('on a table header', '[ser|ver]\nhost = "a"', /Where it is reached/),
    shows('on a value', 'port = 8|0', /Port it listens on/),
    shows('in an inline table', 'server = { ho|st = "a" }', /Name or address/),
    shows('without a schema: the type of what is written', 'ke|y = 1', /integer/i),
  ],
};

function shows(feature: string, marked: string, words: RegExp): Check {
  return {
    feature,
    how: `\`${marked.replaceAll('\n', '⏎')}\` shows ${words}`,
    run: async (editor) => words.test(await editor.hover(marked)),
  };
}
