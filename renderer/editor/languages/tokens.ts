/** Colours that the grammar cannot know: listed values, deprecated keys, secrets, references of every syntax. */
import { monaco } from '../monaco.ts';
import { askInBackground, rangeOf } from './ask.ts';
import { legend, toEditorTokens } from './token-legend.ts';

/** Of the lines on screen only, so that the size of the file does not matter. */
export const tokensProvider: monaco.languages.DocumentRangeSemanticTokensProvider = {
  getLegend: () => ({ tokenTypes: [...legend], tokenModifiers: [] }),
  async provideDocumentRangeSemanticTokens(model, range, token) {
    const answer = await askInBackground(model, token, ({ client }, text) =>
      client.call('language.tokens', { ...text, range: rangeOf(monaco.Range.lift(range)) }),
    );
    return answer === null ? null : { data: toEditorTokens(answer.tokens) };
  },
};
