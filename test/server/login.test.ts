/** How a page comes by its token, and what happens to those that have none. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCredentials, LOGIN_CODE_LIFE_MS, LOGIN_REPEAT_MS } from '../../server/credentials.ts';
import { MAX_AUTH_FAILURES } from '../../server/limits.ts';
import { codeOf, logIn, type RunningHost, runHost } from './running-host.ts';

const { compare } = vi.hoisted(() => ({ compare: vi.fn() }));
vi.mock('node:crypto', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:crypto')>();
  compare.mockImplementation(original.timingSafeEqual);
  return { ...original, timingSafeEqual: compare };
});

let running: RunningHost;
beforeEach(async () => {
  running = await runHost();
});
afterEach(() => running.stop());

async function login(code: string, tab?: string) {
  const answer = await fetch(`${running.host.address}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, ...(tab === undefined ? {} : { tab }) }),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>,
    headers: answer.headers,
  };
}

function callWith(token: string): Promise<Response> {
  return fetch(`${running.host.address}/api/app`, { headers: { authorization: `Bearer ${token}` } });
}

describe('the code in the address', () => {
  it('is exchanged for a token of 256 bits that opens the API', async () => {
    const token = await logIn(running.host, running.host.newLoginUrl());
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect((await callWith(token)).status).toBe(200);
  });

  it('stands in the fragment, the part that no browser sends', () => {
    const url = new URL(running.host.newLoginUrl());
    expect(url.hash).toMatch(/^#code=[\w-]{22}$/);
    expect([url.origin, url.pathname, url.search]).toEqual([running.host.address, '/', '']);
  });

  it('works once', async () => {
    const code = codeOf(running.host.newLoginUrl());
    expect((await login(code)).status).toBe(200);
    const second = await login(code);
    expect(second.status).toBe(401);
    expect(second.body).toMatchObject({ code: 'UNAUTHORIZED', remedy: expect.stringContaining('Enter') });
  });

  it('works for one of many that use it at the same moment', async () => {
    const code = codeOf(running.host.newLoginUrl());
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await login(code)).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('works again for the tab that used it, which may have been reloaded meanwhile, and for no other', async () => {
    const code = codeOf(running.host.newLoginUrl());
    const tab = crypto.randomUUID();
    expect((await login(code, tab)).status).toBe(200);
    expect((await login(code)).status).toBe(401);
    expect((await login(code, crypto.randomUUID())).status).toBe(401);
    expect((await login(code, tab)).status).toBe(200);
    running.wait(LOGIN_REPEAT_MS);
    expect((await login(code, tab)).status).toBe(401);
  });

  it('that was used without naming a tab is used up, also for one that names itself later', async () => {
    const code = codeOf(running.host.newLoginUrl());
    expect((await login(code)).status).toBe(200);
    expect((await login(code, crypto.randomUUID())).status).toBe(401);
  });

  it('works for one of many tabs that use it at the same moment', async () => {
    const code = codeOf(running.host.newLoginUrl());
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await login(code, crypto.randomUUID())).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('takes no name of a tab that could be guessed', async () => {
    expect((await login(codeOf(running.host.newLoginUrl()), 'short')).status).toBe(400);
  });

  it('works to the end of its life, and not after', async () => {
    const inTime = codeOf(running.host.newLoginUrl());
    running.wait(LOGIN_CODE_LIFE_MS - 1);
    expect((await login(inTime)).status).toBe(200);
    const late = codeOf(running.host.newLoginUrl());
    running.wait(LOGIN_CODE_LIFE_MS);
    expect((await login(late)).status).toBe(401);
  });

  it('ends when a newer one is asked for, while sessions go on', async () => {
    const older = codeOf(running.host.newLoginUrl());
    const newer = codeOf(running.host.newLoginUrl());
    expect((await login(older)).status).toBe(401);
    expect((await login(newer)).status).toBe(200);
    expect((await callWith(running.token)).status).toBe(200);
  });

  it('is not the token, and the token is not a code', async () => {
    const code = codeOf(running.host.newLoginUrl());
    expect((await callWith(code)).status).toBe(401);
    expect((await login(running.token)).status).toBe(401);
    expect((await login('')).status).toBe(401);
  });

  it('must come as JSON from no other site', async () => {
    const code = codeOf(running.host.newLoginUrl());
    const foreign = await fetch(`${running.host.address}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://evil.test' },
      body: JSON.stringify({ code }),
    });
    expect(foreign.status).toBe(403);
    const form = await fetch(`${running.host.address}/api/login`, {
      method: 'POST',
      body: JSON.stringify({ code }),
    });
    expect(form.status).toBe(415);
    expect((await login(code)).status).toBe(200);
  });
});

describe('the limit on failures', () => {
  it('answers 429 after 30 in a minute, to codes and tokens alike', async () => {
    for (let failure = 0; failure < MAX_AUTH_FAILURES; failure += 2) {
      expect((await login('wrong')).status).toBe(401);
      expect((await callWith('wrong')).status).toBe(401);
    }
    const limited = await login('wrong');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await callWith('wrong')).status).toBe(429);
  });

  it('never locks out who has the token', async () => {
    for (let failure = 0; failure <= MAX_AUTH_FAILURES; failure += 1) await login('wrong');
    expect((await callWith(running.token)).status).toBe(200);
  });

  it('is over a minute later', async () => {
    for (let failure = 0; failure <= MAX_AUTH_FAILURES; failure += 1) await login('wrong');
    running.wait(60_000);
    expect((await login('wrong')).status).toBe(401);
  });
});

describe('comparing secrets', () => {
  const credentials = createCredentials(() => new Date(0));
  const code = credentials.newLoginCode();

  it.each(['', 'a', code.slice(0, -1), `${code}a`, 'ä'.repeat(500)])(
    'a wrong code goes through the constant-time comparison whatever its length (%#)',
    (wrong) => {
      compare.mockClear();
      expect(credentials.exchange(wrong).token).toBeNull();
      expect(compare).toHaveBeenCalledOnce();
      expect(compare.mock.calls[0]?.map((digest: Buffer) => digest.length)).toEqual([32, 32]);
    },
  );

  it.each([undefined, '', 'Bearer', 'Bearer x', 'Basic x', `Bearer ${'x'.repeat(43)}`])(
    'and so does every Authorization header (%s)',
    (authorization) => {
      compare.mockClear();
      expect(credentials.check(authorization)).toBe('refused');
      expect(compare).toHaveBeenCalledOnce();
    },
  );
});
