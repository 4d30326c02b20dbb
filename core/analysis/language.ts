/** Hover and completion of one file as it takes part in its environments. */
import { posix } from 'node:path';
import { formatPath } from '../../shared/config/paths.ts';
import { findNode } from '../../shared/config/walk.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Explanation } from '../../shared/contract/model.ts';
import {
  type Completion,
  complete,
  type Hover,
  hover,
  type OtherValue,
  type SeenKey,
} from '../../shared/language/index.ts';
import type { Position } from '../../shared/text/text.ts';
import { tomlLiteral } from '../../shared/toml/literal.ts';
import type { Merged } from './effective-cache.ts';
import { explain, placeInWords } from './explain.ts';
import { documentRequest, type LanguageContext, mountedIn } from './language-context.ts';
import { list, nameSelections } from './selection-names.ts';

export function hoverAt(context: LanguageContext, position: Position): Hover | null {
  const request = documentRequest(context);
  const offset = context.parsed.lines.offsetAt(position);
  return hover({ ...request, offset, effective: (path) => effectiveSentences(context, path) });
}

export function completeAt(context: LanguageContext, position: Position): Completion[] {
  const request = documentRequest(context);
  const offset = context.parsed.lines.offsetAt(position);
  return complete({
    ...request,
    offset,
    otherValues: (path) => otherValues(context, path),
    otherKeys: (path) => otherKeys(context, path),
    schemaFiles: () => context.schemaFiles().map((file) => relativeTo(context.path, file)),
  });
}

/** As a file of the workspace names another one: `./app.json`, `../schemas/app.json`. */
function relativeTo(file: string, other: string): string {
  const written = posix.relative(posix.dirname(file), other);
  return written.startsWith('.') ? written : `./${written}`;
}

/** Stands for the environments' names until it is known which ones say the same. */
const SOMEWHERE = '\u0000';
/** More answers than this are counted, not shown. */
const MAX_ANSWERS = 8;

/** One line for each value and the layer it comes from, with the environments; null when none has the key. */
function effectiveSentences(context: LanguageContext, path: readonly string[]): string | null {
  const found = context.merged.flatMap((merged) => {
    const explanation = explanationIn(context, merged, path);
    return explanation === null ? [] : [{ selection: merged.selection, explanation }];
  });
  if (found.length === 0) return null;
  const all = found.map(({ selection }) => selection);
  const groups = [
    ...Map.groupBy(found, ({ explanation: { value, source } }) =>
      JSON.stringify([value, { ...source, overridden: [] }]),
    ).values(),
  ];
  const answers = groups.slice(0, MAX_ANSWERS).map((group) => {
    const names = nameSelections(
      group.map(({ selection }) => selection),
      all,
    );
    return sentenceFor(group.map(({ explanation }) => explanation)).replaceAll(SOMEWHERE, names);
  });
  const rest = groups.length - answers.length;
  return [...answers, ...(rest > 0 ? [`${rest} more values in other environments.`] : [])].join('\n');
}

/** What was beaten is said where it is the same everywhere. */
function sentenceFor(group: readonly Explanation[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const { sentence, source } = first;
  if (group.every((other) => other.sentence === sentence)) return sentence;
  return `${sentence.slice(0, sentence.indexOf(SOMEWHERE))}${SOMEWHERE}, from ${placeInWords(source)}.`;
}

function explanationIn(
  { path: file, resultView, linesOf }: LanguageContext,
  { layers, configuration }: Merged,
  path: readonly string[],
): Explanation | null {
  const mounted = mountedIn(layers, file, path);
  if (mounted === null || mounted.length === 0) return null;
  const selection = { environment: SOMEWHERE, service: null };
  try {
    return explain(formatPath(mounted), { selection, root: configuration.root, schema: resultView, linesOf });
  } catch (error) {
    if (error instanceof StrataError) return null;
    throw error;
  }
}

const LITERAL_LENGTH = 200;

/** What other files set a key of the effective tree to, whichever environment they are of. */
function otherValues(
  { path: file, resultView, everywhere }: LanguageContext,
  path: readonly string[],
): OtherValue[] {
  if (resultView?.isSecret(path) === true) return [];
  const sources = new Map<string, Set<string>>();
  for (const { configuration } of everywhere()) {
    const node = findNode(configuration.root, path);
    for (const setter of node?.kind === 'leaf' ? [node.source, ...node.overridden] : []) {
      const from = setter.variable?.name ?? setter.layer.file;
      const literal = tomlLiteral(setter.value);
      if (from === undefined || from === file || literal.length > LITERAL_LENGTH) continue;
      const known = sources.get(literal) ?? new Set();
      sources.set(literal, known.add(posix.basename(from)));
    }
  }
  return [...sources].map(([literal, names]) => ({ literal, from: list([...names]) }));
}

/** The keys of a table of the effective tree that other files set, whichever environment they are of. */
function otherKeys({ path: file, everywhere }: LanguageContext, path: readonly string[]): SeenKey[] {
  const seen = new Map<string, SeenKey>();
  for (const { configuration } of everywhere()) {
    const table = findNode(configuration.root, path);
    if (table?.kind !== 'table') continue;
    for (const [key, node] of table.children) {
      const setters = node.kind === 'leaf' ? [node.source, ...node.overridden] : node.setters;
      const from = setters.map(({ layer }) => layer.file).find((each) => each !== undefined && each !== file);
      if (from === undefined || seen.has(key)) continue;
      seen.set(key, { key, value: node.kind === 'leaf' ? node.value : null, from: posix.basename(from) });
    }
  }
  return [...seen.values()];
}
