/** A browser page without a browser: an address bar, a tab's storage and Node's `fetch`. */
import type { BrowserPage } from '../../../renderer/client/browser-page.ts';

export interface StandInPage extends BrowserPage {
  /** The user puts another address with the same origin and path into the address bar. */
  visit(url: string): void;
  stored(): string | null;
  /** The same tab after a reload: storage and address stay, everything else is new. */
  reloaded(): StandInPage;
}

export function openPage(
  url: string,
  kept: string | null = null,
  secretName: string | null = crypto.randomUUID(),
): StandInPage {
  const { origin, hash } = new URL(url);
  let fragment = hash.slice(1);
  let token = kept;
  const listeners: (() => void)[] = [];
  return {
    origin,
    fetch: (input, init) => fetch(input, init),
    fragment: () => fragment,
    replaceFragment(next) {
      fragment = next;
    },
    onFragmentChange: (listener) => void listeners.push(listener),
    storage: {
      read: () => token,
      write(next) {
        token = next;
      },
    },
    secretName,
    peers: null,
    visit(next) {
      fragment = new URL(next).hash.slice(1);
      for (const listener of listeners) listener();
    },
    stored: () => token,
    reloaded: () => openPage(`${origin}/#${fragment}`, token, secretName),
  };
}
