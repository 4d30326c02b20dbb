/** What the language service says of one file. Lines and columns start at 1, columns count UTF-16 units. */
import { z } from 'zod';
import { FileId, Position, Range } from './model.ts';

/** Replace what stands in `range`; the changes of one answer apply to the text that was asked about, all at once. */
export const TextChange = z.object({ range: Range, text: z.string() });

export const SymbolKind = z.enum([
  'table',
  'table-list',
  'array',
  'string',
  'number',
  'boolean',
  'date',
  'broken',
]);
export type SymbolKind = z.infer<typeof SymbolKind>;

/** A key or table of the outline, with what is inside it. */
export const DocumentSymbol = z.object({
  /** Relative to the symbol around it. */
  name: z.string(),
  /** The value on one line; "" where there is none to show. */
  detail: z.string(),
  kind: SymbolKind,
  deprecated: z.boolean(),
  /** With everything inside it. */
  range: Range,
  /** The key alone. */
  nameRange: Range,
  get children() {
    return z.array(DocumentSymbol).readonly();
  },
});
export type DocumentSymbol = z.infer<typeof DocumentSymbol>;

export const Fold = z.object({
  startLine: z.number().int(),
  endLine: z.number().int(),
  kind: z.enum(['code', 'comment', 'region']),
});
export type Fold = z.infer<typeof Fold>;

export const DocumentLink = z.object({
  range: Range,
  /** A URL, or the path of a file of the workspace. */
  target: z.string(),
  /** Null for a URL. */
  file: FileId.nullable(),
});
export type DocumentLink = z.infer<typeof DocumentLink>;

export const InlayHint = z.object({
  position: Position,
  kind: z.enum(['duration', 'reference', 'overridden']),
  label: z.string(),
  /** Plain text; "" when the label says all. */
  tooltip: z.string(),
});
export type InlayHint = z.infer<typeof InlayHint>;

const part = z.number().min(0).max(1);
export const Color = z.object({ red: part, green: part, blue: part, alpha: part });
export const DocumentColor = z.object({ range: Range, color: Color });

/** A cure of a problem, or another way to write something. */
export const Fix = z.object({
  title: z.string(),
  kind: z.enum(['fix', 'rewrite']),
  /** Whether it is most likely what was meant. */
  preferred: z.boolean(),
  /** What it mends; null for a rewrite. */
  problem: z.object({ code: z.string(), range: Range }).nullable(),
  /** Where the changes are made: not always the file that was asked about. */
  file: FileId,
  path: z.string(),
  /** For `document.applyEdits`, where it is another file. */
  checksum: z.string().optional(),
  changes: z.array(TextChange).readonly(),
});
export type Fix = z.infer<typeof Fix>;

/** A place in a file of the workspace. */
export const Location = z.object({ file: FileId, path: z.string(), range: Range });
export type Location = z.infer<typeof Location>;

/** A place that sets a key. */
export const Reference = Location.extend({
  /** As TOML on one line, long ones cut; masked where it is secret. */
  value: z.string(),
  /** Where it counts, in words: `production`, `every environment`; "" where it takes part in none. */
  environments: z.string(),
});
export type Reference = z.infer<typeof Reference>;
