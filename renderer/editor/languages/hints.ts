/** Notes behind values: a duration in words, what a reference stands for, which layer wins instead. */
import type { InlayHint } from '../../../shared/contract/language-model.ts';
import { monaco } from '../monaco.ts';
import { askInBackground, languageSelection, onLayersChanged, rangeOf } from './ask.ts';

export const hintsProvider: monaco.languages.InlayHintsProvider = {
  displayName: 'Layers',
  onDidChangeInlayHints: onLayersChanged,
  async provideInlayHints(model, range, token) {
    const answer = await askInBackground(model, token, ({ client }, text) =>
      client.call('language.hints', { ...text, range: rangeOf(range), ...languageSelection() }),
    );
    return { hints: answer?.hints.map(toMonacoHint) ?? [], dispose() {} };
  },
};

/** Sets a note off from the value; Monaco's own padding is too narrow to be seen. */
const GAP = '\u00a0\u00a0';

/** Monaco knows two colours of hints; the second one is for values that lose (see `theme.ts`). */
function toMonacoHint({ position, kind, label, tooltip }: InlayHint): monaco.languages.InlayHint {
  const { Type, Parameter } = monaco.languages.InlayHintKind;
  const isOverridden = kind === 'overridden';
  return {
    position: { lineNumber: position.line, column: position.column },
    label: `${GAP}${isOverridden ? '↑ ' : ''}${label}`,
    kind: isOverridden ? Parameter : Type,
    paddingLeft: true,
    ...(tooltip === '' ? {} : { tooltip }),
  };
}
