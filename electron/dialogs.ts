/** Everything Strata asks or says outside its page. */
import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { type ErrorShape, toErrorShape } from '../shared/contract/errors.ts';

/** The native folder dialog: an absolute path, or null when cancelled. */
export async function chooseFolder(parent: BrowserWindow | null): Promise<string | null> {
  const options = {
    title: 'Open folder',
    properties: ['openDirectory' as const, 'createDirectory' as const],
  };
  const answer = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

/** How many unsaved files are named in the question before closing; more would not fit. */
const NAMED_FILES = 8;

/**
 * Asks what to do with unsaved work. `paths` are relative to the workspace, at least one; `notKept` says why the work
 * could not be kept as drafts, null where it is.
 */
export async function askAboutUnsaved(
  window: BrowserWindow,
  paths: readonly string[],
  notKept: ErrorShape | null,
): Promise<'save' | 'leave' | 'cancel'> {
  const more = paths.length - NAMED_FILES;
  const answers = ['save', 'leave', 'cancel'] as const;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message:
      paths.length === 1 ? `Save the changes to ${paths[0]}?` : `Save the changes to ${paths.length} files?`,
    detail: [
      ...(paths.length === 1
        ? []
        : [...paths.slice(0, NAMED_FILES), ...(more > 0 ? [`and ${more} more`] : []), '']),
      notKept === null
        ? 'What is not saved is kept as a draft and is there again when the folder is opened.'
        : `What is not saved will be lost: ${notKept.message}`,
    ].join('\n'),
    buttons: [paths.length === 1 ? 'Save' : 'Save all', "Don't save", 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return answers[response] ?? 'cancel';
}

/** Asks whether an address may be opened in the user's browser. */
export async function askBeforeOpening(address: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this address in your browser?',
    detail: address,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Says that the page died; true when it shall be opened again. */
export async function askAfterCrash(window: BrowserWindow, reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window stopped working.',
    detail: `Unsaved changes are there again in the new window. The system's word for what happened is "${reason}".`,
    buttons: ['Open again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Shows an error with its way out; with `parent` null, as a window of its own. */
export async function reportFailure(parent: BrowserWindow | null, error: unknown): Promise<void> {
  const { message, remedy } = toErrorShape(error);
  const options: MessageBoxOptions = {
    type: 'error',
    message,
    ...(remedy === undefined ? {} : { detail: remedy }),
  };
  await (parent === null || parent.isDestroyed()
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
}

/** Strata never switches the sandbox off; somebody who does it by hand shall know. The app goes on meanwhile. */
export function warnWithoutSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) return;
  console.warn('Strata runs without its sandbox, because --no-sandbox was given.');
  void dialog.showMessageBox({
    type: 'warning',
    message: 'Strata runs without its sandbox.',
    detail:
      'It was started with --no-sandbox. Open only folders you trust, and start it without that option.',
  });
}
