import type { LayerDefinition, LayoutKind } from './model.ts';

/** A layout that was recognised; lowest precedence first in `layers`. */
export interface Layout {
  readonly kind: LayoutKind;
  readonly reason: string;
  readonly layers: readonly Omit<LayerDefinition, 'id'>[];
  readonly environments: readonly string[];
}
