/**
 * Positions in text. Offsets count UTF-16 units from 0; lines and columns start at 1 and columns count
 * UTF-16 units, as Monaco, VS Code and the JSON output of the command line do.
 * A line ends at CR LF, LF or a lone CR, the three breaks Monaco knows, so a line number means the same
 * line on both sides of the contract.
 */

/** A place in text: line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replace what stands in `range` by `text`. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}
