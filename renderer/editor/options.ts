/** How the editors look and behave; colours are in `theme.ts`. */
import type { monaco } from './monaco.ts';
import type { BufferState } from './sync/meet.ts';

/** What a file editor and both sides of a comparison have in common. */
export function sharedOptions(): monaco.editor.IEditorOptions {
  return {
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--code-font') || 'monospace',
    fontSize: 13,
    lineHeight: 20,
    fontLigatures: false,
    automaticLayout: true,
    minimap: { enabled: false },
    bracketPairColorization: { enabled: false },
    guides: { indentation: true, bracketPairs: false },
    lineNumbersMinChars: 4,
    lineDecorationsWidth: 14,
    overviewRulerLanes: 2,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    renderLineHighlightOnlyWhenFocus: true,
    scrollBeyondLastLine: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    unusualLineTerminators: 'off',
    unicodeHighlight: { nonBasicASCII: false, includeComments: false },
    fixedOverflowWidgets: true,
    contextmenu: true,
  };
}

export function fileEditorOptions(): monaco.editor.IStandaloneEditorConstructionOptions {
  return {
    ...sharedOptions(),
    autoDetectHighContrast: false,
    padding: { top: 6, bottom: 24 },
    renderWhitespace: 'selection',
    stickyScroll: { enabled: true, maxLineCount: 2, defaultModel: 'outlineModel' },
    foldingHighlight: false,
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, strings: true, comments: false },
    acceptSuggestionOnEnter: 'smart',
    suggest: { showStatusBar: false, preview: false },
    hover: { enabled: 'on', delay: 350 },
    occurrencesHighlight: 'singleFile',
    largeFileOptimizations: true,
    model: null,
  };
}

/** What depends on the file that is shown. */
export function optionsFor({ path, readOnly, tier }: BufferState): monaco.editor.IEditorOptions {
  const isLarge = tier !== 'full';
  return {
    ariaLabel: `${path}, editor`,
    readOnly,
    readOnlyMessage: {
      value:
        tier === 'read-only'
          ? 'This file is too large to edit here.'
          : 'This file is read-only. Change its permissions to edit it.',
    },
    folding: !isLarge,
    links: !isLarge,
    occurrencesHighlight: isLarge ? 'off' : 'singleFile',
    stickyScroll: { enabled: !isLarge, maxLineCount: 2, defaultModel: 'outlineModel' },
  };
}
