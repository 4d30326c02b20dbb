/** Formatting of a file or a selection. What stands in the way is told, since the user asked for it. */
import type { Range } from '../../../shared/text/text.ts';
import { toMonacoRange } from '../model-text.ts';
import type { monaco } from '../monaco.ts';
import { askAloud, languageShell, rangeOf } from './ask.ts';

export const formatProvider: monaco.languages.DocumentFormattingEditProvider &
  monaco.languages.DocumentRangeFormattingEditProvider = {
  displayName: 'Strata',
  provideDocumentFormattingEdits: (model, _options, token) => format(model, null, token),
  provideDocumentRangeFormattingEdits: (model, range, _options, token) =>
    format(model, rangeOf(range), token),
};

async function format(
  model: monaco.editor.ITextModel,
  range: Range | null,
  token: monaco.CancellationToken,
): Promise<monaco.languages.TextEdit[]> {
  try {
    const answer = await askAloud(model, token, ({ client }, asked) =>
      client.call('language.format', { ...asked, range }),
    );
    return answer?.changes.map((change) => ({ range: toMonacoRange(change.range), text: change.text })) ?? [];
  } catch (error) {
    languageShell().report(error);
    return [];
  }
}
