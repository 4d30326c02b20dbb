/** The names under which the two sides of the desktop host speak. Everything else is out of reach for the page. */

/** Requests: one channel for each operation of the contract. */
export function operationChannel(name: string): string {
  return `strata:call:${name}`;
}

/** Engine events, from the engine to the page. */
export const EVENT_CHANNEL = 'strata:event';

/** Ids of commands that were chosen in the application menu, for the page's command registry. */
export const COMMAND_CHANNEL = 'strata:command';
