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
    // In a shadow tree the menu gets neither the theme's colours nor our font.
    useShadowDOM: false,
    contextmenu: true,
  };
}

export function fileEditorOptions(): monaco.editor.IStandaloneEditorConstructionOptions {
  return {
    ...sharedOptions(),
    autoDetectHighContrast: false,
    // The light bulb stands there where a line leaves no other room.
    glyphMargin: true,
    lineNumbersMinChars: 3,
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
    'semanticHighlighting.enabled': true,
    inlayHints: hintOptions(true),
    defaultColorDecorators: 'never',
    largeFileOptimizations: true,
    model: null,
  };
}

/** Notes behind values, in the face of the interface so that they are not taken for text of the file. */
export function hintOptions(shown: boolean): monaco.editor.IEditorInlayHintsOptions {
  const fontFamily = getComputedStyle(document.documentElement).getPropertyValue('--ui-font');
  return { enabled: shown ? 'on' : 'off', fontFamily, fontSize: 12, padding: false, maximumLength: 60 };
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
