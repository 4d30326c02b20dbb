import type { Ref } from 'react';
import { type LayoutChangedMeta, type PanelImperativeHandle, usePanelRef } from 'react-resizable-panels';
import { useLayout } from '../state/layout.ts';

interface RememberedSize {
  readonly panelRef: Ref<PanelImperativeHandle | null>;
  /** Pixels as the user left it, else the panel's own default. */
  readonly defaultSize: number | string;
  /** For the group's `onLayoutChanged`: keeps what the user did, not what a smaller window did. */
  readonly remember: (sizes: unknown, meta: LayoutChangedMeta) => void;
}

/** Remembers the size the user gave a panel, under the panel's name. */
export function useRememberedSize(panel: string, fallback: number | string): RememberedSize {
  const panelRef = usePanelRef();
  return {
    panelRef,
    defaultSize: useLayout.getState().sizes[panel] ?? fallback,
    remember: (_sizes, { isUserInteraction }) => {
      const pixels = panelRef.current?.getSize().inPixels;
      if (!isUserInteraction || pixels === undefined) return;
      useLayout.setState(({ sizes }) => ({ sizes: { ...sizes, [panel]: Math.round(pixels) } }));
    },
  };
}
