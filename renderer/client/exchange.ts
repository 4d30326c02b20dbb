/** One request and its JSON answer, with every network failure turned into an error the user can act on. */
import { StrataError } from '../../shared/contract/errors.ts';
import type { BrowserPage } from './browser-page.ts';

export interface Answer {
  readonly ok: boolean;
  readonly body: unknown;
}

/** Sends a request and reads the whole answer. Rejects with UNREACHABLE where either did not get through. */
export async function exchange(page: BrowserPage, path: string, init: RequestInit): Promise<Answer> {
  const response = await request(page, path, init);
  const text = await response.text().catch((cause: unknown) => {
    throw unreachable(cause);
  });
  return { ok: response.ok, body: parsed(text) };
}

/**
 * Sends a request. The default mode stays: `same-origin` together with the page's `no-referrer` policy would make
 * the browser send `Origin: null` (Fetch standard, "append a request Origin header"), which the host refuses.
 */
export async function request(page: BrowserPage, path: string, init: RequestInit): Promise<Response> {
  try {
    return await page.fetch(page.origin + path, {
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      ...init,
    });
  } catch (cause) {
    throw unreachable(cause);
  }
}

function unreachable(cause: unknown): StrataError {
  return new StrataError(
    {
      code: 'UNREACHABLE',
      message: 'Strata does not answer.',
      remedy:
        'The Strata process has ended. Start it again with `npm start` or `strata serve` and open the address it prints. Unsaved work is kept and comes back.',
    },
    { cause },
  );
}

/** Undefined for what is not JSON; the contract's checks then say that it does not fit. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
