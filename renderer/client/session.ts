/** The page's standing with the host: the token, and how it is come by. */
import { errorFromShape } from '../../shared/contract/client.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { LOGIN_CODE_PARAMETER, LOGIN_PATH, LoginReply } from '../../shared/contract/http.ts';
import type { BrowserPage } from './browser-page.ts';
import { exchange } from './exchange.ts';

export interface Session {
  /** The token, after the login under way. Rejects with UNAUTHORIZED or UNREACHABLE. */
  token(): Promise<string>;
  /** Says that the host no longer knows this token. */
  forget(token: string): void;
  /** Calls back when the user has opened a fresh address in this tab. */
  onRenewed(listener: () => void): void;
}

/**
 * Logs in with the code of the address, if it has one, else continues with the token of this tab. The code
 * leaves the address bar at once: it must not end up in a bookmark or a screenshot. A code that fails does not
 * end a session that still works (the user went back in history, or opened the old address again).
 */
export function createSession(page: BrowserPage): Session {
  const listeners: (() => void)[] = [];
  let code = takeCode(page);
  let signedIn: Promise<string> | null = null;

  page.onFragmentChange(() => {
    const fresh = takeCode(page);
    if (fresh === null) return;
    code = fresh;
    signedIn = null;
    for (const listener of listeners) listener();
  });

  async function signIn(): Promise<string> {
    const kept = page.storage.read();
    if (code === null) {
      if (kept === null) throw notSignedIn();
      return kept;
    }
    try {
      const token = await login(page, code);
      page.storage.write(token);
      code = null;
      return token;
    } catch (error) {
      if (isUnreachable(error)) throw error;
      code = null;
      if (kept !== null) return kept;
      throw error;
    }
  }

  return {
    async token() {
      const attempt = signedIn ?? signIn();
      signedIn = attempt;
      try {
        return await attempt;
      } catch (error) {
        // The code has not been used where nobody answered: the next call tries again.
        if (isUnreachable(error) && signedIn === attempt) signedIn = null;
        throw error;
      }
    },
    forget(token) {
      if (page.storage.read() !== token) return;
      page.storage.write(null);
      signedIn = null;
    },
    onRenewed(listener) {
      listeners.push(listener);
    },
  };
}

async function login(page: BrowserPage, code: string): Promise<string> {
  const { ok, body } = await exchange(page, LOGIN_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!ok) throw errorFromShape(body);
  return LoginReply.parse(body).token;
}

/** The code behind `#`, removed from there; null where there is none. */
function takeCode(page: BrowserPage): string | null {
  const parameters = new URLSearchParams(page.fragment());
  const code = parameters.get(LOGIN_CODE_PARAMETER);
  if (code === null) return null;
  parameters.delete(LOGIN_CODE_PARAMETER);
  page.replaceFragment(parameters.toString());
  return code;
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
