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

/** A loader for one client; an answer for a selection or workspace that was left meanwhile is dropped. */
export function createEffectiveLoader(client: StrataClient): (selection: Selection) => void {
  const current = ({ environment, service }: Selection) => {
    const selection = useSelection.getState();
    return selection.environment === environment && selection.service === service;
  };
  return createLatest<Selection, EffectiveView>(
    ({ environment, service }) => client.call('effective.view', { environment, service }),
    (view, asked) => {
      const { workspace } = useWorkspace.getState();
      if (current(asked) && view.generation === workspace?.generation)
        useEffective.setState({ view, failure: null });
    },
    (error, asked) => {
      if (current(asked)) useEffective.setState({ view: null, failure: toErrorShape(error) });
    },
  );
}
