/**
 * Monaco with the features a configuration editor needs and no others. Every other file imports it from here, so
 * that what the bundle holds is decided in one place. Left out on purpose: the command palette and the symbol
 * list (the shell has its own), languages, and everything that needs a server we do not have.
 */
import 'monaco-editor/features/anchorSelect/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeAction/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/colorPicker/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/diffEditor/register';
import 'monaco-editor/features/dnd/register';
import 'monaco-editor/features/documentSymbols/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/inPlaceReplace/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/inlayHints/register';
import 'monaco-editor/features/insertFinalNewLine/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/links/register';
import 'monaco-editor/features/longLinesHelper/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/referenceSearch/register';
import 'monaco-editor/features/semanticTokens/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/stickyScroll/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/tokenization/register';
import 'monaco-editor/features/unicodeHighlighter/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/features/wordPartOperations/register';
// The entries `suggest`, `caretOperations` and `gotoSymbol` of 0.57 leave out the very parts they are named after.
import 'monaco-editor/editor/contrib/caretOperations/browser/caretOperations';
import 'monaco-editor/editor/contrib/gotoSymbol/browser/goToCommands';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import * as monaco from 'monaco-editor/editor';
import './editor.css';

/**
 * One worker, a file of this origin: `worker-src 'self'` forbids anything else. When it cannot start, Monaco
 * falls back to the page's own thread without a word and comparisons never appear.
 */
self.MonacoEnvironment = {
  getWorker: () =>
    new Worker(new URL('./monaco.worker.ts', import.meta.url), { type: 'module', name: 'editor' }),
};

/**
 * What Monaco cancels by itself, such as a search for quick fixes when the cursor moves on, it rejects with this name,
 * and not for every such promise is there anyone to hear it. It is no fault. Nor is a worker that is not there because
 * the host ended meanwhile: the banner says that.
 */
self.addEventListener('unhandledrejection', (event) => {
  const { reason } = event;
  const isCanceled = reason instanceof Error && reason.name === 'Canceled';
  const isMissingWorker = reason instanceof Event && reason.target instanceof Worker;
  if (isCanceled || isMissingWorker) event.preventDefault();
});

export { monaco };
