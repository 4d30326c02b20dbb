import type { monaco } from '../monaco.ts';

export const dotenvLanguage: monaco.languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  autoClosingPairs: [
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
    { open: '{', close: '}', notIn: ['comment'] },
  ],
};

/** `NAME=value` lines as the dotenv readers know them: quotes optional, `export` allowed. */
export const dotenvTokens: monaco.languages.IMonarchLanguage = {
  defaultToken: 'string',
  start: 'line',
  tokenizer: {
    line: [
      [/\s+/, ''],
      [/#.*/, 'comment'],
      [/export(?=[ \t]+[A-Za-z_])/, 'boolean'],
      [/[A-Za-z_][\w.-]*(?=\s*=)/, 'key'],
      [/=/, 'delimiter', '@value'],
      [/.+/, 'invalid'],
    ],
    value: [
      [/^/, '', '@pop'],
      [/\s+#.*/, 'comment'],
      [/\s+/, ''],
      [/"/, 'string', '@double'],
      [/'/, 'string', '@single'],
      { include: '@references' },
      [/[^\s$]+/, 'string'],
      [/\$/, 'string'],
    ],
    double: [
      [/"/, 'string', '@pop'],
      [/\\./, 'string.escape'],
      { include: '@references' },
      [/[^"\\$]+/, 'string'],
    ],
    single: [
      [/'/, 'string', '@pop'],
      [/[^']+/, 'string'],
    ],
    references: [
      [/\$\{[^}]*\}/, 'reference'],
      [/\$[A-Za-z_]\w*/, 'reference'],
    ],
  },
};
