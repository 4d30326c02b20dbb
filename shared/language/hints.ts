/** Notes behind values: how long a duration is, what a reference stands for, which layer wins instead. */
import { mayHoldReference, referenceTable } from '../config/reference-syntax.ts';
import type { SchemaNode } from '../schema/index.ts';
import type { Position, Span } from '../text/text.ts';
import type { TomlValue } from '../toml/types.ts';
import { countedDurationWords, durationWords } from './durations.ts';
import type { DocumentRequest } from './request.ts';
import { type Visited, visitValues } from './visit.ts';

export interface InlayHint {
  /** Behind the value. */
  readonly position: Position;
  readonly kind: 'duration' | 'reference' | 'overridden';
  readonly label: string;
  /** Plain text; "" when the label says all. */
  readonly tooltip: string;
}

/** What the layers make of a value of this file. */
export interface ValueFate {
  /** The value in effect as TOML, for one that holds references; masked where it is secret. */
  readonly resolved?: Note;
  /** Who wins over it. */
  readonly overridden?: Note;
}

export interface Note {
  readonly label: string;
  readonly tooltip: string;
}

export interface HintRequest extends DocumentRequest {
  /** The part of the text that is on screen. */
  readonly within?: Span;
  /** Null for a key that takes no part in any configuration. Absent: the layers are not known. */
  readonly fateOf?: (path: readonly string[]) => ValueFate | null;
}

/** Every hint, in the order of the values. */
export function inlayHints(request: HintRequest): InlayHint[] {
  const { within, lines } = request;
  const hints: InlayHint[] = [];
  visitValues(request, (visited) => {
    const { value } = visited;
    if (within !== undefined && (value.end < within.start || value.start > within.end)) return;
    for (const hint of hintsFor(request, visited))
      hints.push({ position: lines.positionAt(value.end), ...hint });
  });
  return hints;
}

function hintsFor(
  request: HintRequest,
  { value, place, secret, path }: Visited,
): Omit<InlayHint, 'position'>[] {
  const reference = referenceTable(value);
  if (value.type === 'table' && reference === null) return [];
  const hints: Omit<InlayHint, 'position'>[] = [];
  const duration = place === null || secret ? null : lengthInWords(value, place.node);
  if (duration !== null) hints.push({ kind: 'duration', label: duration, tooltip: '' });
  // What the layers decide about is the value of a key; arrays are taken or left as a whole.
  const isKeyed = path.every((segment) => typeof segment === 'string');
  const fate = isKeyed ? request.fateOf?.(path) : null;
  const refers = reference !== null || (value.type === 'string' && mayHoldReference(value.value));
  if (fate?.resolved !== undefined && refers) hints.push({ kind: 'reference', ...fate.resolved });
  if (fate?.overridden !== undefined) hints.push({ kind: 'overridden', ...fate.overridden });
  return hints;
}

/** A value that the schema says is a length of time, in words. */
function lengthInWords(value: TomlValue, { duration, unit, format }: SchemaNode): string | null {
  const isDuration = duration !== undefined || format === 'duration';
  if (!isDuration) return null;
  if (value.type === 'string') return durationWords(value.value);
  if (value.type !== 'integer' && value.type !== 'float') return null;
  const counted = typeof duration === 'string' ? duration : unit;
  return counted === undefined ? null : countedDurationWords(value.value, counted);
}
