/**
 * Problems of an effective configuration, each at the layer and range that caused it: a value at whoever set
 * the winning one, a missing key at the header of its table.
 */

import type {
  EffectiveConfiguration,
  EffectiveLeaf,
  EffectiveNode,
  EffectiveTable,
  ResolvedLayer,
  Setter,
} from '../../shared/config/model.ts';
import { formatPath } from '../../shared/config/paths.ts';
import { toValidatable } from '../../shared/config/plain.ts';
import { usesEnvironment } from '../../shared/config/templates.ts';
import type { Problem } from '../../shared/contract/model.ts';
import type { Span } from '../../shared/text/text.ts';
import type { TomlValue } from '../../shared/toml/types.ts';
import type { CompiledSchema } from './compile.ts';
import type { SchemaIssue } from './issue.ts';
import { findIssues } from './issues.ts';
import { follow, holds } from './locate.ts';
import {
  type Files,
  firstLine,
  issueProblem,
  NOWHERE,
  problemAt,
  type Spot,
  spotInFile,
  spotOfVariable,
} from './problem.ts';

/**
 * Checks one environment's effective configuration; `layers` are those it was merged from, lowest first. Keys that are
 * `unreadable` in one of them are not missing.
 */
export function checkEffective(
  schema: CompiledSchema,
  configuration: EffectiveConfiguration,
  layers: readonly ResolvedLayer[],
  files: Files,
  unreadable: (path: readonly string[]) => boolean = () => false,
): Problem[] {
  const { root } = configuration;
  const issues = findIssues(schema, toValidatable(root), {
    valueAt: (path) => lookUp(root, path).value,
    // The reference itself is the problem, and merging has said so.
    ignore: (path) => isUnresolved(lookUp(root, path).node),
    unreadable,
  });
  return placeIssues(issues, configuration, layers, files);
}

/** Puts issues of an effective configuration at the places that caused them. */
export function placeIssues(
  issues: readonly SchemaIssue[],
  configuration: EffectiveConfiguration,
  layers: readonly ResolvedLayer[],
  files: Files,
): Problem[] {
  const placing = new Placing(configuration.root, layers, files);
  return issues.map((issue) =>
    issueProblem(placing.spotOf(issue), files, issue, [configuration.environment]),
  );
}

/** What merging found (clashes, unresolved references), at the layer that did it. */
export function placeMergeProblems(
  { environment, problems }: EffectiveConfiguration,
  files: Files,
): Problem[] {
  return problems.map(({ code, severity, message, suggestion, path, setter, span }) =>
    problemAt(spotOfSetter(files, setter, span ?? setter.value), files, {
      path: formatPath(path),
      code,
      severity,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
      environments: [environment],
    }),
  );
}

class Placing {
  readonly #root: EffectiveTable;
  readonly #layers: readonly ResolvedLayer[];
  readonly #files: Files;

  constructor(root: EffectiveTable, layers: readonly ResolvedLayer[], files: Files) {
    this.#root = root;
    this.#layers = layers;
    this.#files = files;
  }

  spotOf(issue: SchemaIssue): Spot {
    if (issue.extra !== undefined) return this.#key([...issue.path, issue.extra]);
    const { node, rest } = lookUp(this.#root, issue.path);
    if (node.kind === 'leaf') return this.#insideLeaf(node, rest);
    // Whoever is told that a key is missing looks where the others are.
    return this.#table(node);
  }

  #key(path: readonly string[]): Spot {
    const { node, rest } = lookUp(this.#root, path);
    if (node.kind === 'leaf' && rest.length > 0) return this.#insideLeaf(node, rest, true);
    const setter = node.kind === 'leaf' ? node.source : node.setters[0];
    if (setter === undefined || node === this.#root) return this.#table(this.#root);
    return spotOfSetter(this.#files, setter, setter.keySpan ?? setter.value);
  }

  /** A place inside an array or inline table: the item, or with `asKey` its key. */
  #insideLeaf(leaf: EffectiveLeaf, path: readonly string[], asKey = false): Spot {
    const shown = follow(leaf.value, path);
    const setter = leaf.combined ? (ownerOf(leaf, shown.value) ?? leaf.source) : leaf.source;
    // References make new values; the place is where the original stands.
    const written = leaf.combined ? shown : follow(leaf.source.value, path);
    const span =
      asKey && written.entry !== null && written.depth === path.length
        ? written.entry.keySpan
        : written.value;
    return spotOfSetter(this.#files, setter, span);
  }

  #table(table: EffectiveTable): Spot {
    if (table.path.length === 0) return this.#ownFile();
    const setters = table.setters.filter(
      ({ layer, variable }) => variable === undefined && layer.file !== undefined,
    );
    const winner = setters.find(({ value }) => isWrittenOut(value)) ?? setters[0] ?? table.setters[0];
    if (winner === undefined) return this.#ownFile();
    return spotOfSetter(
      this.#files,
      winner,
      winner.value.end > winner.value.start ? winner.value : (winner.keySpan ?? winner.value),
    );
  }

  /** The top of the file in which the environment's own values belong. */
  #ownFile(): Spot {
    const highestFirst = [...this.#layers]
      .reverse()
      .filter(({ file }) => file !== undefined && this.#exists(file));
    const own = highestFirst.find(({ definition: { environments, source }, inheritedFrom }) => {
      if (inheritedFrom !== undefined) return false;
      return environments !== undefined || ('file' in source && usesEnvironment(source.file));
    });
    const file = (own ?? highestFirst[0])?.file;
    return file === undefined ? NOWHERE : firstLine(this.#files, file);
  }

  #exists(file: string): boolean {
    return (this.#files.linesOf(file, false) ?? null) !== null;
  }
}

function spotOfSetter(files: Files, { layer, variable }: Setter, span: Span): Spot {
  if (variable !== undefined) return spotOfVariable(files, variable);
  return layer.file === undefined ? NOWHERE : spotInFile(files, layer.file, span, true);
}

/** A header or `{ }` of its own, not just a part of a longer key. */
function isWrittenOut(value: TomlValue): boolean {
  return value.type === 'table' && value.origin !== 'implicit' && value.origin !== 'dotted';
}

/** The node a path leads to, with the rest of the path that lies inside a leaf, and the value at its end. */
function lookUp(
  root: EffectiveTable,
  path: readonly string[],
): { readonly node: EffectiveNode; readonly rest: readonly string[]; readonly value: TomlValue | undefined } {
  let node: EffectiveNode = root;
  for (const [depth, key] of path.entries()) {
    if (node.kind === 'leaf') {
      const rest = path.slice(depth);
      const found = follow(node.value, rest);
      return { node, rest, value: found.depth === rest.length ? found.value : undefined };
    }
    const child: EffectiveNode | undefined = node.children.get(key);
    if (child === undefined) return { node, rest: path.slice(depth), value: undefined };
    node = child;
  }
  return { node, rest: [], value: node.kind === 'leaf' ? node.value : undefined };
}

function isUnresolved(node: EffectiveNode): boolean {
  return node.kind === 'leaf' && node.reference === 'unresolved';
}

/** Who wrote an item of an array that several layers made together. */
function ownerOf({ source, overridden }: EffectiveLeaf, value: TomlValue): Setter | undefined {
  return [source, ...overridden].find((setter) => holds(setter.value, value));
}
