import { closest } from '../../shared/config/closest.ts';
import type { EffectiveTable } from '../../shared/config/model.ts';
import { formatPath, parsePath } from '../../shared/config/paths.ts';
import { toPlain } from '../../shared/config/plain.ts';
import { plainLiteral } from '../../shared/config/plain-literal.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import { findNode, leaves } from '../../shared/config/walk.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Explanation, Source } from '../../shared/contract/model.ts';
import type { SchemaNode, SchemaView } from '../../shared/schema/index.ts';
import { tomlLiteral } from '../../shared/toml/literal.ts';
import { DEFAULT_SOURCE, type LinesOf, MASK, placeOf, sourceOf } from './sources.ts';

const LITERAL_LENGTH = 120;

export interface ExplainContext {
  readonly selection: Selection;
  readonly root: EffectiveTable;
  readonly schema: SchemaView | null;
  readonly linesOf: LinesOf;
}

/** Why a key has the value it has, in data and in one sentence. UNKNOWN_KEY with the nearest key otherwise. */
export function explain(dotted: string, context: ExplainContext): Explanation {
  const path = parsePath(dotted) ?? [];
  const node = path.length === 0 ? null : findNode(context.root, path);
  const described = context.schema?.nodeAt(path) ?? null;
  const about = {
    path: path.length === 0 ? dotted : formatPath(path),
    environment: context.selection.environment,
    service: context.selection.service,
    ...(described?.default === undefined ? {} : { default: described.default }),
    ...(described?.description === undefined ? {} : { description: described.description }),
  };
  if (node === null) {
    if (described?.default === undefined) throw unknownKey(dotted, context);
    const shown = described.secret ? MASK : plainLiteral(described.default, LITERAL_LENGTH);
    return {
      ...about,
      value: described.secret ? null : described.default,
      source: DEFAULT_SOURCE,
      sentence: `${about.path} is ${shown}, the default of the schema; no layer of ${nameOf(context.selection)} sets it.`,
    };
  }
  if (node.kind === 'table') {
    const places = node.setters.map((setter) => placeOf(setter, context.linesOf));
    const source: Source = { ...(places[0] ?? { layer: '' }), state: 'set', overridden: [] };
    const from = places.map(placeInWords).join(', ');
    return {
      ...about,
      value: toPlain(node),
      source,
      sentence: `${about.path} is a table in ${nameOf(context.selection)}, made by ${from || 'no layer'}.`,
    };
  }
  const secret = context.schema?.isSecret(path) ?? false;
  const source = sourceOf(node, context.linesOf, secret);
  const shown = secret ? MASK : tomlLiteral(node.value, LITERAL_LENGTH);
  return {
    ...about,
    value: secret ? null : toPlain(node),
    source,
    sentence: sentence(about.path, shown, source, described, context.selection),
  };
}

function sentence(
  path: string,
  shown: string,
  source: Source,
  described: SchemaNode | null,
  selection: Selection,
): string {
  const parts = [`${path} is ${shown} in ${nameOf(selection)}, from ${placeInWords(source)}`];
  for (const beaten of source.overridden) parts.push(`over ${beaten.value} in ${placeInWords(beaten)}`);
  const fallback =
    described?.default === undefined || described.secret
      ? ''
      : `; default ${plainLiteral(described.default, LITERAL_LENGTH)}`;
  const state =
    source.state === 'unresolved'
      ? ' Its reference cannot be resolved.'
      : source.state === 'stale'
        ? ' The file does not parse now; this is the last good value.'
        : '';
  return `${parts.join(', ')}${fallback}.${state}`;
}

interface Place {
  readonly layer: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly variable?: string | undefined;
}

/** `config/prod.toml:14`, `PORT in .env:3`, `the environment variable PORT`. */
export function placeInWords(place: Place): string {
  const where =
    place.file === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}`;
  if (place.variable !== undefined) {
    return where === '' ? `the environment variable ${place.variable}` : `${place.variable} in ${where}`;
  }
  return where === '' ? `the layer ${place.layer}` : where;
}

function nameOf({ environment, service }: Selection): string {
  return service === null ? environment : `${environment} / ${service}`;
}

function unknownKey(dotted: string, { root, schema, selection }: ExplainContext): StrataError {
  const known = new Set(leaves(root).map((leaf) => formatPath(leaf.path)));
  for (const leaf of schema?.leaves() ?? []) known.add(formatPath(leaf.path));
  const near = closest(dotted, known);
  return new StrataError({
    code: 'UNKNOWN_KEY',
    message: `No layer of ${nameOf(selection)} sets "${dotted}", and the schema gives it no default.`,
    remedy:
      near === null
        ? 'Check the spelling; keys are dotted paths such as server.port.'
        : `Did you mean ${near}?`,
    details: { path: dotted },
  });
}
