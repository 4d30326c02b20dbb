import type { monaco } from '../monaco.ts';

export const tomlLanguage: monaco.languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  brackets: [
    ['[', ']'],
    ['{', '}'],
  ],
  autoClosingPairs: [
    { open: '[', close: ']', notIn: ['string', 'comment'] },
    { open: '{', close: '}', notIn: ['comment'] },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '[', close: ']' },
    { open: '{', close: '}' },
    { open: '"', close: '"' },
    { open: "'", close: "'" },
  ],
  // A key, a number, a date or a name counts as one word.
  wordPattern: /[\p{L}\p{N}_][\p{L}\p{N}_-]*/u,
  indentationRules: {
    increaseIndentPattern: /[[{]\s*(#.*)?$/,
    decreaseIndentPattern: /^\s*[\]}]/,
  },
};

/** A bare word that cannot be a value: where a line starts with it, what was open before has been left open. */
const NAME = String.raw`(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w-]*`;
const KEY_PART = String.raw`(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')`;
const REFERENCE = /\$\{[^}"']*\}/;

/**
 * Colours of TOML 1.0 and 1.1. An array or inline table that is still open ends where a line starts like a table
 * header, an array also where it starts like a key, so a bracket that is missing while one types does not recolour the rest of the file.
 */
export const tomlTokens: monaco.languages.IMonarchLanguage = {
  defaultToken: 'invalid',
  start: 'line',
  tokenizer: {
    line: [
      { include: '@blank' },
      [/\[\[/, 'delimiter.header', '@arrayHeader'],
      [/\[/, 'delimiter.header', '@header'],
      [/=/, 'delimiter', '@value'],
      { include: '@keyParts' },
    ],
    /** What cannot go on in the next line is over when that begins. */
    endsWithLine: [[/^/, '', '@pop']],
    blank: [
      [/\s+/, ''],
      [/#:.*/, 'comment.directive'],
      [/#.*/, 'comment'],
    ],
    keyParts: [
      [/[A-Za-z0-9_-]+/, 'key'],
      [/"(?:[^"\\]|\\.)*"/, 'key'],
      [/'[^']*'/, 'key'],
      [/\./, 'delimiter'],
    ],

    header: [[/\]/, 'delimiter.header', '@pop'], { include: '@headerParts' }],
    arrayHeader: [[/\]\]/, 'delimiter.header', '@pop'], { include: '@headerParts' }],
    headerParts: [
      { include: '@endsWithLine' },
      [/\s+/, ''],
      [/[A-Za-z0-9_-]+/, 'table'],
      [/"(?:[^"\\]|\\.)*"/, 'table'],
      [/'[^']*'/, 'table'],
      [/\./, 'delimiter.header'],
    ],

    value: [{ include: '@endsWithLine' }, { include: '@blank' }, { include: '@values' }],
    values: [
      [/"""/, 'string', '@multilineBasic'],
      [/'''/, 'string', '@multilineLiteral'],
      [/"/, 'string', '@basic'],
      [/'/, 'string', '@literal'],
      [
        /\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})?)?(?![\w.])/,
        'date',
      ],
      [/\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?![\w.])/, 'date'],
      [/(?:true|false)(?![\w-])/, 'boolean'],
      [/[+-]?(?:inf|nan)(?![\w-])/, 'number'],
      [/0x[\dA-Fa-f](?:_?[\dA-Fa-f])*(?![\w.])/, 'number'],
      [/0o[0-7](?:_?[0-7])*(?![\w.])/, 'number'],
      [/0b[01](?:_?[01])*(?![\w.])/, 'number'],
      [/[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?(?![\w.])/, 'number'],
      [/\[/, 'delimiter.bracket', '@array'],
      [/\{/, 'delimiter.bracket', '@inlineTable'],
      [/[^\s[\]{},#"'=]+/, 'invalid'],
    ],

    array: [
      { include: '@leftOpen' },
      { include: '@leftOpenArray' },
      [/\]/, 'delimiter.bracket', '@pop'],
      [/,/, 'delimiter'],
      { include: '@blank' },
      { include: '@values' },
    ],
    inlineTable: [
      { include: '@leftOpen' },
      [/\}/, 'delimiter.bracket', '@pop'],
      [/,/, 'delimiter'],
      [/=/, 'delimiter', '@inlineValue'],
      { include: '@blank' },
      { include: '@keyParts' },
    ],
    inlineValue: [
      { include: '@endsWithLine' },
      [/(?=[,}])/, '', '@pop'],
      { include: '@blank' },
      { include: '@values' },
    ],
    leftOpenArray: [[new RegExp(String.raw`^(?=\s*${KEY_PART}(?:\s*\.\s*${KEY_PART})*\s*=)`), '', '@popall']],
    leftOpen: [[new RegExp(String.raw`^(?=\s*\[{1,2}\s*${NAME}.*\])`), '', '@popall']],

    basic: [
      { include: '@endsWithLine' },
      [/"/, 'string', '@pop'],
      { include: '@basicParts' },
      [/[^\\"$]+/, 'string'],
      [/\$/, 'string'],
    ],
    multilineBasic: [
      [/"{3,5}/, 'string', '@pop'],
      [/\\\s*$/, 'string.escape'],
      { include: '@basicParts' },
      [/[^\\"$]+/, 'string'],
      [/["$]/, 'string'],
    ],
    basicParts: [
      [REFERENCE, 'reference'],
      [/\$\$/, 'string.escape'],
      [/\\(?:[btnfre"\\]|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})/, 'string.escape'],
      [/\\.?/, 'string.invalid'],
    ],
    literal: [
      { include: '@endsWithLine' },
      [/'/, 'string', '@pop'],
      [REFERENCE, 'reference'],
      [/[^'$]+/, 'string'],
      [/\$/, 'string'],
    ],
    multilineLiteral: [
      [/'{3,5}/, 'string', '@pop'],
      [REFERENCE, 'reference'],
      [/[^'$]+/, 'string'],
      [/['$]/, 'string'],
    ],
  },
};
