/** Problems of the workspace itself: its manifest, its schema, files that are missing or cannot be read. */
import { readManifest } from '../../shared/config/manifest.ts';
import { selections } from '../../shared/config/resolve.ts';
import type { ErrorShape, StrataError } from '../../shared/contract/errors.ts';
import type { Problem } from '../../shared/contract/model.ts';
import { spanOfPointer } from '../../shared/schema/pointer-in-text.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import type { Range, Span } from '../../shared/text/text.ts';
import type { Files } from '../validation/index.ts';
import { fileId } from '../workspace/files.ts';
import type { EffectiveCache } from './effective-cache.ts';
import type { AnalysisSetup } from './protocol.ts';
import type { SourceFile } from './source-files.ts';

const START: Range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** What the manifest says that cannot be followed, as it is being edited. Syntax is reported with every file. */
export function manifestProblems(
  setup: AnalysisSetup,
  files: ReadonlyMap<string, SourceFile>,
  lines: Files,
): Problem[] {
  const path = setup.manifest;
  const parsed = path === null ? null : (files.get(path)?.parsed() ?? null);
  if (path === null || parsed === null) return [];
  const { problems } = readManifest(parsed.document, { folderName: setup.model.name, files: setup.paths });
  return problems.map(({ code, severity, message, suggestion, start, end, path: key }) => ({
    file: path,
    fileId: fileId(path),
    range: lines.linesOf(path, false)?.rangeOf({ start, end }) ?? START,
    path: key,
    code,
    severity,
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
    environments: [],
  }));
}

/** Layers whose file does not exist although it has to; at the layer's entry in the manifest. */
export function missingLayers(
  setup: AnalysisSetup,
  files: ReadonlyMap<string, SourceFile>,
  cache: EffectiveCache,
): Problem[] {
  return selections(setup.model).flatMap((selection) =>
    cache
      .layers(selection)
      .filter(
        ({ file, definition }) => file !== undefined && !definition.optional && isMissing(files.get(file)),
      )
      .map(({ file = '', definition }): Problem => {
        const range = manifestEntry(setup, files, definition.declaredAt);
        return {
          file: range === null ? '' : (setup.manifest ?? ''),
          fileId: range === null || setup.manifest === null ? null : fileId(setup.manifest),
          range: range ?? START,
          path: 'layers',
          code: 'missing-layer',
          severity: 'error',
          message: `The layer "${definition.name}" reads ${file}, which does not exist.`,
          suggestion: 'Create the file, correct its name, or mark the layer "optional = true".',
          environments: [selection.environment],
        };
      }),
  );
}

/** A schema that cannot be used, at the place in its text that is wrong; checks against it wait. */
export function schemaProblem(
  error: StrataError,
  path: string,
  text: string | null,
  environments: readonly string[],
): Problem {
  const { pointer } = error.details ?? {};
  const span = typeof pointer === 'string' && text !== null ? spanOfPointer(text, pointer) : null;
  return {
    file: path,
    fileId: fileId(path),
    range: span === null ? placeInMessage(error.message) : new LineIndex(text ?? '').rangeOf(span),
    path: '',
    code: error.code === 'TIMED_OUT' ? 'schema-stopped' : 'bad-schema',
    severity: 'error',
    message: error.message,
    ...(error.remedy === undefined ? {} : { suggestion: error.remedy }),
    environments: [...environments],
  };
}

/** Where a JSON reader gave up, as it says itself. */
function placeInMessage(message: string): Range {
  const found = /line (\d+) column (\d+)/.exec(message);
  if (found === null) return START;
  const place = { line: Number(found[1]), column: Number(found[2]) };
  return { start: place, end: place };
}

/** A file that is there but cannot be read as text. */
export function unreadableFile(path: string, error: ErrorShape, environments: readonly string[]): Problem {
  return {
    file: path,
    fileId: fileId(path),
    range: START,
    path: '',
    code: error.code.toLowerCase().replaceAll('_', '-'),
    severity: 'error',
    message: error.message,
    ...(error.remedy === undefined ? {} : { suggestion: error.remedy }),
    environments: [...environments],
  };
}

function isMissing(file: SourceFile | undefined): boolean {
  return file === undefined || (file.error === undefined && file.text() === null);
}

/** The layer's place in the manifest; null without one, or while it is being edited and the place may have moved. */
function manifestEntry(
  { manifest }: AnalysisSetup,
  files: ReadonlyMap<string, SourceFile>,
  declaredAt: Span | undefined,
): Range | null {
  const file = manifest === null ? undefined : files.get(manifest);
  const parsed = file?.parsed() ?? null;
  if (parsed === null || declaredAt === undefined) return null;
  return file?.edited === true ? START : parsed.lines.rangeOf(declaredAt);
}
