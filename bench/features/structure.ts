/** What an editor shows of a file besides its text, and where it leads. */
import type {
  ColorInformation,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
} from 'vscode-languageserver/node';
import type { Check, Group } from './check.ts';
import { SCHEMA_LINE } from './editor.ts';

const TEXT = `${SCHEMA_LINE}# about
# this
name = "a"
accent = "#ff0000"
timeout = "90s"
tags = [
  "web",
]

[server]
host = "https://example.org/a"

[server.tls]
cert = "service.schema.json"
`;
const WHOLE = { range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } } };

export const structure: Group = {
  title: 'Structure and navigation',
  folder: 'plain',
  checks: [
    answers<DocumentSymbol[]>('outline', 'documentSymbol', 'a tree with host below server', (symbols) =>
      symbols.some(
        ({ name, children }) => name === 'server' && children?.some((child) => child.name === 'host'),
      ),
    ),
    answers<FoldingRange[]>('folding of tables', 'foldingRange', 'a range from [server]', (folds) =>
      folds.some(({ startLine }) => startLine === 10),
    ),
    answers<FoldingRange[]>('folding of arrays', 'foldingRange', 'a range from the array', (folds) =>
      folds.some(({ startLine }) => startLine === 6),
    ),
    answers<FoldingRange[]>(
      'folding of comments',
      'foldingRange',
      'a range over the comment lines',
      (folds) => folds.some(({ startLine }) => startLine <= 1),
    ),
    {
      feature: 'growing the selection',
      how: '`selectionRange` in a value answers with at least three steps',
      async run(editor) {
        const place = await editor.given(TEXT);
        const answer = await editor.ask<SelectionRange[] | null>('selectionRange', place, {
          positions: [{ line: 11, character: 12 }],
        });
        let steps = 0;
        for (let range = answer?.[0]; range !== undefined; range = range.parent) steps += 1;
        return steps >= 3;
      },
    },
    answers<DocumentLink[]>('link to the schema', 'documentLink', 'a link on the first line', (links) =>
      links.some(({ range }) => range.start.line === 0),
    ),
    answers<DocumentLink[]>('links in values', 'documentLink', 'a link on the line with the URL', (links) =>
      links.some(({ range }) => range.start.line === 11),
    ),
    answers<DocumentLink[]>(
      'links to files',
      'documentLink',
      'a link on the line that names a file',
      (links) => links.some(({ range }) => range.start.line === 14),
    ),
    answers<SemanticTokens | null>(
      'semantic highlighting',
      'semanticTokens/full',
      'tokens',
      (tokens) => (tokens?.data.length ?? 0) > 0,
    ),
    {
      feature: 'semantic highlighting of what changed',
      how: 'the server offers `full/delta` or `range`',
      async run({ server: { capabilities } }) {
        const { semanticTokensProvider: tokens } = capabilities;
        return tokens !== undefined && (tokens.range === true || typeof tokens.full === 'object');
      },
    },
    answers<InlayHint[] | null>('hints in the text', 'inlayHint', 'a hint at the duration `"90s"`', (hints) =>
      (hints ?? []).some(({ position }) => position.line === 5),
    ),
    answers<ColorInformation[]>(
      'colours',
      'documentColor',
      'the colour of `"#ff0000"`',
      (colors) => colors.length === 1,
    ),
    {
      feature: 'go to the place in the schema',
      how: '`declaration` or `typeDefinition` of a key leads into the schema file',
      async run(editor) {
        const place = { ...(await editor.given(TEXT)), position: { line: 3, character: 1 } };
        const ask = (method: string) =>
          editor.ask<Location | Location[] | null>(method, place).catch(() => null);
        const found = JSON.stringify([await ask('declaration'), await ask('typeDefinition')]);
        return found.includes('service.schema.json');
      },
    },
    {
      feature: 'changes are sent alone, not the whole text',
      how: 'the server asks for incremental changes',
      run: async ({ server }) => server.takesChanges,
    },
  ],
};

function answers<T>(feature: string, method: string, expected: string, judge: (answer: T) => boolean): Check {
  return {
    feature,
    how: `\`${method}\` answers with ${expected}`,
    run: async (editor) => judge(await editor.ask<T>(method, await editor.given(TEXT), WHOLE)),
  };
}
