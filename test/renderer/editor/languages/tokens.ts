/** Monaco's own tokenizer, without a page: the parts of it that need none, by their paths in the package. */
import type { monaco } from '../../../../renderer/editor/monaco.ts';

const lexerPath: string = 'monaco-editor/editor/standalone/common/monarch/monarchLexer.js';
const compilerPath: string = 'monaco-editor/editor/standalone/common/monarch/monarchCompile.js';

interface LineTokens {
  readonly tokens: readonly { readonly offset: number; readonly type: string }[];
  readonly endState: object;
}

interface Tokenizer {
  getInitialState(): object;
  tokenize(line: string, hasEol: boolean, state: object): LineTokens;
}

export interface Token {
  readonly text: string;
  readonly type: string;
}

/** Colours lines of a language: for each line its tokens, spaces left out. */
export async function createTokenizer(
  language: string,
  tokens: monaco.languages.IMonarchLanguage,
): Promise<(lines: readonly string[]) => Token[][]> {
  const { compile } = await import(compilerPath);
  const { MonarchTokenizer } = await import(lexerPath);
  const configuration = {
    getValue: () => 20_000,
    onDidChangeConfiguration: () => ({ dispose: () => {} }),
  };
  const tokenizer: Tokenizer = new MonarchTokenizer(
    {},
    {},
    language,
    compile(language, tokens),
    configuration,
  );
  return (lines) => {
    let state = tokenizer.getInitialState();
    return lines.map((line, index) => {
      const { tokens: found, endState } = tokenizer.tokenize(line, index < lines.length - 1, state);
      state = endState;
      return found
        .map(({ offset, type }, at) => ({
          text: line.slice(offset, found[at + 1]?.offset),
          type: type.replace(`.${language}`, ''),
        }))
        .filter(({ text }) => text.trim() !== '');
    });
  };
}
