/** Everything that is wrong with a workspace, gathered from parser, manifest, merge and schema. */
import { parseDotenv } from '../../shared/config/dotenv.ts';
import type { LayerContent } from '../../shared/config/model.ts';
import { emptyTable, mountTable } from '../../shared/config/mount.ts';
import { type Selection, selections } from '../../shared/config/resolve.ts';
import type { Problem } from '../../shared/contract/model.ts';
import { isSchemaCheck } from '../../shared/language/index.ts';
import { LineIndex } from '../../shared/text/lines.ts';
import {
  checkAlone,
  checkEffective,
  checkLayer,
  combineProblems,
  type Files,
  placeMergeProblems,
  syntaxProblem,
} from '../validation/index.ts';
import { fileId } from '../workspace/files.ts';
import type { EffectiveCache, Merged } from './effective-cache.ts';
import type { LayerInputs } from './layer-contents.ts';
import type { Progress } from './progress.ts';
import type { AnalysisSetup } from './protocol.ts';
import { schemaProblems } from './schema-problems.ts';
import type { SchemaSet } from './schema-set.ts';
import type { WorkspaceSchema } from './schemas.ts';
import { type Judged, silenceAndTell } from './silenced.ts';
import type { SourceFile } from './source-files.ts';
import { unreadableIn } from './unreadable.ts';
import { manifestProblems, missingLayers, unreadableFile } from './workspace-problems.ts';

interface FileResult {
  readonly stamp: string;
  readonly problems: readonly Problem[];
}

/** A layer of a file, and the environments that read it. */
interface LayerUse {
  readonly layer: LayerContent['layer'];
  readonly environments: ReadonlySet<string>;
}

export class ProblemCollector {
  readonly #setup: AnalysisSetup;
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #cache: EffectiveCache;
  readonly #progress: Progress;
  readonly #lines: Files;
  readonly #environments: readonly string[];
  readonly #users: ReadonlyMap<string, readonly string[]>;
  readonly #layersOf: ReadonlyMap<string, readonly LayerUse[]>;
  readonly #byFile = new Map<string, FileResult>();
  readonly #bySelection = new WeakMap<Merged, readonly Problem[]>();

  constructor(
    setup: AnalysisSetup,
    files: ReadonlyMap<string, SourceFile>,
    cache: EffectiveCache,
    progress: Progress,
  ) {
    this.#setup = setup;
    this.#files = files;
    this.#cache = cache;
    this.#progress = progress;
    this.#environments = setup.model.environments.map(({ name }) => name);
    const users = new Map<string, Set<string>>();
    const layersOf = new Map<string, Map<string, LayerUse & { readonly environments: Set<string> }>>();
    for (const selection of selections(setup.model)) {
      for (const layer of cache.layers(selection)) {
        for (const file of layer.file === undefined ? (layer.variableFiles ?? []) : [layer.file]) {
          addTo(users, file, new Set<string>()).add(selection.environment);
          const identity = JSON.stringify([layer.definition.id, layer.table ?? null]);
          const use = { layer, environments: new Set<string>() };
          addTo(addTo(layersOf, file, new Map()), identity, use).environments.add(selection.environment);
        }
      }
    }
    this.#users = new Map([...users].map(([file, names]) => [file, [...names]]));
    this.#layersOf = new Map([...layersOf].map(([file, layers]) => [file, [...layers.values()]]));
    this.#lines = { fileId, linesOf: (path, merged) => linesOf(files.get(path), merged) };
  }

  /** All problems once each, errors first, then by file and place; apart from them those that comments silence. */
  all(inputsOf: (selection: Selection) => LayerInputs, schemas: SchemaSet): Judged {
    const found: Problem[] = [];
    for (const file of this.#files.values()) found.push(...this.#ofFile(file, schemas));
    found.push(...manifestProblems(this.#setup, this.#files, this.#lines));
    found.push(...missingLayers(this.#setup, this.#files, this.#cache));
    for (const selection of selections(this.#setup.model)) {
      const inputs = inputsOf(selection);
      const schema = schemas.ofSelection(this.#cache.layers(selection));
      if (schema.compiled === null && this.#cache.isTrivial(selection, inputs)) continue;
      found.push(...this.ofSelection(this.#cache.get(selection, inputs, 'current'), schema));
    }
    // Part of what is wrong with a schema shows only when it is used.
    found.push(...this.#ofSchemas(schemas));
    const { problems, silenced } = silenceAndTell(combineProblems(found, this.#environments), this.#files, {
      environmentsOf: (file) => this.#users.get(file) ?? [],
      isMade: (file, code) => this.#isChecked(file, code, schemas),
    });
    return { problems: combineProblems(problems, this.#environments), silenced };
  }

  /** What merging one selection and checking the result finds. */
  ofSelection(merged: Merged, schema: WorkspaceSchema): readonly Problem[] {
    return this.#ofMerged(merged, schema).filter((problem) => !this.#isOutdated(problem));
  }

  #ofMerged(merged: Merged, schema: WorkspaceSchema): readonly Problem[] {
    const known = this.#bySelection.get(merged);
    if (known !== undefined) return known;
    const { configuration, layers, contents } = merged;
    const merging = placeMergeProblems(configuration, this.#lines);
    const { compiled } = schema;
    const checked =
      compiled === null
        ? []
        : this.#progress.schema(
            () => [
              ...checkEffective(
                compiled,
                configuration,
                layers,
                this.#lines,
                unreadableIn(layers, this.#files),
              ),
              ...contents
                .filter(({ variables }) => variables !== undefined)
                .flatMap((content) =>
                  checkLayer(compiled, content, [configuration.environment], this.#lines),
                ),
            ],
            layers.findLast(({ file }) => file !== undefined)?.file ?? '',
          );
    const unknown = new Set(
      merging.filter(({ code }) => code === 'unknown-variable').map(({ path }) => path),
    );
    const problems = [...merging, ...checked].filter(
      ({ code, path }) => !(code === 'unknown-key' && unknown.has(path)),
    );
    this.#bySelection.set(merged, problems);
    return problems;
  }

  /** Whether a check could be made: with a schema where it takes one, and with all that the file is merged with. */
  #isChecked(path: string, code: string, schemas: SchemaSet): boolean {
    if (isSchemaCheck(code) && path !== this.#setup.manifest && schemas.ofFile(path).compiled === null)
      return false;
    const environments = this.#users.get(path) ?? [];
    return [...this.#files.values()].every(
      (file) =>
        !file.path.endsWith('.toml') ||
        file.usable()?.stale !== true ||
        !environments.some((environment) => this.#users.get(file.path)?.includes(environment)),
    );
  }

  #ofSchemas(schemas: SchemaSet): Problem[] {
    return schemaProblems(schemas, {
      files: this.#files,
      lines: this.#lines,
      toml: this.#setup.model.toml,
      environments: this.#environments,
      environmentsOf: (file) => this.#users.get(file) ?? [],
    });
  }

  #ofFile(file: SourceFile, schemas: SchemaSet): readonly Problem[] {
    const environments = this.#users.get(file.path) ?? [];
    if (file.error !== undefined) return [unreadableFile(file.path, file.error, environments)];
    const stamp = file.textStamp('current');
    const known = this.#byFile.get(file.path);
    if (known?.stamp === stamp) return known.problems;
    const problems = this.#check(file, schemas, environments);
    this.#byFile.set(file.path, { stamp, problems });
    return problems;
  }

  #check(file: SourceFile, schemas: SchemaSet, environments: readonly string[]): Problem[] {
    if (file.path.endsWith('.json')) return [];
    if (!file.path.endsWith('.toml')) return this.#dotenvProblems(file, environments);
    const parsed = file.parsed();
    if (parsed === null) return [];
    const problems = parsed.document.problems.map((problem) =>
      syntaxProblem(file.path, problem, environments, this.#lines),
    );
    const { compiled } = schemas.ofFile(file.path);
    if (compiled === null) return problems;
    const { root } = parsed.document;
    if (schemas.isAlone(file.path)) {
      const check = () => checkAlone(compiled, file.path, root, this.#lines);
      return [...problems, ...this.#progress.schema(check, file.path)];
    }
    const checked = this.#progress.schema(
      () =>
        (this.#layersOf.get(file.path) ?? []).flatMap(({ layer, environments: users }) => {
          const values = layer.table === undefined ? root : mountTable(root, layer.table, layer.at ?? []);
          const content = { layer, root: values ?? emptyTable() };
          return checkLayer(compiled, content, [...users], this.#lines);
        }),
      file.path,
    );
    return [...problems, ...checked];
  }

  #dotenvProblems(file: SourceFile, environments: readonly string[]): Problem[] {
    const text = file.text();
    if (text === null || environments.length === 0) return [];
    const lines = new LineIndex(text);
    return parseDotenv(text).problems.map(({ code, severity, message, suggestion, start, end }) => ({
      file: file.path,
      fileId: fileId(file.path),
      range: lines.rangeOf({ start, end }),
      path: '',
      code,
      severity,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
      environments: [...environments],
    }));
  }

  /** Placed by an older text of a file that does not parse now; what still holds, the file's own check says. */
  #isOutdated({ file }: Problem): boolean {
    const source = file.endsWith('.toml') ? this.#files.get(file) : undefined;
    const usable = source?.usable() ?? null;
    return usable?.stale === true && usable.parsed !== source?.parsed();
  }
}

function linesOf(file: SourceFile | undefined, merged: boolean): LineIndex | null {
  if (file === undefined) return null;
  if (file.path.endsWith('.toml'))
    return (merged ? file.usable()?.parsed.lines : file.parsed()?.lines) ?? null;
  const text = file.text();
  return text === null ? null : new LineIndex(text);
}

function addTo<K, V>(map: Map<K, V>, key: K, fresh: V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, fresh);
  return fresh;
}
