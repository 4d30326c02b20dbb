import { browserPeers, type Peers } from './peers.ts';

/** The parts of a browser page that the HTTP transport uses, so that it also runs where there is no page. */
export interface BrowserPage {
  /** The origin that serves the page and the API. */
  readonly origin: string;
  readonly fetch: typeof fetch;
  /** What the address bar holds after `#`, without it. */
  fragment(): string;
  /** Changes the fragment without leaving a trace of the old one in the page's history. */
  replaceFragment(fragment: string): void;
  /** Calls back when the user puts another fragment behind the same address. */
  onFragmentChange(listener: () => void): void;
  /** Keeps the token across reloads of this tab, and in no other tab. */
  readonly storage: TokenStorage;
  /** A random name of this tab that nobody else can know, the same after a reload; null where none can be kept. */
  readonly secretName: string | null;
  /** The other tabs with this origin; null where they cannot be reached. */
  readonly peers: Peers | null;
}

export interface TokenStorage {
  read(): string | null;
  write(token: string | null): void;
}

const STORAGE_KEY = 'strata.token';
const NAME_KEY = 'strata.tab';

/** The page this script runs in. */
export function currentPage(): BrowserPage {
  return {
    origin: location.origin,
    fetch: (input, init) => fetch(input, init),
    fragment: () => location.hash.slice(1),
    replaceFragment(fragment) {
      const address = location.pathname + location.search;
      history.replaceState(history.state, '', fragment === '' ? address : `${address}#${fragment}`);
    },
    onFragmentChange: (listener) => addEventListener('hashchange', listener),
    storage: sessionTokenStorage(),
    secretName: secretName(),
    peers: browserPeers(),
  };
}

function secretName(): string | null {
  try {
    const known = sessionStorage.getItem(NAME_KEY);
    if (known !== null) return known;
    const made = crypto.randomUUID();
    sessionStorage.setItem(NAME_KEY, made);
    return made;
  } catch {
    return null;
  }
}

/** Session storage; memory where the browser's settings forbid it, which costs no more than reloads. */
function sessionTokenStorage(): TokenStorage {
  let remembered: string | null = null;
  return {
    read() {
      try {
        return sessionStorage.getItem(STORAGE_KEY) ?? remembered;
      } catch {
        return remembered;
      }
    },
    write(token) {
      remembered = token;
      try {
        if (token === null) sessionStorage.removeItem(STORAGE_KEY);
        else sessionStorage.setItem(STORAGE_KEY, token);
      } catch {
        // Remembered above.
      }
    },
  };
}
