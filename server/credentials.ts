/** Who may call: one token per process, handed out for one-time codes. */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AUTH_FAILURE_WINDOW_MS, MAX_AUTH_FAILURES } from './limits.ts';

/**
 * How long an unused login code stays good. The rule this product follows elsewhere is a minute, meant for a code
 * that a program hands to a browser by itself. Ours is also printed for people, who start Strata, answer the
 * phone and then click. The code is good for one tab, and only the newest one is; it travels in the fragment, which no
 * server, log or `Referer` sees. What remains is somebody else on the machine reading it, off the screen or off
 * the command line of the program that opens the browser, before its owner has used it: ten minutes bound that
 * without getting in anybody's way, and the owner notices, because the code then fails for them. After that a
 * press of Enter in the terminal prints a fresh one.
 */
export const LOGIN_CODE_LIFE_MS = 10 * 60_000;

/**
 * How long the tab that has used a code may use it again. A reload can end a page between the answer that holds the
 * token and the moment the page keeps it; the code is still in its address then. Nobody else profits: the
 * tab proves itself by a random name that it made before and that no address, log or screen shows.
 */
export const LOGIN_REPEAT_MS = 10_000;

export type Verdict = 'accepted' | 'refused' | 'too-many-failures';

export interface Credentials {
  /** A fresh one-time code; the one before stops working. */
  newLoginCode(): string;
  /** Uses up a code, except for the tab with this secret name for a few seconds more. */
  exchange(code: string, tab?: string): { readonly verdict: Verdict; readonly token: string | null };
  /** Judges an `Authorization` header. */
  check(authorization: string | undefined): Verdict;
}

interface PendingLogin {
  readonly digest: Buffer;
  readonly expiresAtMs: number;
  /** The tab that has used the code; null while none has. */
  readonly tabDigest: Buffer | null;
}

/** Credentials of one host; they live and die with the process. */
export function createCredentials(now: () => Date): Credentials {
  const token = randomBytes(32).toString('base64url');
  const tokenDigest = digest(token);
  const failures = createFailureLimit(now);
  let pending: PendingLogin | null = null;

  return {
    newLoginCode() {
      const code = randomBytes(16).toString('base64url');
      pending = { digest: digest(code), expiresAtMs: now().getTime() + LOGIN_CODE_LIFE_MS, tabDigest: null };
      return code;
    },
    exchange(code, tab) {
      const time = now().getTime();
      const known = pending !== null && time < pending.expiresAtMs && sameSecret(code, pending.digest);
      const tabDigest = pending?.tabDigest ?? null;
      const good = known && (tabDigest === null || (tab !== undefined && sameSecret(tab, tabDigest)));
      if (!good) return { verdict: failures.count(), token: null };
      if (tab === undefined) pending = null;
      else if (pending !== null && tabDigest === null) {
        pending = { ...pending, tabDigest: digest(tab), expiresAtMs: time + LOGIN_REPEAT_MS };
      }
      return { verdict: 'accepted', token };
    },
    check(authorization) {
      // A valid token passes even while the limit is reached: otherwise any local program could lock the user out.
      return sameSecret(bearerOf(authorization), tokenDigest) ? 'accepted' : failures.count();
    },
  };
}

/** Counts failures of the last minute, of all clients together: on loopback they all have one address. */
function createFailureLimit(now: () => Date): { count(): Verdict } {
  let times: number[] = [];
  return {
    count() {
      const time = now().getTime();
      times = times.filter((earlier) => time - earlier < AUTH_FAILURE_WINDOW_MS);
      if (times.length >= MAX_AUTH_FAILURES) return 'too-many-failures';
      times.push(time);
      return 'refused';
    },
  };
}

function bearerOf(authorization: string | undefined): string {
  return /^Bearer ([\w-]+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

/** Compares digests, so that neither the length nor the first wrong character of a guess shows in the time. */
function sameSecret(presented: string, expectedDigest: Buffer): boolean {
  return timingSafeEqual(digest(presented), expectedDigest);
}

function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
