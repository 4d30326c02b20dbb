/** The manifest, `strata.toml`: what the layers, environments and services of a workspace are. */
import { type FormatSettings, readFormatOptions } from '../toml/format/options.ts';
import type { TableValue } from '../toml/types.ts';
import { closest } from './closest.ts';
import { detectLayout } from './detect.ts';
import { LayerIds } from './layer-ids.ts';
import {
  completeEnvironments,
  findNames,
  knownEnvironments,
  readEnvironments,
  readServices,
} from './manifest-environments.ts';
import { type ListedLayer, readLayers, usablePath } from './manifest-layers.ts';
import { type ManifestProblem, Section } from './manifest-section.ts';
import type { DialectName, EnvironmentDefinition, LayerDefinition, WorkspaceModel } from './model.ts';

export type { ManifestProblem } from './manifest-section.ts';

export interface ManifestContext {
  /** Stands in for a missing workspace name. */
  readonly folderName: string;
  /** All files of the workspace, relative to it, with `/`. */
  readonly files: readonly string[];
}

const TOP_KEYS = ['workspace', 'layers', 'environments', 'services', 'format', '$schema'];
/** It stands among the files, and is no layer whatever a template says. */
const MANIFEST_FILE = 'strata.toml';

const WORKSPACE_KEYS = ['name', 'dialect', 'toml', 'schema', 'schemas', 'rules', 'environment_variable'];

/** Dialects that are known by name but whose rules are not followed yet. */
const PLANNED_DIALECTS = [
  'node-config',
  'dynaconf',
  'figment',
  'config-rs',
  'viper',
  'hugo',
  'netlify',
  'wrangler',
  'cargo',
  'containers.conf',
  'pants',
  'mise',
  'helix',
  'vector',
];

/** An environment for a workspace whose manifest lists none and whose layers find none. */
const ONLY_ENVIRONMENT: EnvironmentDefinition = { name: 'default', aliases: [], protected: false };

/**
 * Reads a parsed manifest. Never throws: whatever is wrong is a problem at its place, and the model is the best that the
 * rest allows. A manifest without layers keeps the layers that the files' layout shows.
 */
export function readManifest(
  document: { readonly root: TableValue },
  context: ManifestContext,
): { model: WorkspaceModel; problems: ManifestProblem[] } {
  const problems: ManifestProblem[] = [];
  const manifest = new Section(document.root, [], problems);
  manifest.allowOnly(TOP_KEYS);
  const workspace = readWorkspace(manifest, context);
  const format = readFormat(manifest, document.root, problems);
  const listedLayers = readLayers(manifest);
  const detected = manifest.has('layers') ? null : detectLayout(context.folderName, context.files);
  const listed = readEnvironments(manifest);
  const listedServices = readServices(manifest);
  const found = findNames(
    listedLayers,
    context.files.filter((file) => file !== MANIFEST_FILE),
  );
  const foundEnvironments = detected?.environments.map(({ name }) => name) ?? found.environments;
  const environments = completeEnvironments(listed, foundEnvironments);
  if (environments.length === 0) environments.push(ONLY_ENVIRONMENT);
  const layers = detected?.layers ?? completeLayers(listedLayers, environments);
  const model: WorkspaceModel = {
    ...workspace,
    layout: 'manifest',
    layoutReason:
      detected === null
        ? 'strata.toml lists the layers.'
        : `strata.toml lists no layers. ${detected.layoutReason}`,
    layers,
    environments,
    services: [...new Set([...listedServices, ...found.services])],
    ...(format === undefined ? {} : { format }),
  };
  return { model, problems: problems.sort((a, b) => a.start - b.start) };
}

type WorkspaceSection = Pick<
  WorkspaceModel,
  'name' | 'dialect' | 'toml' | 'schema' | 'schemas' | 'environmentVariable'
>;

function readWorkspace(manifest: Section, context: ManifestContext): WorkspaceSection {
  const section = manifest.section('workspace');
  if (section === undefined) return { name: context.folderName, dialect: 'standard', toml: '1.0' };
  section.allowOnly(WORKSPACE_KEYS);
  readRules(section);
  const schema = readSchema(section);
  const schemas = readSchemaFolder(section);
  const environmentVariable = section.string('environment_variable')?.value;
  return {
    name: section.string('name')?.value || context.folderName,
    dialect: readDialect(section),
    toml: readTomlVersion(section),
    ...(schema === undefined ? {} : { schema }),
    ...(schemas === undefined ? {} : { schemas }),
    ...(environmentVariable === undefined ? {} : { environmentVariable }),
  };
}

/** How the files of the workspace are formatted. */
function readFormat(
  manifest: Section,
  root: TableValue,
  problems: ManifestProblem[],
): FormatSettings | undefined {
  const table = root.entries.get('format')?.value;
  if (manifest.section('format') === undefined || table?.type !== 'table') return undefined;
  const read = readFormatOptions(table);
  problems.push(...read.problems.map((problem) => ({ ...problem, path: `format.${problem.path}` })));
  return read.options;
}

function readDialect(section: Section): DialectName {
  const dialect = section.string('dialect');
  if (dialect === undefined || dialect.value === 'standard') return 'standard';
  const isPlanned = PLANNED_DIALECTS.includes(dialect.value);
  const nearest = closest(dialect.value, ['standard', ...PLANNED_DIALECTS]);
  section.report(dialect.span, 'dialect', {
    code: 'unsupported-dialect',
    severity: isPlanned ? 'warning' : 'error',
    message: isPlanned
      ? `The dialect ${dialect.value} is not supported yet; the layers merge by the standard rules.`
      : `There is no dialect ${dialect.value}; the layers merge by the standard rules.`,
    suggestion: isPlanned || nearest === null ? 'Write dialect = "standard".' : `Did you mean ${nearest}?`,
  });
  return 'standard';
}

function readTomlVersion(section: Section): WorkspaceModel['toml'] {
  const version = section.string('toml');
  if (version === undefined || version.value === '1.0') return '1.0';
  if (version.value === '1.1') return '1.1';
  section.report(version.span, 'toml', {
    code: 'wrong-value',
    severity: 'error',
    message: `There is no TOML version ${version.value} here; the files are read as TOML 1.0.`,
    suggestion: 'Write toml = "1.0" or toml = "1.1".',
  });
  return '1.0';
}

function readSchema(section: Section): string | undefined {
  const schema = section.string('schema');
  if (schema === undefined) return undefined;
  if (/^https?:\/\//i.test(schema.value)) return schema.value;
  return usablePath(section, 'schema', schema) ?? undefined;
}

/** Without the slash at its end; "." is the workspace itself. */
function readSchemaFolder(section: Section): string | undefined {
  const folder = section.string('schemas');
  if (folder === undefined) return undefined;
  const value = folder.value.replace(/\/+$/, '');
  if (value === '.') return value;
  return usablePath(section, 'schemas', { value, span: folder.span }) ?? undefined;
}

function readRules(section: Section): void {
  const rules = section.stringOrStrings('rules') ?? [];
  if (rules.length === 0) return;
  section.report(section.keySpan('rules'), 'rules', {
    code: 'not-applied-yet',
    severity: 'info',
    message: 'Business rules are not applied yet; the files named here are not read.',
  });
}

function completeLayers(
  listed: readonly ListedLayer[],
  environments: readonly EnvironmentDefinition[],
): LayerDefinition[] {
  const ids = new LayerIds();
  return listed.map((layer) => {
    const only = knownEnvironments(layer, environments);
    const { name, source, optional, declaredAt } = layer;
    return {
      id: ids.next(name),
      name,
      source,
      optional,
      declaredAt,
      ...(only === undefined ? {} : { environments: only }),
    };
  });
}
