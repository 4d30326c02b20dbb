/** What the layers make of a value of one file, in the words of the product. */
import { posix } from 'node:path';
import type { EffectiveLeaf, Setter } from '../../shared/config/model.ts';
import type { Selection } from '../../shared/config/resolve.ts';
import { findNode } from '../../shared/config/walk.ts';
import type { Note, ValueFate } from '../../shared/language/index.ts';
import { tomlLiteral } from '../../shared/toml/literal.ts';
import type { Merged } from './effective-cache.ts';
import { type LanguageContext, mountedIn } from './language-context.ts';
import { list, nameSelections } from './selection-names.ts';
import { MASK, placeOf } from './sources.ts';

const LITERAL_LENGTH = 60;
/** More winners than this are named by the tooltip only. */
const MAX_WINNERS = 2;

/** A value of the file in one environment. */
interface Outcome {
  readonly selection: Selection;
  readonly leaf: EffectiveLeaf;
  readonly secret: boolean;
}

/** Whether a value loses, and what its references stand for, in the environments of the context; null elsewhere. */
export function fateOf(context: LanguageContext, path: readonly string[]): ValueFate | null {
  const outcomes = context.merged.flatMap((merged) => outcomeIn(context, merged, path));
  if (outcomes.length === 0) return null;
  const isOwn = ({ leaf }: Outcome) => isOf(context.path, leaf.source);
  const lost = outcomes.filter((outcome) => !isOwn(outcome) && outcome.leaf.combined !== true);
  const resolved = outcomes.filter((outcome) => isOwn(outcome) && outcome.leaf.reference !== undefined);
  // With no environment chosen, only what holds in all of them is worth a note.
  const isChosen = context.selection !== null;
  const isLost = lost.length > 0 && (isChosen || lost.length === outcomes.length);
  const isResolved =
    resolved.length > 0 && (isChosen || (resolved.length === outcomes.length && isOneValue(resolved)));
  return {
    ...(isResolved ? { resolved: resolvedNote(resolved) } : {}),
    ...(isLost ? { overridden: overriddenNote(context, lost, outcomes) } : {}),
  };
}

function outcomeIn(context: LanguageContext, merged: Merged, path: readonly string[]): Outcome[] {
  const { layers, configuration, selection } = merged;
  const mounted = mountedIn(layers, context.path, path);
  const leaf = mounted === null ? null : findNode(configuration.root, mounted);
  if (leaf?.kind !== 'leaf' || mounted === null) return [];
  const takesPart = [leaf.source, ...leaf.overridden].some((setter) => isOf(context.path, setter));
  return takesPart ? [{ selection, leaf, secret: context.resultView?.isSecret(mounted) ?? false }] : [];
}

function isOf(file: string, { layer, variable }: Setter): boolean {
  return variable === undefined && layer.file === file;
}

/** Whether a reference stands for the same everywhere. */
function isOneValue(outcomes: readonly Outcome[]): boolean {
  return new Set(outcomes.map(valueInWords)).size === 1;
}

function valueInWords({ leaf, secret }: Outcome): string {
  if (leaf.reference === 'unresolved') return 'Unresolved';
  return `= ${secret ? MASK : tomlLiteral(leaf.value, LITERAL_LENGTH)}`;
}

/** The value, or one for each group of environments where they differ. */
function resolvedNote(outcomes: readonly Outcome[]): Note {
  const byValue = Map.groupBy(outcomes, valueInWords);
  const all = selectionsOf(outcomes);
  const lines = [...byValue].map(
    ([value, group]) => `${nameSelections(selectionsOf(group), all)}: ${value.replace(/^= /, '')}`,
  );
  const [only] = byValue.keys();
  if (byValue.size === 1 && only !== undefined) return { label: only, tooltip: '' };
  return { label: `= ${byValue.size} values`, tooltip: lines.join('\n') };
}

/** `Overridden by production.toml`; `Overridden in production` where it wins in other environments. */
function overriddenNote(
  { linesOf }: LanguageContext,
  lost: readonly Outcome[],
  outcomes: readonly Outcome[],
): Note {
  const all = selectionsOf(outcomes);
  const winners = [...new Set(lost.map(({ leaf }) => winnerName(leaf.source)))];
  const label =
    lost.length < outcomes.length
      ? `Overridden in ${nameSelections(selectionsOf(lost), all)}`
      : winners.length > MAX_WINNERS
        ? 'Overridden everywhere'
        : `Overridden by ${list(winners)}`;
  const lines = [...Map.groupBy(lost, ({ leaf, secret }) => winnerLine(leaf, secret))].map(
    ([line, group]) => `${nameSelections(selectionsOf(group), all)}: ${line}`,
  );
  return { label, tooltip: lines.join('\n') };

  function winnerLine({ value, source }: EffectiveLeaf, secret: boolean): string {
    const place = placeOf(source, linesOf);
    const line = 'line' in place && place.line !== undefined ? `:${place.line}` : '';
    const where = 'file' in place && place.file !== undefined ? `${place.file}${line}` : winnerName(source);
    return `${secret ? MASK : tomlLiteral(value, LITERAL_LENGTH)} from ${where}`;
  }
}

function winnerName({ layer, variable }: Setter): string {
  if (variable !== undefined) return `env ${variable.name}`;
  return layer.file === undefined ? layer.definition.name : posix.basename(layer.file);
}

function selectionsOf(outcomes: readonly Outcome[]): Selection[] {
  return outcomes.map(({ selection }) => selection);
}
