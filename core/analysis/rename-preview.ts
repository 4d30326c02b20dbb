/** A rename as it is looked at before it is made: line by line, with the environments that will see it. */
import type { ChangedLine, RenamedFile, RenamePreview } from '../../shared/contract/edit-model.ts';
import { checksum } from '../../shared/text/checksum.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import { applyReplacements } from '../../shared/text/replacements.ts';
import type { TextChange } from '../../shared/text/text.ts';
import type { NavigationContext, WildPath } from './navigation.ts';
import type { FileChanges, RenamePlan, RenameRequest } from './rename.ts';
import { dotted } from './rename-notes.ts';
import { nameSelections } from './selection-names.ts';
import { MASK } from './sources.ts';

/** More lines of one file nobody reads one by one. */
const LINE_LIMIT = 500;
/** What is shown of a line: some of what stands before the change, and so much in all. */
const BEFORE_CHANGE = 60;
const LINE_LENGTH = 240;

/** The plan with the texts it was made on, so that `document.applyEdits` can tell whether they are still the same. */
export function renamePreview(
  context: NavigationContext,
  { path, files, notes, schema }: RenamePlan,
  { to }: RenameRequest,
): RenamePreview {
  const hidden = hiddenIn(context, path);
  return {
    from: dotted(path),
    to: dotted(path.with(-1, to)),
    files: files.map((file) => renamedFile(context, file, hidden)),
    notes: [...notes],
    schema: schema.kind,
  };
}

function renamedFile(context: NavigationContext, file: FileChanges, hidden: Hidden): RenamedFile {
  const source = context.files.get(file.file);
  const text = source?.text() ?? '';
  // The manifest names keys and variables; it holds no values of theirs.
  const isManifest = file.file === context.manifest;
  const lines = changedLines(
    text,
    file.changes,
    isManifest && hidden === 'inline tables' ? 'nothing' : hidden,
  );
  const selections = context
    .everywhere()
    .filter(({ layers }) =>
      layers.some((layer) => layer.file === file.file || layer.variableFiles?.includes(file.file)),
    );
  return {
    file: file.fileId,
    path: file.file,
    role: roleOf(file.file, context.manifest, selections.length > 0),
    version: source?.bufferVersion ?? null,
    checksum: checksum(text),
    changes: file.changes,
    environments: nameSelections(
      selections.map(({ selection }) => selection),
      context.everywhere().map(({ selection }) => selection),
    ),
    lines: lines.slice(0, LINE_LIMIT),
    lineTotal: lines.length,
  };
}

function roleOf(path: string, manifest: string | null, takesPart: boolean): RenamedFile['role'] {
  if (path === manifest) return 'manifest';
  if (takesPart) return path.endsWith('.toml') ? 'layer' : 'variables';
  return path.endsWith('.toml') ? 'other' : 'schema';
}

/** Renaming changes no line breaks, so lines keep their numbers. */
function changedLines(text: string, changes: readonly TextChange[], hidden: Hidden): ChangedLine[] {
  const index = new LineIndex(text);
  const after = applyReplacements(
    text,
    changes.map((change) => ({ ...index.spanOf(change.range), text: change.text })),
  );
  const oldLines = text.split(LINE_BREAK);
  const newLines = after.split(LINE_BREAK);
  const firstColumns = new Map<number, number>();
  for (const { range } of changes) {
    const { line, column } = range.start;
    firstColumns.set(line, Math.min(column, firstColumns.get(line) ?? column));
  }
  return [...firstColumns].map(([line, column]) => ({
    line,
    ...excerpts(oldLines[line - 1] ?? '', newLines[line - 1] ?? '', {
      at: column - 1,
      secret:
        hidden === 'values' || (hidden === 'inline tables' && oldLines[line - 1]?.includes('{') === true),
    }),
  }));
}

/** The lines `LineIndex` counts. */
const LINE_BREAK = /\r\n|\r|\n/;

/** The same part of a line before and after a change; without the values, where one of them may be secret. */
function excerpts(
  before: string,
  after: string,
  { at, secret }: { at: number; secret: boolean },
): { before: string; after: string } {
  const indent = before.length - before.trimStart().length;
  const mayHideStart = secret && before.lastIndexOf('=', at) >= 0;
  const start = Math.max(Math.min(indent, at), mayHideStart ? at : at - BEFORE_CHANGE);
  const equals = secret ? before.indexOf('=', at) : -1;
  const end = equals >= 0 ? equals + 1 : Math.min(before.length, start + LINE_LENGTH);
  // What is left out at the end is the same on both sides.
  const rest = before.length - end;
  const head = start > indent ? '…' : '';
  const tail = rest === 0 ? '' : equals >= 0 ? ` ${MASK}` : '…';
  const shown = (line: string) => `${head}${line.slice(start, Math.max(start, line.length - rest))}${tail}`;
  return { before: shown(before), after: shown(after) };
}

/** What must not be shown of a line: its values, or those of an inline table, in which a neighbour is a secret. */
type Hidden = 'values' | 'inline tables' | 'nothing';

function hiddenIn(context: NavigationContext, path: WildPath): Hidden {
  if (mayHoldSecrets(context, path)) return 'values';
  return mayHoldSecrets(context, path.slice(0, -1)) ? 'inline tables' : 'nothing';
}

/** Whether the key, something inside it or something around it is a secret by the schema. */
function mayHoldSecrets({ view }: NavigationContext, path: WildPath): boolean {
  if (view === null) return false;
  const keys = path.map((key) => key ?? '0');
  if (view.isSecret(keys)) return true;
  const named = path.filter((key) => key !== null);
  return view
    .leaves()
    .some(({ path: leaf, node }) => node.secret && named.every((key, at) => leaf[at] === key));
}
