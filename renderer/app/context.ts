import { createContext, use } from 'react';
import type { StrataClient } from '../../shared/contract/client.ts';
import type { Command } from '../commands/command.ts';

/** What every component may reach: the engine and the commands. */
export interface App {
  readonly client: StrataClient;
  readonly commands: readonly Command[];
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = use(AppContext);
  if (app === null) throw new Error('The app context is missing.');
  return app;
}
