/** Language features of TOML files by their schema: text and schema in, plain data of the contract out. */

export { checkCodes, isSchemaCheck, isSyntaxCode, UNUSED_IGNORE } from './check-codes.ts';
export { type Color, colorPresentations, type DocumentColor, documentColors } from './colors.ts';
export { type CompletionRequest, complete } from './complete.ts';
export { countedDurationWords, durationWords } from './durations.ts';
export type { FixableProblem, FixRequest, QuickFix } from './fix.ts';
export { ignoreFixes, quickFixes } from './fixes.ts';
export { type Fold, foldingRanges } from './folding.ts';
export { type HintRequest, type InlayHint, inlayHints, type Note, type ValueFate } from './hints.ts';
export { type Hover, type HoverRequest, hover } from './hover.ts';
export { covers, type IgnoreComment, type IgnoredCode, ignoreComments } from './ignore-comments.ts';
export type { Completion } from './item.ts';
export { type JsonPart, jsonOf, pasteJson, tomlOfJson } from './json-text.ts';
export { type DocumentLink, documentLinks, type LinkRequest } from './links.ts';
export { type Located, pointerOf, pointTo } from './pointers.ts';
export { type DocumentRequest, type LanguageRequest, schemaAt, schemaOrder } from './request.ts';
export { rewrites } from './rewrites.ts';
export type { SeenKey } from './seen-keys.ts';
export { selectionRanges } from './selection.ts';
export {
  encodeTokens,
  type SemanticToken,
  semanticTokens,
  type TokenModifier,
  type TokenType,
  tokenModifiers,
  tokenTypes,
} from './semantic-tokens.ts';
export { type DocumentSymbol, documentSymbols, type SymbolKind } from './symbols.ts';
export type { OtherValue } from './value-completion.ts';
