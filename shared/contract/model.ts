/** The data that crosses the contract. Lines and columns start at 1; times are RFC 3339 UTC. */
import { z } from 'zod';

export const Position = z.object({ line: z.number().int().min(1), column: z.number().int().min(1) });
export const Range = z.object({ start: Position, end: Position });

/** Opaque; made by the engine, valid for the opened workspace only. Never a path. */
export const FileId = z.string().regex(/^f_[0-9a-f]{16}$/);
export type FileId = z.infer<typeof FileId>;
/** Opaque; names a folder the host has shown. Never a path. */
export const FolderId = z.string().regex(/^d_[0-9a-f]{16}$/);
export type FolderId = z.infer<typeof FolderId>;
/** SHA-256 of the file's bytes in hex; null where the file does not exist. */
export const Etag = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable();
export type Etag = z.infer<typeof Etag>;

export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** What would mend a problem, for quick fixes; the suggestion says the same in words. */
export const ProblemFix = z.object({
  /** The dotted path the key should have: another name, or a place in another table. */
  key: z.string().optional(),
  /** What could stand instead of the value, as TOML, best first. */
  values: z.array(z.string()).optional(),
});
export type ProblemFix = z.infer<typeof ProblemFix>;

export const Problem = z.object({
  /** Workspace-relative path, for reading; "" when the problem belongs to no file. */
  file: z.string(),
  fileId: FileId.nullable(),
  range: Range,
  /** Dotted key path, "" for the whole file. */
  path: z.string(),
  code: z.string(),
  severity: Severity,
  message: z.string(),
  suggestion: z.string().optional(),
  fix: ProblemFix.optional(),
  /** JSON Pointer of the schema keyword, or the rule's name. */
  rule: z.string().optional(),
  environments: z.array(z.string()),
});
export type Problem = z.infer<typeof Problem>;

export const Counts = z.object({
  error: z.number().int(),
  warning: z.number().int(),
  info: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

export const FileRole = z.enum(['layer', 'manifest', 'schema', 'variables', 'other']);
/** What the size allows: everything; text without live analysis; reading only (RELIABILITY section 8). */
export const SizeTier = z.enum(['full', 'reduced', 'read-only']);
export type SizeTier = z.infer<typeof SizeTier>;
export const FileInfo = z.object({
  id: FileId,
  /** Relative to the workspace, with `/`. */
  path: z.string(),
  role: FileRole,
  language: z.enum(['toml', 'json', 'dotenv', 'text']),
  exists: z.boolean(),
});
export type FileInfo = z.infer<typeof FileInfo>;

export const LayerKind = z.enum(['file', 'table', 'variables', 'runtime']);
/** One layer as it stands in one selection. Lowest precedence first in a list. */
export const LayerInfo = z.object({
  id: z.string(),
  name: z.string(),
  kind: LayerKind,
  /** The file of a file or table layer; the last dotenv file of a variables layer. */
  file: FileId.nullable(),
  path: z.string(),
  table: z.string().optional(),
  state: z.enum(['present', 'missing', 'optional-missing', 'unreadable', 'broken']),
  inheritedFrom: z.string().optional(),
  /** Keys (leaves) the layer sets, and how many of them win. */
  keys: z.number().int(),
  winning: z.number().int(),
  problems: Counts,
});
export type LayerInfo = z.infer<typeof LayerInfo>;

export const EnvironmentInfo = z.object({
  name: z.string(),
  aliases: z.array(z.string()),
  inherits: z.string().nullable(),
  protected: z.boolean(),
});
export type EnvironmentInfo = z.infer<typeof EnvironmentInfo>;

/** What one environment (and service) looks like now. */
export const SelectionState = z.object({
  environment: z.string(),
  service: z.string().nullable(),
  problems: Counts,
  /** Files whose last good values stand in, because they do not parse now. */
  stale: z.array(FileId),
  layers: z.array(LayerInfo),
});
export type SelectionState = z.infer<typeof SelectionState>;

export const Impact = z.object({
  environment: z.string(),
  service: z.string().nullable(),
  path: z.string(),
  kind: z.enum(['added', 'changed', 'removed']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type Impact = z.infer<typeof Impact>;

export const WorkspaceSnapshot = z.object({
  /** Grows with every opening; tells an event of an earlier workspace from one of this. */
  generation: z.number().int(),
  /** Grows each time the folder is read anew; tells an answer that arrives late from what is known already. */
  revision: z.number().int(),
  id: FolderId,
  name: z.string(),
  /** For display only. */
  folder: z.string(),
  dialect: z.string(),
  layout: z.enum(['manifest', 'environment-files', 'environment-folder', 'copies', 'unrelated']),
  layoutReason: z.string(),
  toml: z.enum(['1.0', '1.1']),
  manifest: FileId.nullable(),
  schema: z.object({ file: FileId.nullable(), path: z.string(), reason: z.string() }).nullable(),
  environments: z.array(EnvironmentInfo),
  services: z.array(z.string()),
  files: z.array(FileInfo),
  /** False where no history can be kept: what is given up then is gone. Absent: it is kept. */
  keepsHistory: z.boolean().optional(),
  /** Files with unsaved work when this was told, also of an earlier session; each wants a tab. Absent: none. */
  unsaved: z.array(FileId).optional(),
});
export type WorkspaceSnapshot = z.infer<typeof WorkspaceSnapshot>;

/** The result of one analysis, whole: the newest replaces all earlier ones. */
export const AnalysisState = z.object({
  generation: z.number().int(),
  revision: z.number().int(),
  /** The version of each open document that was analysed. */
  documents: z.array(z.object({ file: FileId, version: z.number().int() })),
  /** At most 2,000, errors first; `problemTotal` counts all. */
  problems: z.array(Problem),
  problemTotal: z.number().int(),
  /** How many more there are that comments silence; absent: none. */
  silencedTotal: z.number().int().optional(),
  selections: z.array(SelectionState),
  /** What the unsaved buffers change in each environment, at most 200. */
  impact: z.array(Impact),
  impactTotal: z.number().int(),
  durationMs: z.number(),
});
export type AnalysisState = z.infer<typeof AnalysisState>;

export const Notice = z.object({
  severity: Severity,
  /** Stable, so a newer notice of the same kind about the same file replaces the older. */
  code: z.string(),
  message: z.string(),
  remedy: z.string().optional(),
  file: FileId.optional(),
});
export type Notice = z.infer<typeof Notice>;

export const DocumentState = z.object({
  file: FileId,
  path: z.string(),
  text: z.string(),
  /** Counts changes of the buffer; a change names the version it was made on. */
  version: z.number().int(),
  /** Of the bytes on disk that the buffer is based on. */
  etag: Etag,
  dirty: z.boolean(),
  eol: z.enum(['lf', 'crlf', 'mixed']),
  bom: z.boolean(),
  readOnly: z.boolean(),
  tier: SizeTier,
  /** Set while the disk holds something else than the buffer is based on. */
  conflict: z.enum(['none', 'changed-on-disk', 'missing-on-disk']),
  language: z.enum(['toml', 'json', 'dotenv', 'text']),
});
export type DocumentState = z.infer<typeof DocumentState>;

export const SaveOutcome = z.object({
  etag: Etag,
  /** The version that was written to history; null when nothing changed or history is unavailable. */
  version: z.number().int().nullable(),
  outcome: z.enum(['saved', 'unchanged', 'saved-in-place', 'saved-unsure']),
});
export type SaveOutcome = z.infer<typeof SaveOutcome>;

/** Where a value comes from. `state` uses the words of the whole product. */
export const Source = z.object({
  /** The layer's name; "" for a schema default. */
  layer: z.string(),
  file: z.string().optional(),
  fileId: FileId.optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  variable: z.string().optional(),
  state: z.enum(['set', 'variable', 'default', 'resolved', 'unresolved', 'stale']),
  overridden: z.array(
    z.object({
      layer: z.string(),
      file: z.string().optional(),
      fileId: FileId.optional(),
      line: z.number().int().optional(),
      column: z.number().int().optional(),
      variable: z.string().optional(),
      /** As a TOML literal; masked for secrets. */
      value: z.string(),
    }),
  ),
});
export type Source = z.infer<typeof Source>;

/** One line of the Effective panel, in document order of the schema, then of the layers. */
export const EffectiveRow = z.object({
  path: z.string(),
  key: z.string(),
  depth: z.number().int(),
  kind: z.enum(['table', 'value']),
  /** TOML type name: string, integer, float, boolean, array, offset-date-time, ... */
  type: z.string(),
  /** As a TOML literal on one line, long ones cut with an ellipsis; masked for secrets; "" for tables. */
  value: z.string(),
  secret: z.boolean(),
  source: Source.nullable(),
  problems: Counts,
});
export type EffectiveRow = z.infer<typeof EffectiveRow>;

export const EffectiveView = z.object({
  generation: z.number().int(),
  revision: z.number().int(),
  environment: z.string(),
  service: z.string().nullable(),
  /** At most 20,000 rows; `total` counts all. */
  rows: z.array(EffectiveRow),
  total: z.number().int(),
  stale: z.array(FileId),
});
export type EffectiveView = z.infer<typeof EffectiveView>;

export const Explanation = z.object({
  path: z.string(),
  environment: z.string(),
  service: z.string().nullable(),
  value: z.unknown(),
  source: Source,
  default: z.unknown().optional(),
  description: z.string().optional(),
  sentence: z.string(),
});
export type Explanation = z.infer<typeof Explanation>;

export const VersionOrigin = z.enum([
  'opened',
  'saved',
  'external',
  'restored',
  'migrated',
  'api',
  'unsaved',
]);
export type VersionOrigin = z.infer<typeof VersionOrigin>;
export const VersionInfo = z.object({
  version: z.number().int(),
  file: z.string(),
  fileId: FileId.nullable(),
  time: z.string(),
  origin: VersionOrigin,
  author: z.string(),
  message: z.string().optional(),
  label: z.string().optional(),
  hash: z.string(),
  size: z.number().int(),
  /** Whether this is what the file holds now. */
  current: z.boolean(),
});
export type VersionInfo = z.infer<typeof VersionInfo>;

/** One side of a comparison. */
export const CompareSide = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('buffer'), file: FileId }),
  z.object({ kind: z.literal('saved'), file: FileId }),
  z.object({ kind: z.literal('version'), version: z.number().int() }),
  z.object({ kind: z.literal('environment'), environment: z.string(), service: z.string().nullable() }),
]);
export type CompareSide = z.infer<typeof CompareSide>;
export const ComparedText = z.object({ title: z.string(), text: z.string(), language: z.string() });
export const KeyDifference = z.object({
  path: z.string(),
  kind: z.enum(['added', 'changed', 'removed']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type KeyDifference = z.infer<typeof KeyDifference>;
export const Comparison = z.object({
  left: ComparedText,
  right: ComparedText,
  /** Differences of values, comments and order left out. Empty when a side does not parse. */
  keys: z.array(KeyDifference),
});
export type Comparison = z.infer<typeof Comparison>;

export const Hover = z.object({ range: Range, markdown: z.string() });
export const CompletionItem = z.object({
  label: z.string(),
  kind: z.enum(['table', 'key', 'enum', 'boolean', 'value', 'snippet']),
  detail: z.string().optional(),
  markdown: z.string().optional(),
  /** Inserted in `range`; in snippet syntax when `snippet` is true. */
  insert: z.string(),
  snippet: z.boolean(),
  range: Range,
  /** Sorts the list; lower first. */
  sort: z.string(),
  deprecated: z.boolean(),
});
export type CompletionItem = z.infer<typeof CompletionItem>;

export const FolderEntry = z.object({
  id: FolderId,
  name: z.string(),
  /** Whether it holds a manifest or TOML files. */
  looksLikeWorkspace: z.boolean(),
});
export const FolderListing = z.object({
  id: FolderId,
  name: z.string(),
  /** For display only. */
  path: z.string(),
  parent: FolderId.nullable(),
  folders: z.array(FolderEntry),
  tomlFiles: z.number().int(),
});
export type FolderListing = z.infer<typeof FolderListing>;

export const RecentWorkspace = z.object({
  id: FolderId,
  name: z.string(),
  path: z.string(),
  openedAt: z.string().nullable(),
  kind: z.enum(['recent', 'example']),
  description: z.string().optional(),
});
export type RecentWorkspace = z.infer<typeof RecentWorkspace>;

export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  /** Layout and selection per workspace folder, as the renderer wrote it. */
  workspace: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Preferences = z.infer<typeof Preferences>;

export const AppInfo = z.object({
  version: z.string(),
  host: z.enum(['browser', 'desktop']),
  platform: z.string(),
  capabilities: z.object({ chooseFolder: z.boolean() }),
});
export type AppInfo = z.infer<typeof AppInfo>;
