/** Everything an editor asks about one file: `shared/language` with what the workspace knows. */
import { posix } from 'node:path';
import type { Selection } from '../../shared/config/resolve.ts';
import type { RenamePreview, RenameTarget } from '../../shared/contract/edit-model.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Problem } from '../../shared/contract/model.ts';
import {
  type Color,
  colorPresentations,
  type DocumentColor,
  type DocumentLink,
  type DocumentSymbol,
  documentColors,
  documentLinks,
  documentSymbols,
  encodeTokens,
  type Fold,
  foldingRanges,
  type InlayHint,
  ignoreFixes,
  inlayHints,
  jsonOf,
  pasteJson,
  type QuickFix,
  quickFixes,
  rewrites,
  schemaOrder,
  selectionRanges,
  semanticTokens,
} from '../../shared/language/index.ts';
import { checksum } from '../../shared/text/checksum.ts';
import type { Position, Range, TextChange } from '../../shared/text/text.ts';
import { edit } from '../../shared/toml/edit/index.ts';
import { type FormatOptions, type FormatSettings, format } from '../../shared/toml/format/index.ts';
import { fateOf } from './fates.ts';
import { documentRequest, type LanguageContext, pathInFile } from './language-context.ts';
import {
  declaration,
  definition,
  type Location,
  type NavigationContext,
  type Reference,
  references,
} from './navigation.ts';
import { NOTHING_TO_RENAME, type RenamePlan, rename, renameTarget } from './rename.ts';
import { renamePreview } from './rename-preview.ts';
import type { SchemaFile } from './rename-schema.ts';
import type { SourceFile } from './source-files.ts';

/** A fix whose changes are in another file than the problem. */
export interface FileFix extends QuickFix {
  /** Relative to the workspace. */
  readonly file: string;
  /** Of the text the changes were worked out on, where it is not the one that was asked about. */
  readonly checksum?: string;
}

/** How an editor is set to indent. */
export interface EditorIndentation {
  /** Columns. */
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** The calls about one file, `path` relative to the workspace; empty answers for what is no TOML. */
export interface LanguageCalls {
  symbols(path: string): DocumentSymbol[];
  folds(path: string): Fold[];
  /** For each position the ranges around it, the smallest first. */
  selectionRanges(path: string, positions: readonly Position[]): Range[][];
  /** Targets are URLs, or paths of the workspace. */
  links(path: string): DocumentLink[];
  /** As `encodeTokens` has them; of the lines in `range` where it is given. */
  tokens(path: string, range: Range | null): Uint32Array;
  hints(path: string, range: Range | null, selection: Selection | null): InlayHint[];
  colors(path: string): DocumentColor[];
  colorPresentations(path: string, range: Range, color: Color): string[];
  /** Cures of the problems that `range` touches. */
  fixes(path: string, range: Range): FileFix[];
  /** Other ways to write the table at the start of `range`. */
  rewrites(path: string, range: Range): FileFix[];
  /** As the manifest says; `editor` is for files that show no indentation. BAD_REQUEST where the text has a syntax error. */
  format(path: string, range: Range | null, editor?: EditorIndentation): TextChange[];
  /** What is selected, or stands at the start of `range`, as JSON; BAD_REQUEST where that cannot be read. */
  toJson(path: string, range: Range): { json: string; what: string };
  /** The changes that put JSON in the place of `range`; BAD_REQUEST where TOML cannot say it there. */
  fromJson(path: string, range: Range, json: string): TextChange[];
  definition(path: string, position: Position, selection: Selection | null): Location[];
  /** Where the schema describes the key under the cursor. */
  declaration(path: string, position: Position): Location | null;
  references(path: string, position: Position): Reference[];
  renameTarget(path: string, position: Position): RenameTarget | null;
  /** CONFLICT or BAD_REQUEST where it cannot be done; nothing is changed by the call itself. The schema stays as it is. */
  rename(path: string, position: Position, to: string): RenamePlan;
  /** The same to be looked at and applied; with `schema` also where the schema declares the key, if that is possible. */
  renamePreview(path: string, position: Position, wanted: { to: string; schema: boolean }): RenamePreview;
}

/** What the service needs of the analysis. */
export interface LanguageSource {
  /** Null for files that are not there or no TOML; `selection` null: every environment the file takes part in. */
  contextOf(path: string, selection: Selection | null): LanguageContext | null;
  problems(): readonly Problem[];
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly manifest: () => string | null;
  /** What the manifest says about the format of files. */
  readonly format: () => FormatSettings;
  /** The path of the schema a file is held against. */
  readonly schema: (path: string) => string | null;
  /** Every file of the workspace. */
  readonly paths: () => readonly string[];
  /** Whether there is a file at a path of the workspace that it does not list. */
  readonly exists: (path: string) => boolean;
}

export class LanguageService implements LanguageCalls {
  readonly #source: LanguageSource;

  constructor(source: LanguageSource) {
    this.#source = source;
  }

  symbols(path: string): DocumentSymbol[] {
    return this.#ask(path, null, [], (context) => documentSymbols(documentRequest(context)));
  }

  folds(path: string): Fold[] {
    return this.#ask(path, null, [], (context) => foldingRanges(documentRequest(context)));
  }

  selectionRanges(path: string, positions: readonly Position[]): Range[][] {
    return this.#ask(path, null, [], (context) => {
      const { lines } = context.parsed;
      const request = documentRequest(context);
      return positions.map((position) => selectionRanges({ ...request, offset: lines.offsetAt(position) }));
    });
  }

  links(path: string): DocumentLink[] {
    const known = new Set([...this.#source.files.keys(), ...this.#source.paths()]);
    const fileTarget = (written: string) =>
      [posix.join(posix.dirname(path), written), posix.normalize(written)].find(
        (target) => known.has(target) || this.#source.exists(target),
      ) ?? null;
    return this.#ask(path, null, [], (context) => documentLinks({ ...documentRequest(context), fileTarget }));
  }

  tokens(path: string, range: Range | null): Uint32Array {
    return this.#ask(path, null, new Uint32Array(), (context) => {
      const { lines } = context.parsed;
      const within = range === null ? undefined : lines.spanOf(range);
      return encodeTokens(semanticTokens(documentRequest(context), within), lines);
    });
  }

  hints(path: string, range: Range | null, selection: Selection | null): InlayHint[] {
    return this.#ask(path, selection, [], (context) =>
      inlayHints({
        ...documentRequest(context),
        ...(range === null ? {} : { within: context.parsed.lines.spanOf(range) }),
        fateOf: (key) => fateOf(context, key),
      }),
    );
  }

  colors(path: string): DocumentColor[] {
    return this.#ask(path, null, [], (context) => documentColors(documentRequest(context)));
  }

  colorPresentations(path: string, range: Range, color: Color): string[] {
    return this.#ask(path, null, [], (context) => colorPresentations(documentRequest(context), range, color));
  }

  fixes(path: string, range: Range): FileFix[] {
    return this.#ask(path, null, [], (context) => {
      const problems = this.#source.problems().filter(({ file }) => file === path);
      const request = {
        ...documentRequest(context),
        problems,
        within: context.parsed.lines.spanOf(range),
        pathInFile: (key: readonly string[]) => pathInFile(context, key),
      };
      const here = (fix: QuickFix) => ({ ...fix, file: path });
      const fixes = quickFixes(request).map(here);
      return [...fixes, ...this.#versionFix(fixes), ...ignoreFixes(request).map(here)];
    });
  }

  rewrites(path: string, range: Range): FileFix[] {
    return this.#ask(path, null, [], (context) =>
      rewrites(documentRequest(context), context.parsed.lines.spanOf(range)).map((fix) => ({
        ...fix,
        file: path,
      })),
    );
  }

  format(path: string, range: Range | null, editor?: EditorIndentation): TextChange[] {
    return this.#ask(path, null, [], ({ parsed: { document, lines } }) => {
      const options = {
        ...this.formatOptions(path),
        ...(editor === undefined ? {} : { usualIndent: indentOf(editor) }),
      };
      const result = format(document, options, range === null ? undefined : lines.spanOf(range));
      if (result.ok)
        return result.changes.map(({ start, end, text }) => ({ range: lines.rangeOf({ start, end }), text }));
      const { line } = lines.positionAt(result.problem.start);
      throw new StrataError({
        code: 'BAD_REQUEST',
        message: `${path} was not formatted: line ${line} is not TOML. ${result.problem.message}`,
        remedy: result.problem.suggestion ?? 'Correct it first.',
      });
    });
  }

  /**
   * How a file is formatted: as the manifest says, with the order of the schema where it asks for that. The manifest
   * itself is not sorted: the order of its environments is the one they are shown in.
   */
  formatOptions(path: string): FormatOptions {
    const settings = this.#source.format();
    const sort = path === this.#source.manifest() ? 'none' : (settings.sort ?? 'none');
    const order = sort === 'schema' ? this.#ask(path, null, null, keyOrder) : null;
    return { ...settings, sort, ...(order === null ? {} : { order }) };
  }

  toJson(path: string, range: Range): { json: string; what: string } {
    const context = this.#require(path, 'copied as JSON');
    const part = jsonOf(documentRequest(context), context.parsed.lines.spanOf(range));
    if (part.ok) return { json: part.json, what: part.what };
    throw new StrataError({ code: 'BAD_REQUEST', message: part.message });
  }

  fromJson(path: string, range: Range, json: string): TextChange[] {
    const context = this.#require(path, 'pasted into');
    const { lines } = context.parsed;
    const pasting = pasteJson(documentRequest(context), lines.spanOf(range), json);
    if (!pasting.ok) throw new StrataError({ code: 'BAD_REQUEST', message: pasting.message });
    return pasting.changes.map(({ start, end, text }) => ({ range: lines.rangeOf({ start, end }), text }));
  }

  definition(path: string, position: Position, selection: Selection | null): Location[] {
    return this.#ask(path, selection, [], (context) => definition(this.#navigation(context), position));
  }

  declaration(path: string, position: Position): Location | null {
    const schema = this.#source.schema(path);
    return this.#ask(path, null, null, (context) =>
      schema === null ? null : declaration(this.#navigation(context), position, schema),
    );
  }

  references(path: string, position: Position): Reference[] {
    return this.#ask(path, null, [], (context) => references(this.#navigation(context), position));
  }

  renameTarget(path: string, position: Position): RenameTarget | null {
    return this.#ask(path, null, null, (context) => renameTarget(this.#navigation(context), position));
  }

  rename(path: string, position: Position, to: string): RenamePlan {
    return this.#ask(path, null, NOTHING_TO_RENAME, (context) =>
      rename(this.#navigation(context), position, { to, schema: this.#ownSchema(path), inSchema: false }),
    );
  }

  renamePreview(
    path: string,
    position: Position,
    { to, schema }: { to: string; schema: boolean },
  ): RenamePreview {
    const request = { to, schema: this.#ownSchema(path), inSchema: schema };
    const preview = this.#ask(path, null, null, (context) => {
      const navigation = this.#navigation(context);
      return renamePreview(navigation, rename(navigation, position, request), request);
    });
    if (preview !== null) return preview;
    throw new StrataError({
      code: 'BAD_REQUEST',
      message: `Keys of ${path} cannot be renamed: it is no TOML file.`,
      remedy: 'Rename the key in a TOML file; variables follow.',
    });
  }

  /** The schema where it is a file of the workspace, which can be edited. */
  #ownSchema(file: string): SchemaFile | null {
    const path = this.#source.schema(file);
    const text = path === null ? null : (this.#source.files.get(path)?.text() ?? null);
    return path === null || text === null || !this.#source.paths().includes(path) ? null : { path, text };
  }

  #ask<T>(
    path: string,
    selection: Selection | null,
    otherwise: T,
    answer: (context: LanguageContext) => T,
  ): T {
    const context = this.#source.contextOf(path, selection);
    return context === null ? otherwise : answer(context);
  }

  /** @param done what cannot be done with a file that is no TOML */
  #require(path: string, done: string): LanguageContext {
    const context = this.#source.contextOf(path, null);
    if (context !== null) return context;
    throw new StrataError({
      code: 'BAD_REQUEST',
      message: `${path} cannot be ${done}: it is no TOML file.`,
      remedy: 'Do it in a TOML file.',
    });
  }

  #navigation(context: LanguageContext): NavigationContext {
    return { ...context, files: this.#source.files, manifest: this.#source.manifest() };
  }

  /** Newer syntax can also be allowed for the whole workspace. */
  #versionFix(fixes: readonly FileFix[]): FileFix[] {
    const newer = fixes.find(({ problem }) => problem?.code === 'toml-1.1-syntax');
    const manifest = this.#source.manifest();
    const parsed = manifest === null ? null : (this.#source.files.get(manifest)?.parsed() ?? null);
    if (newer === undefined || manifest === null || parsed === null) return [];
    const { document, lines } = parsed;
    const value = { type: 'string', value: '1.1' } as const;
    const result = edit(document, { kind: 'set', path: ['workspace', 'toml'], value });
    if (!result.ok || result.changes.length === 0) return [];
    return [
      {
        title: `Read this workspace as TOML 1.1 (in ${manifest})`,
        kind: 'fix',
        preferred: false,
        problem: newer.problem,
        file: manifest,
        checksum: checksum(parsed.text),
        changes: result.changes.map(({ start, end, text }) => ({
          range: lines.rangeOf({ start, end }),
          text,
        })),
      },
    ];
  }
}

function keyOrder(context: LanguageContext): NonNullable<FormatOptions['order']> {
  return schemaOrder(documentRequest(context));
}

function indentOf({ tabSize, insertSpaces }: EditorIndentation): string {
  return insertSpaces ? ' '.repeat(tabSize) : '\t';
}
