/** Differences, links and look-alike characters are computed here, off the page's thread. */
import 'monaco-editor/editor/editor.worker';
