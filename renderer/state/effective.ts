/** The effective configuration of the selection, loaded when the analysis or the selection changes. */
import { create } from 'zustand';
import type { StrataClient } from '../../shared/contract/client.ts';
import { type ErrorShape, toErrorShape } from '../../shared/contract/errors.ts';
import type { EffectiveView } from '../../shared/contract/model.ts';
import { createLatest } from './latest.ts';
import { type Selection, useSelection } from './selection.ts';
import { useWorkspace } from './workspace.ts';

interface EffectiveStore {
  readonly view: EffectiveView | null;
  readonly failure: ErrorShape | null;
  /** Dotted path of the row whose provenance is shown. */
  readonly focused: string | null;
}

export const useEffective = create<EffectiveStore>(() => ({ view: null, failure: null, focused: null }));

/** What took longer than this is felt when it is done at every keystroke. */
const NOTICEABLE_MS = 50;
/** Who has not typed for so long is taken to read, however long a load takes. */
const LONGEST_PAUSE_MS = 1000;

/**
 * A loader for one client; an answer for a selection or workspace that was left meanwhile is dropped. The values of a
 * large configuration are megabytes that the engine makes and the page checks, while the next keystroke waits for
 * both: they are loaded again when nothing was asked for as long as the last time took, twice over.
 */
export function createEffectiveLoader(client: StrataClient): (selection: Selection) => void {
  const isCurrent = ({ environment, service }: Selection) => {
    const selection = useSelection.getState();
    return selection.environment === environment && selection.service === service;
  };
  let shown: Selection | null = null;
  let tookMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = createLatest<Selection, EffectiveView>(
    async ({ environment, service }) => {
      const started = performance.now();
      const view = await client.call('effective.view', { environment, service });
      tookMs = performance.now() - started;
      return view;
    },
    (view, asked) => {
      const { workspace } = useWorkspace.getState();
      if (!isCurrent(asked) || view.generation !== workspace?.generation) return;
      shown = asked;
      useEffective.setState({ view, failure: null });
    },
    (error, asked) => {
      if (isCurrent(asked)) useEffective.setState({ view: null, failure: toErrorShape(error) });
    },
  );
  return (selection) => {
    clearTimeout(timer);
    const isShown =
      useEffective.getState().view !== null &&
      shown?.environment === selection.environment &&
      shown.service === selection.service;
    if (!isShown || tookMs < NOTICEABLE_MS) load(selection);
    else timer = setTimeout(() => load(selection), Math.min(2 * tookMs, LONGEST_PAUSE_MS));
  };
}
