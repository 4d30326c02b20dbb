/** The `[[layers]]` of the manifest. */
import type { Span } from '../text/text.ts';
import { closest } from './closest.ts';
import { checkRelativePath } from './file-paths.ts';
import type { Placed, Section } from './manifest-section.ts';
import type { LayerSource } from './model.ts';
import { formatPath, parsePath, parsePathTemplate } from './paths.ts';
import { PLACEHOLDERS, placeholdersIn } from './templates.ts';

/** A layer as the manifest gives it; the names in `environments` are not checked yet. */
export interface ListedLayer {
  readonly name: string;
  readonly source: LayerSource;
  readonly declaredAt: Span;
  readonly optional: boolean;
  readonly environments?: readonly Placed<string>[];
  /** For problems about `when.environment`. */
  readonly when?: Section;
}

const LAYER_KEYS = ['name', 'file', 'table', 'at', 'variables', 'optional', 'when', 'runtime'];
const VARIABLES_KEYS = ['prefix', 'separator', 'files', 'map', 'process'];
const WHEN_KEYS = ['environment', 'hours', 'flag'];
const DEFAULT_SEPARATOR = '__';

/** Every layer that has a usable source, lowest precedence first. The others are reported and left out. */
export function readLayers(manifest: Section): ListedLayer[] {
  const firstOfName = new Set<string>();
  return manifest.sections('layers').flatMap((section, index) => {
    section.allowOnly(LAYER_KEYS);
    const name = readName(section, index, firstOfName);
    const source = readSource(section, name);
    const when = section.section('when');
    const environments = when === undefined ? undefined : readWhen(when, name);
    const optional = section.boolean('optional') ?? false;
    if (source === null) return [];
    return {
      name,
      source: source.value,
      declaredAt: source.span,
      optional,
      ...(environments === undefined || when === undefined ? {} : { environments, when }),
    };
  });
}

function readName(section: Section, index: number, taken: Set<string>): string {
  const name = section.string('name');
  if (name === undefined || name.value === '') {
    const substitute = section.string('file')?.value ?? `layer ${index + 1}`;
    // A name of a wrong type has been reported already.
    if (name !== undefined || !section.has('name')) {
      section.report(name?.span ?? section.span, 'name', {
        code: 'missing-key',
        severity: 'error',
        message: `Layer ${index + 1} has no name; it is called ${substitute}.`,
        suggestion: 'Write name = "...".',
      });
    }
    return substitute;
  }
  if (taken.has(name.value)) {
    section.report(name.span, 'name', {
      code: 'duplicate-layer',
      severity: 'error',
      message: `Two layers are called ${name.value}.`,
      suggestion: 'Give each layer a name of its own.',
    });
  }
  taken.add(name.value);
  return name.value;
}

function readSource(section: Section, name: string): Placed<LayerSource> | null {
  const runtime = section.boolean('runtime');
  const present = [
    ...(['file', 'variables'] as const).filter((key) => section.has(key)),
    ...(runtime === true ? (['runtime'] as const) : []),
  ];
  const [kind, second] = present;
  if (second !== undefined) {
    section.report(section.keySpan(second), second, {
      code: 'layer-with-two-sources',
      severity: 'error',
      message: `Layer ${name} has two sources, ${kind} and ${second}; ${kind} counts.`,
      suggestion: 'Make two layers of it.',
    });
  }
  switch (kind) {
    case 'file':
      return readFileSource(section);
    case 'variables':
      return readVariablesSource(section);
    case 'runtime':
      return { value: { kind: 'runtime' }, span: section.keySpan('runtime') };
    default:
      section.report(section.span, null, {
        code: 'layer-without-source',
        severity: 'error',
        message: `Layer ${name} says nowhere where its values come from; it is left out.`,
        suggestion: 'Give it a file, variables, or runtime = true.',
      });
      return null;
  }
}

function readFileSource(section: Section): Placed<LayerSource> | null {
  const file = section.string('file');
  if (file === undefined) return null;
  const path = usablePath(section, 'file', file);
  if (path === null) return null;
  const table = readMountPath(section, 'table');
  const at = readMountPath(section, 'at');
  if (table === null || at === null) return null;
  if (table === '' && at === '') return { value: { kind: 'file', file: path }, span: file.span };
  return { value: { kind: 'table', file: path, table, at }, span: file.span };
}

/** "" where the key is absent, null where it is no key path. */
function readMountPath(section: Section, key: 'table' | 'at'): string | null {
  const written = section.string(key);
  if (written === undefined) return section.has(key) ? null : '';
  checkPlaceholders(section, key, written);
  if (parsePathTemplate(written.value) !== null) return written.value.trim();
  section.report(written.span, key, {
    code: 'bad-path',
    severity: 'error',
    message: `${written.value} is not a dotted key path; the layer is left out.`,
    suggestion: 'Write keys with dots between them, such as environments.production.',
  });
  return null;
}

function readVariablesSource(section: Section): Placed<LayerSource> | null {
  const variables = section.section('variables');
  if (variables === undefined) return null;
  variables.allowOnly(VARIABLES_KEYS);
  const prefix = variables.string('prefix')?.value ?? '';
  const map = readMap(variables);
  if (prefix === '' && map.size === 0) {
    variables.report(section.keySpan('variables'), null, {
      code: 'missing-key',
      severity: 'warning',
      message: 'Without a prefix and without a map no variable sets anything.',
      suggestion: 'Write prefix = "APP_".',
    });
  }
  const files = (variables.strings('files') ?? []).flatMap(
    (file) => usablePath(variables, 'files', file) ?? [],
  );
  return {
    value: {
      kind: 'variables',
      prefix,
      separator: variables.string('separator')?.value ?? DEFAULT_SEPARATOR,
      files,
      map,
      process: variables.boolean('process') ?? true,
    },
    span: section.keySpan('variables'),
  };
}

/** `"database.url" = "DATABASE_URL"`, the path in quotes or as a dotted key. */
function readMap(variables: Section): Map<string, string> {
  const map = new Map<string, string>();
  const collect = (section: Section, parent: readonly string[]) => {
    for (const key of section.keys) {
      const path = parsePath(key);
      if (path === null || path.length === 0) {
        section.report(section.keySpan(key), key, {
          code: 'bad-path',
          severity: 'error',
          message: `${key} is not a dotted key path.`,
          suggestion: 'Write keys with dots between them, such as "database.url".',
        });
        continue;
      }
      const whole = [...parent, ...path];
      if (section.isTable(key)) {
        const inner = section.section(key);
        if (inner !== undefined) collect(inner, whole);
      } else {
        const name = section.string(key);
        if (name !== undefined) map.set(formatPath(whole), name.value);
      }
    }
  };
  const section = variables.section('map');
  if (section !== undefined) collect(section, []);
  return map;
}

function readWhen(when: Section, layer: string): Placed<string>[] | undefined {
  when.allowOnly(WHEN_KEYS);
  for (const key of ['hours', 'flag']) {
    if (when.has(key) && when.string(key) !== undefined) {
      when.report(when.keySpan(key), key, {
        code: 'not-applied-yet',
        severity: 'info',
        message: `The condition ${key} is not applied yet: layer ${layer} counts whatever it says.`,
      });
    }
  }
  return when.stringOrStrings('environment');
}

/** The path in its shortest form; null, and a problem, when it cannot be used. */
export function usablePath(section: Section, key: string, written: Placed<string>): string | null {
  checkPlaceholders(section, key, written);
  const check = checkRelativePath(written.value);
  if (check.ok) return check.path;
  section.report(written.span, key, {
    code: 'bad-path',
    severity: 'error',
    message: `The path "${written.value}" ${check.reason}; it is left out.`,
    suggestion: check.suggestion,
  });
  return null;
}

function checkPlaceholders(section: Section, key: string, written: Placed<string>): void {
  for (const name of placeholdersIn(written.value)) {
    if ((PLACEHOLDERS as readonly string[]).includes(name)) continue;
    const nearest = closest(name, PLACEHOLDERS);
    section.report(written.span, key, {
      code: 'unknown-placeholder',
      severity: 'warning',
      message: `{${name}} is not filled in: there are only {environment} and {service}.`,
      ...(nearest === null ? {} : { suggestion: `Did you mean {${nearest}}?` }),
    });
  }
}
