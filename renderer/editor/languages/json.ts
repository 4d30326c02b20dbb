import type { monaco } from '../monaco.ts';

export const jsonLanguage: monaco.languages.LanguageConfiguration = {
  brackets: [
    ['[', ']'],
    ['{', '}'],
  ],
  autoClosingPairs: [
    { open: '[', close: ']', notIn: ['string'] },
    { open: '{', close: '}', notIn: ['string'] },
    { open: '"', close: '"', notIn: ['string'] },
  ],
  indentationRules: {
    increaseIndentPattern: /[[{][^\]}"]*$/,
    decreaseIndentPattern: /^\s*[\]}]/,
  },
};

/** Colours of JSON, for schemas. Checking them is the engine's business. */
export const jsonTokens: monaco.languages.IMonarchLanguage = {
  defaultToken: 'invalid',
  start: 'json',
  tokenizer: {
    json: [
      [/\s+/, ''],
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
      [/"/, 'string', '@string'],
      [/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
      [/(?:true|false|null)\b/, 'boolean'],
      [/[{}[\]]/, 'delimiter.bracket'],
      [/[,:]/, 'delimiter'],
      [/\/\/.*/, 'comment'],
    ],
    string: [
      [/^/, '', '@pop'],
      [/"/, 'string', '@pop'],
      [/\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/, 'string.escape'],
      [/\\./, 'string.invalid'],
      [/[^"\\]+/, 'string'],
    ],
  },
};
