import { useEffect } from 'react';
import type { StrataClient } from '../../shared/contract/client.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { report } from '../toasts/queue.ts';

/** Has the engine look at the disk when the user comes back from another program, which may have written there. */
export function useRefreshOnFocus(client: StrataClient): void {
  useEffect(() => {
    const onFocus = () => void client.call('workspace.refresh', {}).catch(reportUnlessUnreachable);
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [client]);
}

/** A lost connection is told by its own banner. */
function reportUnlessUnreachable(error: unknown): void {
  if (!(error instanceof StrataError && error.code === 'UNREACHABLE')) report(error);
}
