/** Monaco's themes, made from the tokens of the whole product. */
import { type ThemeName, type ThemeTokens, themeNames, themes } from '../theme/tokens.ts';
import { monaco } from './monaco.ts';

let defined = false;

/** Gives every editor the colours of a theme. */
export function setEditorTheme(theme: ThemeName): void {
  if (!defined) {
    for (const name of themeNames) monaco.editor.defineTheme(editorThemeName(name), editorTheme(name));
    defined = true;
  }
  monaco.editor.setTheme(editorThemeName(theme));
}

export function editorThemeName(theme: ThemeName): string {
  return `strata-${theme}`;
}

const bases = { light: 'vs', dark: 'vs-dark', 'high-contrast': 'hc-black' } as const;

function editorTheme(name: ThemeName): monaco.editor.IStandaloneThemeData {
  const tokens = themes[name];
  return {
    base: bases[name],
    inherit: true,
    rules: tokenRules(tokens),
    colors: {
      ...surfaceColors(tokens),
      ...textColors(tokens),
      ...bracketColors(tokens),
      ...widgetColors(tokens),
      ...listColors(tokens),
      ...diffColors(tokens),
      ...peekColors(tokens),
      ...(name === 'high-contrast' ? contrastColors(tokens) : {}),
    },
  };
}

function tokenRules(t: ThemeTokens): monaco.editor.ITokenThemeRule[] {
  return [
    { token: '', foreground: t.text },
    { token: 'table', foreground: t.syntaxTable, fontStyle: 'bold' },
    { token: 'key', foreground: t.syntaxKey },
    { token: 'string', foreground: t.syntaxString },
    { token: 'string.escape', foreground: t.syntaxEscape },
    { token: 'string.invalid', foreground: t.syntaxInvalid },
    { token: 'number', foreground: t.syntaxNumber },
    { token: 'boolean', foreground: t.syntaxBoolean },
    { token: 'date', foreground: t.syntaxDate },
    { token: 'reference', foreground: t.syntaxReference },
    { token: 'enumMember', foreground: t.syntaxBoolean },
    { token: 'deprecated', foreground: t.syntaxKey, fontStyle: 'strikethrough' },
    { token: 'secret', foreground: t.stateSecret },
    { token: 'comment', foreground: t.syntaxComment, fontStyle: 'italic' },
    { token: 'comment.directive', foreground: t.syntaxReference, fontStyle: 'italic' },
    { token: 'delimiter', foreground: t.syntaxPunctuation },
    { token: 'invalid', foreground: t.syntaxInvalid },
  ];
}

type Colors = monaco.editor.IColors;

/** Monaco may colour brackets by their depth again when it takes its own options up; ours have one colour. */
function bracketColors({ syntaxPunctuation: one }: ThemeTokens): Colors {
  return {
    'editorBracketHighlight.foreground1': one,
    'editorBracketHighlight.foreground2': one,
    'editorBracketHighlight.foreground3': one,
    'editorBracketHighlight.foreground4': one,
    'editorBracketHighlight.foreground5': one,
    'editorBracketHighlight.foreground6': one,
    'editorBracketHighlight.unexpectedBracket.foreground': one,
  };
}

function surfaceColors(t: ThemeTokens): Colors {
  return {
    foreground: t.text,
    descriptionForeground: t.textMuted,
    disabledForeground: t.textFaint,
    errorForeground: t.error,
    'icon.foreground': t.textMuted,
    focusBorder: t.focus,
    'widget.shadow': `${t.shadow}33`,
    'editor.background': t.editor,
    'editor.foreground': t.text,
    'editorGutter.background': t.editor,
    'editorCursor.foreground': t.accent,
    'editorLineNumber.foreground': t.lineNumber,
    'editorLineNumber.activeForeground': t.lineNumberActive,
    'editor.lineHighlightBackground': t.lineHighlightVeil,
    'editor.lineHighlightBorder': '#00000000',
    'editorIndentGuide.background1': t.indentGuide,
    'editorIndentGuide.activeBackground1': t.indentGuideActive,
    'editorRuler.foreground': t.border,
    'editorWhitespace.foreground': t.indentGuideActive,
    'editorStickyScroll.background': t.editor,
    'editorStickyScroll.border': t.border,
    'editorStickyScroll.shadow': '#00000000',
    'editorStickyScrollHover.background': t.hover,
    'scrollbar.shadow': '#00000000',
    'scrollbarSlider.background': t.scrollbarVeil,
    'scrollbarSlider.hoverBackground': t.scrollbarHoverVeil,
    'scrollbarSlider.activeBackground': t.scrollbarHoverVeil,
    'editorOverviewRuler.border': '#00000000',
    'minimap.background': t.editor,
  };
}

function textColors(t: ThemeTokens): Colors {
  return {
    'editor.selectionBackground': t.selectionVeil,
    'editor.inactiveSelectionBackground': t.selectionInactiveVeil,
    'editor.selectionHighlightBackground': t.wordVeil,
    'editor.wordHighlightBackground': t.wordVeil,
    'editor.wordHighlightStrongBackground': t.wordVeil,
    'editor.wordHighlightTextBackground': t.wordVeil,
    'editor.findMatchBackground': t.findVeil,
    'editor.findMatchHighlightBackground': t.findOtherVeil,
    'editor.findRangeHighlightBackground': t.selectionInactiveVeil,
    'editor.rangeHighlightBackground': t.selectionInactiveVeil,
    'editor.hoverHighlightBackground': t.wordVeil,
    'editorBracketMatch.background': t.bracketVeil,
    'editorBracketMatch.border': '#00000000',
    'editorError.foreground': t.error,
    'editorWarning.foreground': t.warning,
    'editorInfo.foreground': t.info,
    'editorHint.foreground': t.textMuted,
    'editorUnicodeHighlight.border': t.warning,
    'editorLink.activeForeground': t.accent,
    'editorInlayHint.foreground': t.inlayHint,
    'editorInlayHint.typeForeground': t.inlayHint,
    'editorInlayHint.typeBackground': '#00000000',
    'editorInlayHint.parameterForeground': t.stateOverridden,
    'editorInlayHint.parameterBackground': '#00000000',
    'editorLightBulb.foreground': t.warning,
    'editorLightBulbAutoFix.foreground': t.accent,
    'editorInlayHint.background': '#00000000',
    'editorOverviewRuler.errorForeground': t.error,
    'editorOverviewRuler.warningForeground': t.warning,
    'editorOverviewRuler.infoForeground': t.info,
    'editorOverviewRuler.findMatchForeground': t.warning,
    'editorOverviewRuler.selectionHighlightForeground': t.borderStrong,
    'editorOverviewRuler.wordHighlightForeground': t.borderStrong,
    'editor.foldBackground': t.lineHighlightVeil,
    'editor.foldPlaceholderForeground': t.textMuted,
    'editorGutter.foldingControlForeground': t.textMuted,
  };
}

function widgetColors(t: ThemeTokens): Colors {
  return {
    'editorWidget.background': t.raised,
    'editorWidget.foreground': t.text,
    'editorWidget.border': t.border,
    'widget.border': t.border,
    'editorHoverWidget.background': t.raised,
    'editorHoverWidget.foreground': t.text,
    'editorHoverWidget.border': t.border,
    'editorHoverWidget.statusBarBackground': t.panel,
    'editorMarkerNavigation.background': t.panel,
    'editorMarkerNavigationError.background': t.error,
    'editorMarkerNavigationError.headerBackground': t.errorTint,
    'editorMarkerNavigationWarning.background': t.warning,
    'editorMarkerNavigationWarning.headerBackground': t.warningTint,
    'editorMarkerNavigationInfo.background': t.info,
    'editorMarkerNavigationInfo.headerBackground': t.infoTint,
    'textLink.foreground': t.accent,
    'textLink.activeForeground': t.accentHover,
    'textCodeBlock.background': t.chip,
    'textPreformat.foreground': t.text,
    'textPreformat.background': t.chip,
    'input.background': t.field,
    'input.foreground': t.text,
    'input.border': t.borderStrong,
    'input.placeholderForeground': t.textFaint,
    'inputOption.activeBackground': t.selected,
    'inputOption.activeForeground': t.textStrong,
    'inputOption.activeBorder': t.accent,
    'inputOption.hoverBackground': t.hover,
    'inputValidation.errorBackground': t.errorTint,
    'inputValidation.errorBorder': t.error,
    'inputValidation.infoBackground': t.infoTint,
    'inputValidation.infoBorder': t.info,
    'toolbar.hoverBackground': t.hover,
    'toolbar.activeBackground': t.selectedInactive,
    'button.background': t.accent,
    'button.foreground': t.onAccent,
    'button.hoverBackground': t.accentHover,
    'badge.background': t.badge,
    'badge.foreground': t.onBadge,
    'keybindingLabel.background': t.chip,
    'keybindingLabel.foreground': t.onChip,
    'keybindingLabel.border': t.border,
    'keybindingLabel.bottomBorder': t.border,
    'progressBar.background': t.accent,
    'sash.hoverBorder': t.accent,
  };
}

function listColors(t: ThemeTokens): Colors {
  return {
    'editorActionList.background': t.raised,
    'editorActionList.foreground': t.text,
    'editorActionList.focusBackground': t.selected,
    'editorActionList.focusForeground': t.textStrong,
    'editorSuggestWidget.background': t.raised,
    'editorSuggestWidget.foreground': t.text,
    'editorSuggestWidget.border': t.border,
    'editorSuggestWidget.selectedBackground': t.selected,
    'editorSuggestWidget.selectedForeground': t.textStrong,
    'editorSuggestWidget.selectedIconForeground': t.textStrong,
    'editorSuggestWidget.highlightForeground': t.accent,
    'editorSuggestWidget.focusHighlightForeground': t.accent,
    'editorSuggestWidgetStatus.foreground': t.textMuted,
    'list.hoverBackground': t.hover,
    'list.hoverForeground': t.text,
    'list.focusBackground': t.selected,
    'list.focusForeground': t.textStrong,
    'list.focusOutline': t.focus,
    'list.activeSelectionBackground': t.selected,
    'list.activeSelectionForeground': t.textStrong,
    'list.inactiveSelectionBackground': t.selectedInactive,
    'list.highlightForeground': t.accent,
    'quickInput.background': t.raised,
    'quickInput.foreground': t.text,
    'quickInputList.focusBackground': t.selected,
    'quickInputList.focusForeground': t.textStrong,
    'menu.background': t.raised,
    'menu.foreground': t.text,
    'menu.border': t.border,
    'menu.selectionBackground': t.selected,
    'menu.selectionForeground': t.textStrong,
    'menu.separatorBackground': t.border,
    'symbolIcon.propertyForeground': t.syntaxKey,
    'symbolIcon.moduleForeground': t.textMuted,
    'symbolIcon.enumeratorMemberForeground': t.syntaxString,
    'symbolIcon.snippetForeground': t.textMuted,
  };
}

function diffColors(t: ThemeTokens): Colors {
  return {
    'diffEditor.insertedTextBackground': t.insertedTextVeil,
    'diffEditor.insertedLineBackground': t.insertedVeil,
    'diffEditor.removedTextBackground': t.removedTextVeil,
    'diffEditor.removedLineBackground': t.removedVeil,
    'diffEditorGutter.insertedLineBackground': t.insertedVeil,
    'diffEditorGutter.removedLineBackground': t.removedVeil,
    'diffEditorOverview.insertedForeground': t.added,
    'diffEditorOverview.removedForeground': t.removed,
    'diffEditor.border': t.border,
    'diffEditor.diagonalFill': t.indentGuide,
    'diffEditor.unchangedRegionBackground': t.panel,
    'diffEditor.unchangedRegionForeground': t.textMuted,
    'diffEditor.unchangedRegionShadow': '#00000000',
    'diffEditor.unchangedCodeBackground': '#00000000',
  };
}

/** A peek stands out from the text around it by its edges, and looks like it otherwise. */
function peekColors(t: ThemeTokens): Colors {
  return {
    'peekView.border': t.accent,
    'peekViewTitle.background': t.panel,
    'peekViewTitleLabel.foreground': t.textStrong,
    'peekViewTitleDescription.foreground': t.textMuted,
    'peekViewEditor.background': t.editor,
    'peekViewEditorGutter.background': t.editor,
    'peekViewEditorStickyScroll.background': t.editor,
    'peekViewEditor.matchHighlightBackground': t.findOtherVeil,
    'peekViewEditor.matchHighlightBorder': '#00000000',
    'peekViewResult.background': t.panel,
    'peekViewResult.fileForeground': t.textStrong,
    'peekViewResult.lineForeground': t.text,
    'peekViewResult.matchHighlightBackground': t.findOtherVeil,
    'peekViewResult.selectionBackground': t.selected,
    'peekViewResult.selectionForeground': t.textStrong,
  };
}

/** Shapes have edges where colour alone would not show them. */
function contrastColors(t: ThemeTokens): Colors {
  return {
    contrastBorder: t.border,
    contrastActiveBorder: t.focus,
    'editor.lineHighlightBorder': t.borderStrong,
    'editorBracketMatch.border': t.borderStrong,
    'editor.selectionForeground': t.textStrong,
    'editor.wordHighlightBorder': t.border,
    'editor.findMatchBorder': t.warning,
    'diffEditor.unchangedRegionBackground': t.hover,
    'diffEditor.insertedTextBorder': t.added,
    'diffEditor.removedTextBorder': t.removed,
  };
}
