/** Requests that are answered with changes: code actions, formatting, rename. */
import {
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type DocumentFormattingParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { FileFix } from '../../core/analysis/language-service.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Range, TextChange } from '../../shared/text/text.ts';
import { fromPosition, fromRange, toRange, toTextEdit } from './conversions.ts';
import type { Desk, OpenPlace } from './desk.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.strata`;

export function answerChanging(desk: Desk): void {
  const { connection } = desk;
  connection.onCodeAction(async (params) => {
    const place = await desk.place(params.textDocument.uri);
    return place === null ? [] : codeActions(desk, place, params);
  });
  const format = async ({ textDocument, options }: DocumentFormattingParams, range: Range | null) => {
    const place = await desk.place(textDocument.uri);
    if (place === null) return [];
    return said(async () =>
      (await place.workspace.ask('format', place.path, range, options)).map(toTextEdit),
    );
  };
  connection.onDocumentFormatting((params) => format(params, null));
  connection.onDocumentRangeFormatting((params) => format(params, fromRange(params.range)));
  connection.onPrepareRename(async ({ textDocument, position }) => {
    const place = await desk.place(textDocument.uri);
    const target = await place?.workspace.ask('renameTarget', place.path, fromPosition(position));
    return target === undefined || target === null
      ? null
      : { range: toRange(target.range), placeholder: target.name };
  });
  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const place = await desk.place(textDocument.uri);
    return place === null ? null : said(() => renameEverywhere(desk, place, fromPosition(position), newName));
  });
}

async function codeActions(
  desk: Desk,
  place: OpenPlace,
  { range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const { workspace, path } = place;
  const wants = (kind: string) =>
    context.only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? true;
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const fix of await workspace.ask('fixes', path, fromRange(range))) {
      const mended = context.diagnostics.filter(
        ({ code, range: at }) =>
          code === fix.problem?.code && fix.problem !== null && sameRange(at, toRange(fix.problem.range)),
      );
      actions.push({ ...toAction(desk, place, fix, CodeActionKind.QuickFix), diagnostics: mended });
    }
  }
  // Rewrites read the text several times, so a client that only follows the cursor does not get them.
  const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic || context.only !== undefined;
  if (isAsked && wants(CodeActionKind.RefactorRewrite)) {
    for (const fix of await workspace.ask('rewrites', path, fromRange(range))) {
      actions.push(toAction(desk, place, fix, CodeActionKind.RefactorRewrite));
    }
  }
  if (context.only?.some((kind) => FIX_ALL === kind || FIX_ALL.startsWith(`${kind}.`)) === true) {
    actions.push(...(await fixAll(desk, place)));
  }
  return actions;
}

/** Every preferred fix of the file that does not touch another one. */
async function fixAll(desk: Desk, place: OpenPlace): Promise<CodeAction[]> {
  const start = { line: 1, column: 1 };
  const end = { line: Number.MAX_SAFE_INTEGER, column: 1 };
  const fixes = await place.workspace.ask('fixes', place.path, { start, end });
  const taken: TextEdit[] = [];
  for (const { preferred, file, changes } of fixes) {
    const edits = changes.map(toTextEdit);
    if (
      preferred &&
      file === place.path &&
      !edits.some((edit) => taken.some((other) => touch(edit, other)))
    ) {
      taken.push(...edits);
    }
  }
  if (taken.length === 0) return [];
  const edit = toWorkspaceEdit(desk, place, [{ file: place.path, edits: taken }]);
  return [{ title: 'Fix everything that has one likely cure', kind: FIX_ALL, edit }];
}

function toAction(desk: Desk, place: OpenPlace, fix: FileFix, kind: string): CodeAction {
  return {
    title: fix.title,
    kind,
    edit: toWorkspaceEdit(desk, place, [{ file: fix.file, edits: fix.changes.map(toTextEdit) }]),
    ...(fix.preferred ? { isPreferred: true } : {}),
  };
}

async function renameEverywhere(
  desk: Desk,
  place: OpenPlace,
  position: ReturnType<typeof fromPosition>,
  to: string,
): Promise<WorkspaceEdit> {
  const plan = await place.workspace.ask('rename', place.path, position, to);
  if (plan.notes.length > 0)
    desk.say(MessageType.Warning, plan.notes.map(({ message }) => message).join('\n'));
  const files = plan.files.map(({ file, changes }: { file: string; changes: readonly TextChange[] }) => ({
    file,
    edits: changes.map(toTextEdit),
  }));
  // More than the file on screen changes: the client shows all of it first.
  const label = `Rename to ${to} in ${files.length} files`;
  return toWorkspaceEdit(
    desk,
    place,
    files,
    files.length > 1 ? { label, needsConfirmation: true } : undefined,
  );
}

/** As one change of the whole workspace, on the versions the client had when it asked. */
export function toWorkspaceEdit(
  desk: Desk,
  { workspace, versions }: OpenPlace,
  files: readonly { readonly file: string; readonly edits: readonly TextEdit[] }[],
  annotation?: ChangeAnnotation,
): WorkspaceEdit {
  const support = desk.client.workspace?.workspaceEdit;
  if (support?.documentChanges !== true) {
    return {
      changes: Object.fromEntries(files.map(({ file, edits }) => [desk.uri(workspace, file), [...edits]])),
    };
  }
  const isAnnotated = annotation !== undefined && support.changeAnnotationSupport !== undefined;
  const documentChanges = files.map(({ file, edits }): TextDocumentEdit => {
    const uri = desk.uri(workspace, file);
    const marked = isAnnotated ? edits.map((edit) => ({ ...edit, annotationId: ANNOTATION })) : [...edits];
    return { textDocument: { uri, version: versions.get(uri) ?? null }, edits: marked };
  });
  return { documentChanges, ...(isAnnotated ? { changeAnnotations: { [ANNOTATION]: annotation } } : {}) };
}

const ANNOTATION = 'layers';

/** An expected failure as the protocol's: the client shows its message. */
export async function said<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StrataError)) throw error;
    const message = error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`;
    throw new ResponseError(LSPErrorCodes.RequestFailed, message);
  }
}

function sameRange(one: TextEdit['range'], other: TextEdit['range']): boolean {
  return (
    !isBefore(one.start, other.start) &&
    !isBefore(other.start, one.start) &&
    !isBefore(one.end, other.end) &&
    !isBefore(other.end, one.end)
  );
}

function touch({ range: one }: TextEdit, { range: other }: TextEdit): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function isBefore(one: TextEdit['range']['start'], other: TextEdit['range']['start']): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
