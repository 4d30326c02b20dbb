/**
 * The analysis of one workspace: texts in, problems and merged values out. Pure computing over what it was
 * told; it reads no file. Runs in the worker for the editor and in the caller's thread for the command line.
 */
import { isAbsolute, join, posix } from 'node:path';
import { differences } from '../../shared/config/difference.ts';
import { merge } from '../../shared/config/merge.ts';
import type { EffectiveTable } from '../../shared/config/model.ts';
import { renderToml } from '../../shared/config/render.ts';
import { renderEnv } from '../../shared/config/render-env.ts';
import { type Selection, selections } from '../../shared/config/resolve.ts';
import type {
  AnalysisState,
  EffectiveView,
  Explanation,
  KeyDifference,
  Problem,
} from '../../shared/contract/model.ts';
import { applyReplacements, type TextReplacement } from '../../shared/text/replacements.ts';
import type { Position } from '../../shared/text/text.ts';
import { parse } from '../../shared/toml/index.ts';
import { fileId } from '../workspace/files.ts';
import { EffectiveCache, type Merged } from './effective-cache.ts';
import { type EffectiveJson, effectiveJson, maskSecrets } from './effective-json.ts';
import { effectiveRows } from './effective-rows.ts';
import { explain } from './explain.ts';
import { impactOf } from './impact.ts';
import { completeAt, hoverAt } from './language.ts';
import type { LanguageContext } from './language-context.ts';
import { LanguageService } from './language-service.ts';
import type { LayerInputs } from './layer-contents.ts';
import { ProblemCollector } from './problems.ts';
import { type Progress, unwatched } from './progress.ts';
import type { AnalysisCalls, AnalysisSetup, ComparableSide, DiskFile } from './protocol.ts';
import { isSchemaDocument } from './schema-documents.ts';
import { SchemaSet } from './schema-set.ts';
import { manifestSchema, type WorkspaceSchema } from './schemas.ts';
import { countsByPath, selectionState, staleFiles } from './selection-state.ts';
import { type Judged, mentionsIgnore, silence } from './silenced.ts';
import { SourceFile, type View } from './source-files.ts';

/** More than this nobody reads; errors come first. */
const PROBLEM_LIMIT = 2000;

export class AnalysisSession implements AnalysisCalls {
  readonly #progress: Progress;
  readonly #exists: (path: string) => boolean;
  readonly #files = new Map<string, SourceFile>();
  #setup: AnalysisSetup | null = null;
  #schemas = new SchemaSet(EMPTY_SETUP, this.#files, unwatched);
  #cache = new EffectiveCache(EMPTY_MODEL);
  #problems: ProblemCollector | null = null;
  #revision = 0;
  /** What editors ask about one file. */
  readonly language = new LanguageService({
    contextOf: (path, selection) => this.#languageContext(path, selection),
    problems: () => this.problems(),
    files: this.#files,
    manifest: () => this.#require().manifest,
    format: () => this.#require().model.format ?? {},
    schema: (path) => this.#schemas.ofFile(path).path,
    paths: () => this.#require().paths,
    exists: (path) => {
      const { root } = this.#require();
      const isInside = !isAbsolute(path) && !path.startsWith('..');
      return root !== undefined && isInside && this.#exists(join(root, path));
    },
  });

  /** @param exists whether there is a file at an absolute path; without it only files it was told of count */
  constructor(progress: Progress, exists: (path: string) => boolean = () => false) {
    this.#progress = progress;
    this.#exists = exists;
  }

  setup(setup: AnalysisSetup): void {
    this.#setup = setup;
    this.#files.clear();
    for (const file of setup.files)
      this.#files.set(file.path, new SourceFile(file, versionFor(file.path, setup)));
    this.#cache = new EffectiveCache(setup.model);
    this.#problems = new ProblemCollector(setup, this.#files, this.#cache, this.#progress);
    this.#readSchema();
  }

  disk(file: DiskFile): void {
    const known = this.#files.get(file.path);
    if (known === undefined) this.#addFile(file);
    else known.setDisk(file);
    if (this.#setup === null || !isSchemaDocument(this.#setup, file.path)) return;
    // What was saved gets another try, also where what stood there before hung.
    this.#setup = { ...this.#setup, validate: true };
    this.#readSchema();
  }

  buffer(path: string, version: number, text: string | null): void {
    let file = this.#files.get(path);
    if (file === undefined) file = this.#addFile({ path, text: null });
    file.setBuffer(text === null ? null : { version, text });
    // A schema counts as it is being written, as layers do.
    if (this.#setup !== null && isSchemaDocument(this.#setup, path)) this.#readSchema();
  }

  edit(path: string, version: number, replacement: TextReplacement): void {
    const text = this.#files.get(path)?.text() ?? '';
    this.buffer(path, version, applyReplacements(text, [replacement]));
  }

  analyse(): AnalysisState {
    const started = performance.now();
    const setup = this.#require();
    const { problems: all, silenced } = this.judged();
    const states = shownSelections(setup).map((selection) =>
      selectionState(this.#merged(selection), { files: this.#files, problems: all }),
    );
    const impact = impactOf(shownSelections(setup), this.#files, this.#cache, (selection) =>
      this.#inputs(selection),
    );
    this.#revision += 1;
    return {
      generation: setup.generation,
      revision: this.#revision,
      documents: [...this.#files.values()].flatMap(({ path, bufferVersion }) =>
        bufferVersion === null ? [] : [{ file: fileId(path), version: bufferVersion }],
      ),
      problems: all.slice(0, PROBLEM_LIMIT),
      problemTotal: all.length,
      ...(silenced.length === 0 ? {} : { silencedTotal: silenced.length }),
      selections: states,
      ...impact,
      durationMs: performance.now() - started,
    };
  }

  /** Every problem of the workspace, errors first, then by file and place. */
  problems(): Problem[] {
    return this.judged().problems;
  }

  /** The same, and apart from them the problems that comments silence. */
  judged(): Judged {
    return this.#collector().all((selection) => this.#inputs(selection), this.#schemas);
  }

  effective(selection: Selection): EffectiveView {
    const merged = this.#merged(selection);
    const counts = countsByPath(this.problems(), selection.environment);
    const { rows, total } = effectiveRows(merged.configuration.root, {
      linesOf: this.#linesOf,
      schema: this.#schemaOf(selection).view,
      countsAt: counts,
    });
    return {
      generation: this.#require().generation,
      revision: this.#revision,
      ...selection,
      rows,
      total,
      stale: staleFiles(merged.contents, this.#files),
    };
  }

  explain(selection: Selection, path: string): Explanation {
    return explain(path, {
      selection,
      root: this.#merged(selection).configuration.root,
      schema: this.#schemaOf(selection).view,
      linesOf: this.#linesOf,
    });
  }

  hover(path: string, position: Position, selection: Selection | null) {
    const context = this.#languageContext(path, selection);
    return context === null ? null : hoverAt(context, position);
  }

  complete(path: string, position: Position, selection: Selection | null) {
    const context = this.#languageContext(path, selection);
    return context === null ? [] : completeAt(context, position);
  }

  wouldBreak(path: string, text: string): string[] {
    const file = this.#files.get(path);
    // An earlier version, or the text of a file that is too large to be sent with every key, is in no buffer here.
    return file === undefined ? [] : file.trying(text, () => this.#brokenBy(path));
  }

  /** Protected environments that the current texts make invalid and the saved text of one file does not. */
  #brokenBy(path: string): string[] {
    const setup = this.#require();
    const protectedNames = setup.model.environments.filter((each) => each.protected).map(({ name }) => name);
    const broken = (selection: Selection, view: View) =>
      silence(this.#foundIn(selection, view), this.#files).problems.some(
        ({ severity }) => severity === 'error',
      ) || this.#hasSyntaxError(path, view);
    // What a comment silences is told by the line, and of a saved text only the values are kept.
    const wasBroken = (selection: Selection) =>
      this.#silencesAny() ? this.#asSaved(() => broken(selection, 'current')) : broken(selection, 'saved');
    return protectedNames.filter((environment) =>
      selections(setup.model)
        .filter((selection) => selection.environment === environment)
        .filter((selection) => this.#takesPart(path, selection))
        .some((selection) => broken(selection, 'current') && !wasBroken(selection)),
    );
  }

  #foundIn(selection: Selection, view: View): readonly Problem[] {
    const merged = this.#cache.get(selection, this.#inputs(selection), view);
    return this.#collector().ofSelection(merged, this.#schemaOf(selection));
  }

  #silencesAny(): boolean {
    return [...this.#files.values()].some(
      (file) => mentionsIgnore(file.text('current')) || mentionsIgnore(file.text('saved')),
    );
  }

  /** What `work` finds while every buffer holds what is on disk. */
  #asSaved<T>(work: () => T): T {
    const edited = [...this.#files.values()].filter((file) => file.edited);
    return edited.reduce<() => T>(
      (inner, file) => () => file.trying(file.text('saved') ?? '', inner),
      work,
    )();
  }

  render(selection: Selection, reveal = false): string {
    return renderToml(this.#shown(selection, reveal));
  }

  renderEnv(selection: Selection, reveal = false): string {
    const source = this.#require().model.layers.find(({ source: { kind } }) => kind === 'variables')?.source;
    const { prefix, separator } = source?.kind === 'variables' ? source : { prefix: '', separator: '__' };
    return renderEnv(this.#shown(selection, reveal), prefix, separator);
  }

  effectiveJson(selection: Selection, reveal = false): EffectiveJson {
    const { root } = this.#merged(selection).configuration;
    return effectiveJson(selection, root, {
      schema: this.#schemaOf(selection).view,
      linesOf: this.#linesOf,
      reveal,
    });
  }

  differences(left: ComparableSide, right: ComparableSide): KeyDifference[] {
    return differences(this.#sideRoot(left), this.#sideRoot(right), { maxLiteralLength: 200 });
  }

  #sideRoot(side: ComparableSide): EffectiveTable {
    if (side.kind === 'environment') return this.#shown(side, false);
    const { root } = parse(side.text, { version: versionFor(side.path, this.#require()) });
    const definition = {
      id: side.path,
      name: side.path,
      source: { kind: 'file', file: side.path } as const,
      optional: false,
    };
    const layer = { id: side.path, definition, file: side.path };
    return maskSecrets(merge([{ layer, root }]).root, this.#schemas.ofFile(side.path).view);
  }

  #shown(selection: Selection, reveal: boolean): EffectiveTable {
    const { root } = this.#merged(selection).configuration;
    return reveal ? root : maskSecrets(root, this.#schemaOf(selection).view);
  }

  #merged(selection: Selection): Merged {
    return this.#cache.get(selection, this.#inputs(selection), 'current');
  }

  #schemaOf(selection: Selection): WorkspaceSchema {
    return this.#schemas.ofSelection(this.#cache.layers(selection));
  }

  #inputs(selection: Selection): LayerInputs {
    const setup = this.#require();
    const schema = this.#schemaOf(selection);
    return {
      files: this.#files,
      schema: schema.view,
      typesOf: schema.typesOf,
      process: setup.environment,
      reserved: setup.model.environmentVariable === undefined ? [] : [setup.model.environmentVariable],
    };
  }

  readonly #linesOf = (path: string) => {
    const usable = this.#files.get(path)?.usable() ?? null;
    return usable === null ? undefined : { lines: usable.parsed.lines, stale: usable.stale };
  };

  /** With no selection: as the file takes part in all of them. */
  #languageContext(path: string, selection: Selection | null): LanguageContext | null {
    const parsed = this.#files.get(path)?.parsed();
    const setup = this.#require();
    if (parsed === null || parsed === undefined || !path.endsWith('.toml')) return null;
    const isManifest = path === setup.manifest;
    const running = isManifest ? [] : selections(setup.model);
    const taking = running.filter((each) => this.#takesPart(path, each));
    const view = isManifest
      ? manifestSchema().view
      : taking.length > 0 || this.#schemas.isAlone(path)
        ? this.#schemas.ofFile(path).view
        : null;
    const result = taking[0] === undefined ? view : this.#schemaOf(taking[0]).view;
    const meant = isManifest ? [] : selection === null ? taking : [selection];
    return {
      path,
      parsed,
      view,
      resultView: result,
      selection,
      merged: meant.map((each) => this.#merged(each)),
      everywhere: () => running.map((each) => this.#merged(each)),
      linesOf: this.#linesOf,
      schemaFiles: () => schemaFilesOf(setup),
    };
  }

  #takesPart(path: string, selection: Selection): boolean {
    return this.#cache
      .layers(selection)
      .some((layer) => layer.file === path || (layer.variableFiles ?? []).includes(path));
  }

  #hasSyntaxError(path: string, view: View): boolean {
    const parsed = path.endsWith('.toml') ? this.#files.get(path)?.parsed(view) : null;
    return parsed?.valid === false;
  }

  #addFile(file: DiskFile): SourceFile {
    const added = new SourceFile(file, versionFor(file.path, this.#require()));
    this.#files.set(file.path, added);
    return added;
  }

  #readSchema(): void {
    const setup = this.#require();
    this.#schemas = new SchemaSet(setup, this.#files, this.#progress);
    this.#cache = new EffectiveCache(setup.model);
    this.#problems = new ProblemCollector(setup, this.#files, this.#cache, this.#progress);
  }

  #collector(): ProblemCollector {
    this.#require();
    if (this.#problems === null) throw new Error('The analysis was asked before it was set up.');
    return this.#problems;
  }

  #require(): AnalysisSetup {
    if (this.#setup === null) throw new Error('The analysis was asked before it was set up.');
    return this.#setup;
  }
}

/** The selections shown: those that run, and each environment without a service. */
function shownSelections({ model }: AnalysisSetup): Selection[] {
  const running = selections(model);
  if (model.services.length === 0) return running;
  return [...model.environments.map(({ name }) => ({ environment: name, service: null })), ...running];
}

/** The JSON files of the folder of schemas; where the manifest names none, those whose name says that they are one. */
function schemaFilesOf({ paths, model: { schemas } }: AnalysisSetup): string[] {
  const isSchema =
    schemas === undefined || schemas === '.'
      ? (path: string) => /\bschema\b[^/]*\.json$|(?:^|\/)schemas?\/.*\.json$/i.test(path)
      : (path: string) => path.startsWith(`${posix.normalize(schemas)}/`) && path.endsWith('.json');
  return paths.filter(isSchema);
}

/** The manifest is Strata's own and always TOML 1.0. */
function versionFor(path: string, setup: AnalysisSetup): '1.0' | '1.1' {
  return path === setup.manifest ? '1.0' : setup.model.toml;
}

const EMPTY_MODEL = {
  name: '',
  dialect: 'standard',
  toml: '1.0',
  layout: 'unrelated',
  layoutReason: '',
  layers: [],
  environments: [],
  services: [],
} as const;

const EMPTY_SETUP: AnalysisSetup = {
  generation: 0,
  model: EMPTY_MODEL,
  files: [],
  manifest: null,
  schema: null,
  paths: [],
  environment: {},
  validate: true,
};
