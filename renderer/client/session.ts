/** The page's standing with the host: the token, and how it is come by. */
import { errorFromShape } from '../../shared/contract/client.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { LOGIN_CODE_PARAMETER, LOGIN_PATH, LoginReply } from '../../shared/contract/http.ts';
import type { BrowserPage } from './browser-page.ts';
import { exchange } from './exchange.ts';

export interface Session {
  /** The token, after the login under way. Rejects with UNAUTHORIZED or UNREACHABLE. */
  token(): Promise<string>;
  /** The token of a session that is signed in, without waiting; null while there is none. */
  readonly held: string | null;
  /** Says that the host no longer knows this token. */
  forget(token: string): void;
  /** Calls back when the user has opened a fresh address in this tab. */
  onRenewed(listener: () => void): void;
  /** Calls back when the host turned out not to know the token any more. */
  onForgotten(listener: () => void): void;
}

/**
 * Logs in with the code of the address, if it has one, else continues with the token of this tab. The code
 * leaves the address bar as soon as the token is kept, so that a reload before that logs in again (the host
 * knows the tab by its secret name); it must not end
 * up in a bookmark or a screenshot. A code that fails does not end a session that still works (the user went back in history, or opened the old address again).
 */
export function createSession(page: BrowserPage): Session {
  const listeners: (() => void)[] = [];
  const forgotten: (() => void)[] = [];
  let code = readCode(page);
  let signedIn: Promise<string> | null = null;
  let held: string | null = null;

  page.onFragmentChange(() => {
    const fresh = readCode(page);
    if (fresh === null || fresh === code) return;
    code = fresh;
    signedIn = null;
    held = null;
    for (const listener of listeners) listener();
  });

  async function signIn(): Promise<string> {
    const kept = page.storage.read();
    if (code === null) {
      if (kept === null) throw notSignedIn();
      return kept;
    }
    const tried = code;
    try {
      const token = await login(page, tried);
      page.storage.write(token);
      done(tried);
      return token;
    } catch (error) {
      if (isUnreachable(error)) throw error;
      done(tried);
      if (kept !== null) return kept;
      throw error;
    }
  }

  /** A fresher code that came meanwhile stays. */
  function done(tried: string): void {
    if (code === tried) code = null;
    if (readCode(page) === tried) removeCode(page);
  }

  return {
    async token() {
      const attempt = signedIn ?? signIn();
      signedIn = attempt;
      try {
        const token = await attempt;
        if (signedIn === attempt) held = token;
        return token;
      } catch (error) {
        // The code has not been used where nobody answered: the next call tries again.
        if (isUnreachable(error) && signedIn === attempt) signedIn = null;
        throw error;
      }
    },
    get held() {
      return held;
    },
    forget(token) {
      if (page.storage.read() !== token) return;
      page.storage.write(null);
      signedIn = null;
      held = null;
      for (const listener of forgotten) listener();
    },
    onRenewed(listener) {
      listeners.push(listener);
    },
    onForgotten(listener) {
      forgotten.push(listener);
    },
  };
}

async function login(page: BrowserPage, code: string): Promise<string> {
  const { ok, body } = await exchange(page, LOGIN_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(page.secretName === null ? { code } : { code, tab: page.secretName }),
  });
  if (!ok) throw errorFromShape(body);
  return LoginReply.parse(body).token;
}

/** The code behind `#`; null where there is none. */
function readCode(page: BrowserPage): string | null {
  return new URLSearchParams(page.fragment()).get(LOGIN_CODE_PARAMETER);
}

/** Leaves the rest of what is behind `#`. */
function removeCode(page: BrowserPage): void {
  const parameters = new URLSearchParams(page.fragment());
  parameters.delete(LOGIN_CODE_PARAMETER);
  page.replaceFragment(parameters.toString());
}

function isUnreachable(error: unknown): boolean {
  return error instanceof StrataError && error.code === 'UNREACHABLE';
}

function notSignedIn(): StrataError {
  return new StrataError({
    code: 'UNAUTHORIZED',
    message: 'This tab is not signed in.',
    remedy: 'Press Enter in the terminal where Strata runs and open the address it prints.',
  });
}
