/** The browser host as its user starts it, on a folder of its own, and the client of its page without the page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, errorFromShape, type StrataClient } from '../shared/contract/client.ts';
import {
  API_PREFIX,
  CLIENT_HEADER,
  EVENTS_PATH,
  LOGIN_CODE_PARAMETER,
  LOGIN_PATH,
  LoginReply,
} from '../shared/contract/http.ts';
import { operations } from '../shared/contract/operations.ts';

const STRATA = fileURLToPath(new URL('../cli/strata.mjs', import.meta.url));
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\S*/;

export interface Host {
  /** Of the process that runs the engine and its worker. */
  readonly pid: number;
  /** Signs in once. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `strata serve` on a folder, with an empty data folder; resolves when it has printed its address. */
export async function startHost(folder: string): Promise<Host> {
  const data = mkdtempSync(join(tmpdir(), 'strata-bench-data-'));
  const child = spawn(process.execPath, [STRATA, 'serve', folder, '--no-open'], {
    env: { ...process.env, STRATA_DATA: data, HOME: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    await end(child);
    rmSync(data, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const url = ADDRESS.exec(line)?.[0];
    if (url !== undefined && child.pid !== undefined) return { pid: child.pid, url, stop };
  }
  await stop();
  throw new Error('"strata serve" ended without printing its address.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** Signs in and calls over HTTP, as the page does. Uses up the host's address. */
export async function connect({ url }: Host): Promise<StrataClient> {
  const { origin, hash } = new URL(url);
  const json = { 'content-type': 'application/json', origin };
  const login = await fetch(origin + LOGIN_PATH, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ code: new URLSearchParams(hash.slice(1)).get(LOGIN_CODE_PARAMETER) }),
  });
  const { token } = LoginReply.parse(await login.json());
  const headers = { ...json, authorization: `Bearer ${token}`, [CLIENT_HEADER]: 'bench' };
  return createClient({
    async call(name, input) {
      const { method, path } = operations[name];
      const body = JSON.stringify(input);
      const response =
        method === 'GET'
          ? await fetch(`${origin}${API_PREFIX}${path}?input=${encodeURIComponent(body)}`, { headers })
          : await fetch(`${origin}${API_PREFIX}${path}`, { method, headers, body });
      const output: unknown = await response.json();
      if (!response.ok) throw errorFromShape(output);
      return output;
    },
    subscribe(onEvent) {
      const ended = new AbortController();
      void followEvents(origin + EVENTS_PATH, headers, ended.signal, onEvent);
      return () => ended.abort();
    },
  });
}

/** Reads server-sent events until it is told to stop. */
async function followEvents(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  onEvent: (event: unknown) => void,
): Promise<void> {
  try {
    const { body } = await fetch(address, { headers, signal });
    let unread = '';
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const frames = (unread + text).split('\n\n');
      unread = frames.pop() ?? '';
      for (const frame of frames)
        if (frame.startsWith('data:')) onEvent(JSON.parse(frame.slice('data:'.length)));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
