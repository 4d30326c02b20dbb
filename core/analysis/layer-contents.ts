/** From files to the values of each layer of one selection. */
import { parseDotenv } from '../../shared/config/dotenv.ts';
import { addKey, addKeys, emptyKeyTree, type KeyTree } from '../../shared/config/known-keys.ts';
import type { LayerContent, MergeProblem, ResolvedLayer } from '../../shared/config/model.ts';
import { emptyTable, mountTable } from '../../shared/config/mount.ts';
import { referencedVariables } from '../../shared/config/references.ts';
import type { TypesOf } from '../../shared/config/typed-text.ts';
import { collectVariables, type DotenvFile, type Variable } from '../../shared/config/variable-sources.ts';
import { type VariablesSource, variablesTable } from '../../shared/config/variables.ts';
import type { SchemaView } from '../../shared/schema/index.ts';
import type { SourceFile, View } from './source-files.ts';

export interface LayerInputs {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly schema: SchemaView | null;
  readonly typesOf: TypesOf | undefined;
  readonly process: Readonly<Record<string, string>>;
  /** Names that are no settings: the variable that chooses the environment. */
  readonly reserved: readonly string[];
}

export interface LayerContents {
  readonly contents: readonly LayerContent[];
  readonly problems: readonly MergeProblem[];
  /** What references are looked up in. */
  readonly variables: ReadonlyMap<string, Variable>;
}

/** The values of the layers, lowest first. A layer whose file is missing contributes nothing. */
export function layerContents(
  layers: readonly ResolvedLayer[],
  inputs: LayerInputs,
  view: View,
): LayerContents {
  const problems: MergeProblem[] = [];
  const fileContents = layers.map((layer) => fileContent(layer, inputs, view));
  let known: ReturnType<typeof knownKeys> | null = null;
  let variables: ReadonlyMap<string, Variable> = collectVariables([], inputs.process);
  const contents = layers.flatMap((layer, at): LayerContent[] => {
    const { source } = layer.definition;
    if (source.kind !== 'variables') return fileContents[at] ?? [];
    known ??= knownKeys(fileContents, inputs);
    variables = variablesOf(layer, source, inputs, view);
    const table = variablesTable(variables, source, layer, known);
    problems.push(...table.problems);
    return [{ layer, root: table.root, variables: table.origins }];
  });
  return { contents, problems, variables };
}

function fileContent(layer: ResolvedLayer, { files }: LayerInputs, view: View): LayerContent[] {
  const { source } = layer.definition;
  if (layer.file === undefined || (source.kind !== 'file' && source.kind !== 'table')) return [];
  const usable = files.get(layer.file)?.usable(view) ?? null;
  if (usable === null) return [];
  const { root } = usable.parsed.document;
  if (source.kind === 'file') return [{ layer, root }];
  const mounted = mountTable(root, layer.table ?? [], layer.at ?? []);
  return [{ layer, root: mounted ?? emptyTable() }];
}

function variablesOf(
  layer: ResolvedLayer,
  source: VariablesSource,
  { files, process }: LayerInputs,
  view: View,
): ReadonlyMap<string, Variable> {
  const dotenv = (layer.variableFiles ?? []).flatMap((file): DotenvFile[] => {
    const text = files.get(file)?.text(view) ?? null;
    return text === null ? [] : [{ file, entries: parseDotenv(text).entries }];
  });
  return collectVariables(dotenv, source.process ? process : null);
}

/** What variables are matched against: the keys of the files and of the schema. */
function knownKeys(fileContents: readonly LayerContent[][], { schema, typesOf, reserved }: LayerInputs) {
  const keys = emptyKeyTree();
  const names = new Set(reserved);
  for (const { root } of fileContents.flat()) {
    addKeys(keys, root);
    for (const name of referencedVariables(root)) names.add(name);
  }
  if (schema !== null) addSchemaKeys(keys, schema, []);
  return { keys, reserved: names, ...(typesOf === undefined ? {} : { typesOf }) };
}

const MAX_SCHEMA_DEPTH = 16;

function addSchemaKeys(tree: KeyTree, schema: SchemaView, path: readonly string[]): void {
  if (path.length > MAX_SCHEMA_DEPTH) return;
  if (schema.nodeAt(path)?.otherKeys === 'allowed') tree.open = true;
  for (const { key, node } of schema.properties(path)) {
    const child = addKey(tree, key);
    if (node.types.includes('object')) addSchemaKeys(child, schema, [...path, key]);
  }
}
