/** From the workspace's model to the layers of one selection. */
import type {
  EnvironmentDefinition,
  LayerDefinition,
  LayerSource,
  ResolvedLayer,
  WorkspaceModel,
} from './model.ts';
import { parsePathTemplate } from './paths.ts';
import { fillTemplate, usesEnvironment } from './templates.ts';

/** One environment, and one service where the workspace has services. */
export interface Selection {
  readonly environment: string;
  readonly service: string | null;
}

/**
 * The layers that make up one environment (its name, not an alias) and service, lowest precedence first, with
 * templates filled in. What an environment inherits stands right below its own: a layer with `{environment}`
 * appears once per ancestor, the farthest lowest. A layer with `{service}` is left out when no service is chosen.
 */
export function resolveLayers(
  model: WorkspaceModel,
  environment: string,
  service: string | null,
): ResolvedLayer[] {
  const lineage = lineageOf(model, environment);
  return model.layers
    .filter((layer) => layer.environments === undefined || layer.environments.includes(environment))
    .flatMap((layer) => resolveLayer(layer, lineage, service));
}

/** Every selection the workspace has: environments times services, or the environments alone. */
export function selections(model: WorkspaceModel): Selection[] {
  const services = model.services.length === 0 ? [null] : model.services;
  return model.environments.flatMap(({ name }) =>
    services.map((service) => ({ environment: name, service })),
  );
}

/** The environment of that name or, failing that, alias; upper and lower case count. Null when there is none. */
export function findEnvironment(model: WorkspaceModel, nameOrAlias: string): EnvironmentDefinition | null {
  return environmentsOf(model).get(nameOrAlias) ?? null;
}

const environmentsByName = new WeakMap<WorkspaceModel, ReadonlyMap<string, EnvironmentDefinition>>();

/** Names before aliases, the first of several with the same one; a folder of many files has as many environments. */
function environmentsOf(model: WorkspaceModel): ReadonlyMap<string, EnvironmentDefinition> {
  const known = environmentsByName.get(model);
  if (known !== undefined) return known;
  const byName = new Map<string, EnvironmentDefinition>();
  const add = (name: string, environment: EnvironmentDefinition) => {
    if (!byName.has(name)) byName.set(name, environment);
  };
  for (const environment of model.environments) add(environment.name, environment);
  for (const environment of model.environments) {
    for (const alias of environment.aliases) add(alias, environment);
  }
  environmentsByName.set(model, byName);
  return byName;
}

/** The environment and what it inherits from, farthest ancestor first. Ends at a cycle. */
function lineageOf(model: WorkspaceModel, environment: string): string[] {
  const lineage: string[] = [];
  let name: string | undefined = environment;
  while (name !== undefined && !lineage.includes(name)) {
    lineage.unshift(name);
    name = findEnvironment(model, name)?.inherits;
  }
  return lineage;
}

function resolveLayer(
  definition: LayerDefinition,
  lineage: readonly string[],
  service: string | null,
): ResolvedLayer[] {
  const { source } = definition;
  if (source.kind === 'runtime') return [{ id: definition.id, definition }];
  if (source.kind === 'variables') {
    return [{ id: definition.id, definition, variableFiles: variableFiles(source.files, lineage, service) }];
  }
  const selected = lineage.at(-1) ?? null;
  const bearers = isOfEnvironment(source) ? lineage : lineage.slice(-1);
  return bearers.flatMap((environment) => {
    const filled = fillSource(source, environment, service);
    if (filled === null) return [];
    const inherited = environment !== selected;
    return {
      id: inherited ? `${definition.id}@${environment}` : definition.id,
      definition,
      ...filled,
      ...(inherited ? { inheritedFrom: environment } : {}),
    };
  });
}

function isOfEnvironment(source: Extract<LayerSource, { file: string }>): boolean {
  const texts = source.kind === 'table' ? [source.file, source.table, source.at] : [source.file];
  return texts.some(usesEnvironment);
}

/** The dotenv files in the order in which they are read; inherited ones right below the environment's own. */
function variableFiles(
  templates: readonly string[],
  lineage: readonly string[],
  service: string | null,
): string[] {
  return templates.flatMap((template) => {
    const bearers = usesEnvironment(template) ? lineage : lineage.slice(-1);
    return bearers.flatMap((environment) => fillTemplate(template, { environment, service }) ?? []);
  });
}

/** The file, table and mount point with the names filled in; null when the layer needs a service and none is chosen. */
function fillSource(
  source: Extract<LayerSource, { file: string }>,
  environment: string,
  service: string | null,
): Pick<ResolvedLayer, 'file' | 'table' | 'at'> | null {
  const values = { environment, service };
  const file = fillTemplate(source.file, values);
  if (file === null) return null;
  if (source.kind === 'file') return { file };
  const fillPath = (template: string) => {
    const filled = parsePathTemplate(template)?.map((segment) => fillTemplate(segment, values));
    return filled?.every((segment) => segment !== null) ? filled : null;
  };
  const table = fillPath(source.table);
  const at = fillPath(source.at);
  return table === null || at === null ? null : { file, table, at };
}
