/** The `[environments.*]` and `[services.*]` of the manifest, and those its file templates find. */
import { closest } from './closest.ts';
import { isSideFile } from './environment-names.ts';
import type { ListedLayer } from './manifest-layers.ts';
import type { Placed, Section } from './manifest-section.ts';
import type { EnvironmentDefinition } from './model.ts';
import { templateMatcher, usesEnvironment, usesService } from './templates.ts';

/** An environment as the manifest gives it; what it inherits from is not checked yet. */
export interface ListedEnvironment {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly protected: boolean;
  readonly inherits?: Placed<string>;
  readonly section: Section;
}

const ENVIRONMENT_KEYS = ['aliases', 'inherits', 'protected'];

/** The listed environments in the order of the manifest. Aliases that mean two environments are reported. */
export function readEnvironments(manifest: Section): ListedEnvironment[] {
  const listed = namedSections(manifest, 'environments');
  const owners = new Map(listed.map(({ name }) => [name, name]));
  return listed.map(({ name, section }) => {
    section.allowOnly(ENVIRONMENT_KEYS);
    const inherits = section.string('inherits');
    return {
      name,
      aliases: readAliases(section, name, owners),
      protected: section.boolean('protected') ?? false,
      ...(inherits === undefined ? {} : { inherits }),
      section,
    };
  });
}

/** The listed services in the order of the manifest. */
export function readServices(manifest: Section): string[] {
  return namedSections(manifest, 'services').map(({ name, section }) => {
    section.allowOnly([]);
    return name;
  });
}

/** The names that stand for the placeholders in files of the workspace, sorted. */
export function findNames(
  layers: readonly ListedLayer[],
  files: readonly string[],
): { environments: string[]; services: string[] } {
  const templates = layers.flatMap(({ source }) => ('file' in source ? [source.file] : []));
  const fixed = new Set(templates.filter((file) => !usesEnvironment(file) && !usesService(file)));
  const matchers = templates.filter((file) => !fixed.has(file)).map(templateMatcher);
  const environments = new Set<string>();
  const services = new Set<string>();
  for (const file of files) {
    if (fixed.has(file)) continue;
    for (const match of matchers) {
      const found = match(file);
      if (
        found === null ||
        [found.environment, found.service].some((name) => name !== null && isSideFile(name))
      ) {
        continue;
      }
      if (found.environment !== null) environments.add(found.environment);
      if (found.service !== null) services.add(found.service);
    }
  }
  return { environments: [...environments].sort(), services: [...services].sort() };
}

/** Listed and found environments with `inherits` checked against all of them. */
export function completeEnvironments(
  listed: readonly ListedEnvironment[],
  found: readonly string[],
): EnvironmentDefinition[] {
  const names = new Map<string, string>();
  for (const { name, aliases } of listed) for (const alias of aliases) names.set(alias, name);
  for (const name of found) if (!names.has(name)) names.set(name, name);
  for (const { name } of listed) names.set(name, name);
  const parents = new Map<string, string>();
  const complete = listed.map(({ name, aliases, protected: isProtected, inherits, section }) => {
    const parent = inherits === undefined ? null : knownParent(inherits, section, names);
    if (inherits !== undefined && parent !== null && leadsTo(parent, name, parents)) {
      section.report(inherits.span, 'inherits', {
        code: 'inherits-cycle',
        severity: 'error',
        message: `${name} would inherit from itself through ${parent}; it inherits nothing.`,
        suggestion: 'Let one environment of the circle stand on its own.',
      });
    } else if (parent !== null) parents.set(name, parent);
    const inherited = parents.get(name);
    return {
      name,
      aliases,
      protected: isProtected,
      ...(inherited === undefined ? {} : { inherits: inherited }),
    };
  });
  const isListed = new Set(listed.map(({ name }) => name));
  const others = [...new Set(names.values())].filter((name) => !isListed.has(name));
  return [...complete, ...others.map((name) => ({ name, aliases: [], protected: false }))];
}

/** Resolves names and aliases in `when.environment`; unknown ones are reported and left out. */
export function knownEnvironments(
  layer: ListedLayer,
  environments: readonly EnvironmentDefinition[],
): string[] | undefined {
  return layer.environments?.flatMap((written) => {
    const environment =
      environments.find(({ name }) => name === written.value) ??
      environments.find(({ aliases }) => aliases.includes(written.value));
    if (environment !== undefined) return [environment.name];
    const names = environments.flatMap(({ name, aliases }) => [name, ...aliases]);
    if (layer.when !== undefined) reportUnknown(layer.when, 'environment', written, names);
    return [];
  });
}

function namedSections(
  manifest: Section,
  key: 'environments' | 'services',
): { name: string; section: Section }[] {
  const all = manifest.section(key);
  if (all === undefined) return [];
  return all.keys.flatMap((name) => {
    const section = all.section(name);
    if (section === undefined) return [];
    if (name !== '' && name !== '.' && name !== '..' && !/[/\\\u0000]/.test(name)) return [{ name, section }];
    all.report(all.keySpan(name), name, {
      code: 'bad-name',
      severity: 'error',
      message: `"${name}" cannot be a name here: it becomes part of file names.`,
      suggestion: 'Use letters, digits, dots, hyphens and underscores.',
    });
    return [];
  });
}

/** `owners` maps every name and alias taken so far to its environment. */
function readAliases(section: Section, name: string, owners: Map<string, string>): string[] {
  return (section.strings('aliases') ?? []).flatMap((alias) => {
    const owner = owners.get(alias.value);
    if (owner === undefined) {
      owners.set(alias.value, name);
      return [alias.value];
    }
    section.report(alias.span, 'aliases', {
      code: 'alias-clash',
      severity: owner === name ? 'warning' : 'error',
      message:
        owner === name
          ? `${name} is called ${alias.value} already.`
          : `The alias ${alias.value} of ${name} means ${owner} already; it is left out here.`,
      suggestion: 'Remove the alias or choose another.',
    });
    return [];
  });
}

function knownParent(
  inherits: Placed<string>,
  section: Section,
  names: ReadonlyMap<string, string>,
): string | null {
  const parent = names.get(inherits.value);
  if (parent !== undefined) return parent;
  reportUnknown(section, 'inherits', inherits, [...names.keys()]);
  return null;
}

function leadsTo(from: string, to: string, parents: ReadonlyMap<string, string>): boolean {
  let name: string | undefined = from;
  while (name !== undefined) {
    if (name === to) return true;
    name = parents.get(name);
  }
  return false;
}

function reportUnknown(
  section: Section,
  key: string,
  written: Placed<string>,
  names: readonly string[],
): void {
  const nearest = closest(written.value, names);
  section.report(written.span, key, {
    code: 'unknown-environment',
    severity: 'error',
    message: `There is no environment called ${written.value}.`,
    suggestion: nearest === null ? `Use one of ${names.join(', ')}, or add it.` : `Did you mean ${nearest}?`,
  });
}
