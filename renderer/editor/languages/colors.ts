/** Values that are colours by the schema, with a swatch and a picker. */
import { toMonacoRange } from '../model-text.ts';
import type { monaco } from '../monaco.ts';
import { ask, askInBackground, rangeOf } from './ask.ts';

export const colorProvider: monaco.languages.DocumentColorProvider = {
  async provideDocumentColors(model, token) {
    const answer = await askInBackground(model, token, ({ client }, text) =>
      client.call('language.colors', text),
    );
    return answer?.colors.map(({ range, color }) => ({ range: toMonacoRange(range), color })) ?? [];
  },
  async provideColorPresentations(model, { range, color }, token) {
    const answer = await ask(model, token, ({ client }, text) =>
      client.call('language.colorPresentations', { ...text, range: rangeOf(range), color }),
    );
    return answer?.presentations.map((label) => ({ label, textEdit: { range, text: label } })) ?? [];
  },
};
