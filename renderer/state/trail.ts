/** Where the user has been, to go back and forward as in a browser. Pure. */
import type { FileId } from '../../shared/contract/model.ts';

export interface TrailPlace {
  readonly file: FileId;
  readonly line: number;
  readonly column: number;
}

export interface Trail {
  readonly places: readonly TrailPlace[];
  /** The place one is at. */
  readonly at: number;
}

export const noTrail: Trail = { places: [], at: -1 };

/** Enough to find the way back, little enough to forget in time. */
const trailLength = 50;

/** Goes from one place to another; what lay ahead is forgotten. A step within a few lines counts as staying. */
export function jump(trail: Trail, from: TrailPlace | null, to: TrailPlace): Trail {
  const behind = trail.places.slice(0, trail.at + 1);
  const left = from === null ? behind : add(behind, from);
  const places = add(left, to).slice(-trailLength);
  return { places, at: places.length - 1 };
}

/** One step back (-1) or forward (1); null at the end. */
export function walkTrail(trail: Trail, step: 1 | -1): { trail: Trail; place: TrailPlace } | null {
  const at = trail.at + step;
  const place = trail.places[at];
  return place === undefined ? null : { trail: { ...trail, at }, place };
}

/** Lines that are one place to the eye. */
const sameViewLines = 5;

function add(places: readonly TrailPlace[], place: TrailPlace): readonly TrailPlace[] {
  const last = places.at(-1);
  const same = last?.file === place.file && Math.abs(last.line - place.line) <= sameViewLines;
  return same ? places.with(-1, place) : [...places, place];
}
