/** Quick fixes with the problems they mend, and other ways to write a table. */
import type { Fix } from '../../../shared/contract/language-model.ts';
import { toMonacoRange } from '../model-text.ts';
import { monaco } from '../monaco.ts';
import { ask, askInBackground, languageShell, rangeOf } from './ask.ts';

const kinds: Readonly<Record<Fix['kind'], string>> = { fix: 'quickfix', rewrite: 'refactor.rewrite' };
/** Monaco's own edits reach loaded texts only. */
const CHANGE_OTHER_FILE = 'strata.changeOtherFile';

export const fixKinds: monaco.languages.CodeActionProviderMetadata = {
  providedCodeActionKinds: Object.values(kinds),
};

export const fixProvider: monaco.languages.CodeActionProvider = {
  async provideCodeActions(model, range, { markers, trigger, only }, token) {
    const versionId = model.getVersionId();
    const isAsked = trigger === monaco.languages.CodeActionTriggerType.Invoke;
    const waiting = isAsked && only === undefined ? againWhenDropped(model, range, token) : null;
    const answer = await (isAsked ? ask : askInBackground)(model, token, async ({ client }, text) => {
      const { fixes } = await client.call('language.fixes', { ...text, range: rangeOf(range) });
      return fixes.map(
        (fix): monaco.languages.CodeAction => ({
          title: fix.title,
          kind: kinds[fix.kind],
          isPreferred: fix.preferred,
          diagnostics: markers.filter((marker) => isOf(marker, fix)),
          ...(fix.file === text.file
            ? { edit: editOf(model.uri, versionId, fix) }
            : { command: { id: CHANGE_OTHER_FILE, title: fix.title, arguments: [fix] } }),
        }),
      );
    });
    waiting?.dispose();
    return { actions: answer ?? [], dispose() {} };
  },
};

export function registerFixCommand(): void {
  monaco.editor.registerCommand(CHANGE_OTHER_FILE, (_services, fix: Fix) => {
    const { title, file, checksum, changes } = fix;
    const { applyEdits, open, report } = languageShell();
    const start = changes[0]?.range.start;
    applyEdits([{ file, version: null, checksum, changes: [...changes] }], title).then(
      () => open(file, start?.line, start?.column),
      report,
    );
  });
}

let timesAsked = 0;

/**
 * Half a second after fixes were shown Monaco puts what it looked for by itself since then in the place of whatever is
 * being looked for at that moment, also of fixes the user has asked for again. Where nothing else has happened, they
 * are asked for once more.
 */
function againWhenDropped(
  model: monaco.editor.ITextModel,
  range: monaco.Range,
  token: monaco.CancellationToken,
): monaco.IDisposable {
  timesAsked += 1;
  const turn = timesAsked;
  const versionId = model.getVersionId();
  return token.onCancellationRequested(() =>
    // Monaco has not finished its own change of mind yet.
    setTimeout(() => {
      const isNewest = turn === timesAsked && !model.isDisposed() && model.getVersionId() === versionId;
      const editor = monaco.editor.getEditors().find((each) => each.hasTextFocus());
      const isThere = editor?.getModel() === model && editor.getSelection()?.equalsRange(range) === true;
      if (isNewest && isThere) editor.trigger('strata', 'editor.action.quickFix', null);
    }),
  );
}

/** As one step that Ctrl+Z takes back. */
function editOf(resource: monaco.Uri, versionId: number, { changes }: Fix): monaco.languages.WorkspaceEdit {
  return {
    edits: changes.map(({ range, text }) => ({
      resource,
      versionId,
      textEdit: { range: toMonacoRange(range), text },
    })),
  };
}

function isOf(marker: monaco.editor.IMarkerData, { problem }: Fix): boolean {
  return (
    problem !== null &&
    marker.code === problem.code &&
    marker.startLineNumber === problem.range.start.line &&
    marker.startColumn === problem.range.start.column
  );
}
