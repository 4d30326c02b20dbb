import { useEffect, useState } from 'react';
import type { StrataClient } from '../../../shared/contract/client.ts';
import { type ErrorShape, toErrorShape } from '../../../shared/contract/errors.ts';
import type { EngineEvent } from '../../../shared/contract/events.ts';
import type { CompareSide, Comparison } from '../../../shared/contract/model.ts';
import { flush, onEngineEvent } from '../models.ts';

export type ComparisonState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: ErrorShape }
  | { readonly kind: 'ready'; readonly comparison: Comparison };

/** Changes come in bursts while somebody types; a comparison made again at each would never stand still. */
const SETTLE_MS = 200;

/** Both sides as they are, and again whenever one of them changes. */
export function useComparison(client: StrataClient, left: CompareSide, right: CompareSide): ComparisonState {
  const [state, setState] = useState<ComparisonState>({ kind: 'loading' });
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      try {
        for (const side of [left, right]) if (side.kind === 'buffer') await flush(side.file);
        const comparison = await client.call('compare.sides', { left, right });
        if (isWanted) setState({ kind: 'ready', comparison });
      } catch (error) {
        if (isWanted) setState({ kind: 'failed', error: toErrorShape(error) });
      }
    };
    void load();
    const stopListening = onEngineEvent((event) => {
      if (!touches(event, left) && !touches(event, right)) return;
      clearTimeout(timer);
      timer = setTimeout(load, SETTLE_MS);
    });
    return () => {
      isWanted = false;
      clearTimeout(timer);
      stopListening();
    };
  }, [client, left, right]);
  return state;
}

function touches(event: EngineEvent, side: CompareSide): boolean {
  switch (side.kind) {
    case 'version':
      return false;
    case 'environment':
      return event.type === 'analysis';
    case 'buffer':
      return isAbout(event, side.file);
    case 'saved':
      return event.type === 'history' && event.file === side.file;
  }
}

function isAbout(event: EngineEvent, file: string): boolean {
  if (event.type === 'document.edited') return event.file === file;
  return event.type === 'document.state' && event.document.file === file;
}
