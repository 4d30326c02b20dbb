import { useEffect } from 'react';
import { useWorkspace } from '../state/workspace.ts';
import { storeArrangementNow } from './arrangement.ts';
import { unsavedFiles } from './session.ts';

/**
 * Asks before the page goes while the engine is out of reach and work is unsaved. At all other times the engine
 * holds every key stroke already and brings it back at the next start. What the user arranged last goes to the
 * engine as the page goes.
 */
export function useLeaveGuard(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!useWorkspace.getState().connected && unsavedFiles().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    window.addEventListener('pagehide', storeArrangementNow);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('pagehide', storeArrangementNow);
    };
  }, []);
}
