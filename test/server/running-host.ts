/** A host over a memory engine and a small renderer folder, and raw requests to it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from '../../server/host.ts';
import { createMemoryEngine, type MemoryEngine } from './memory-engine.ts';

export interface RunningHost {
  readonly host: BrowserHost;
  readonly engine: MemoryEngine;
  readonly port: number;
  readonly token: string;
  readonly faults: unknown[];
  /** The folder above the renderer's; what lies there must never be served. */
  readonly outside: string;
  /** Moves the host's clock. */
  wait(durationMs: number): void;
  stop(): Promise<void>;
}

/** Starts a host, signed in once, so that `token` is good. */
export async function runHost(options: Partial<BrowserHostOptions> = {}): Promise<RunningHost> {
  const outside = await mkdtemp(join(tmpdir(), 'strata-host-'));
  await writeRenderer(join(outside, 'root'));
  const engine = createMemoryEngine();
  const faults: unknown[] = [];
  let time = Date.UTC(2026, 0, 1);
  const host = await startBrowserHost({
    engine,
    rendererFolder: join(outside, 'root'),
    now: () => new Date(time),
    onFault: (error) => faults.push(error),
    ...options,
  });
  return {
    host,
    engine,
    port: Number(new URL(host.address).port),
    token: await logIn(host),
    faults,
    outside,
    wait(durationMs) {
      time += durationMs;
    },
    async stop() {
      await host.close();
      await rm(outside, { recursive: true });
    },
  };
}

async function writeRenderer(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Strata</title>');
  await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(folder, 'assets', 'index-Bx12_-9Z.js'), 'export {};\n');
}

/** Uses the host's first login code. */
export async function logIn(host: BrowserHost, url = host.url): Promise<string> {
  const answer = await fetch(`${host.address}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: codeOf(url) }),
  });
  return ((await answer.json()) as { token: string }).token;
}

export function codeOf(url: string): string {
  return new URLSearchParams(new URL(url).hash.slice(1)).get('code') ?? '';
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Everything the host sent. */
  readonly bytes: string;
}

/** Sends bytes as they are and reads until the host closes; status 0 where it closed without an answer. */
export async function sendRaw(port: number, bytes: string): Promise<RawAnswer> {
  return parseAnswer(await everythingFrom(connectTo(port, bytes)));
}

export function connectTo(port: number, bytes: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.from(bytes, 'latin1'));
  return socket;
}

/** A request as a careful client would write it: lines given one by one, ended by closing; one byte per character. */
export function rawRequest(line: string, headers: readonly string[], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${body.length}`];
  return [line, ...headers, ...length, 'Connection: close', '', body].join('\r\n');
}

function everythingFrom(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => pieces.push(piece));
    // A reset after an answer is still an answer.
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(pieces).toString('latin1')));
  });
}

function parseAnswer(bytes: string): RawAnswer {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.slice(0, Math.max(headEnd, 0)).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: bytes.slice(headEnd + 4), bytes };
}
