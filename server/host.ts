/** The browser host: the engine's contract and the renderer, over HTTP on this machine only. */
import { createServer, type Server } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { readRendererFiles } from '../core/application/renderer-files.ts';
import type { Engine } from '../core/engine-types.ts';
import { StrataError } from '../shared/contract/errors.ts';
import { HEARTBEAT_MS, LOGIN_CODE_PARAMETER } from '../shared/contract/http.ts';
import { type Refusal, rawRefusal, refuse } from './answers.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import { createEventHub } from './events.ts';
import { checkRequest } from './gate.ts';
import * as limits from './limits.ts';
import {
  addErrorAnswers,
  addEventRoute,
  addLoginRoute,
  addOperationRoutes,
  addRendererRoutes,
} from './routes.ts';

export interface BrowserHostOptions {
  readonly engine: Engine;
  /** The folder of the built renderer. */
  readonly rendererFolder: string;
  /** A free one where absent. */
  readonly port?: number;
  /**
   * For work on the renderer: the origin of a development server on this machine, which serves the page instead and
   * passes `/api` on to here. No renderer has to be built then.
   */
  readonly devOrigin?: string;
  readonly now?: () => Date;
  /** Hears of faults that the client is told about as INTERNAL; by default they go to standard error. */
  readonly onFault?: (error: unknown) => void;
}

export interface BrowserHost {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** The page's address with a one-time login code; see `LOGIN_CODE_LIFE_MS` for how long it is good. */
  readonly url: string;
  /** The same with a fresh code: for a second tab, or when the first was not used in time. Earlier codes end. */
  newLoginUrl(): string;
  /** Ends event streams and connections within a second; requests that are running may finish first. */
  close(): Promise<void>;
}

/**
 * Starts the host on 127.0.0.1. The engine stays the caller's: close the host first, then the engine.
 * Throws PORT_TAKEN, NO_PERMISSION (a port that needs privileges), BAD_REQUEST (no port at all, or a development
 * server elsewhere), NOT_FOUND (no built renderer).
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const {
    engine,
    rendererFolder,
    devOrigin,
    port = 0,
    now = () => new Date(),
    onFault = console.error,
  } = options;
  if (devOrigin !== undefined) requireLoopback(devOrigin);
  const files = devOrigin === undefined ? await readRendererFiles(rendererFolder) : null;
  const credentials = createCredentials(now);
  const events = createEventHub(engine, {
    heartbeatMs: HEARTBEAT_MS,
    drainTimeoutMs: limits.STREAM_DRAIN_TIMEOUT_MS,
    maxBufferedBytes: limits.STREAM_MAX_BUFFERED_BYTES,
  });

  const app = createApp(credentials, devOrigin);
  addOperationRoutes(app, engine);
  addLoginRoute(app, credentials);
  addEventRoute(app, events);
  if (files !== null) addRendererRoutes(app, files);
  addErrorAnswers(app, onFault);
  app.addHook('preClose', async () => events.close());

  const address = await listen(app, port);
  const newLoginUrl = () => `${devOrigin ?? address}/#${LOGIN_CODE_PARAMETER}=${credentials.newLoginCode()}`;
  return { address, url: newLoginUrl(), newLoginUrl, close: () => close(app) };
}

/** Fastify behind the gate: its router never sees a request that the gate refuses. */
function createApp(credentials: Credentials, devOrigin: string | undefined): FastifyInstance {
  return Fastify({
    bodyLimit: limits.MAX_BODY_BYTES,
    exposeHeadRoutes: false,
    serverFactory: (handler) => createGatedServer(handler, credentials, devOrigin),
    clientErrorHandler(error, socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) return;
      const { refusal, reasonPhrase } = unreadableRequest(error.code);
      socket.end(rawRefusal(refusal, reasonPhrase));
    },
  });
}

function createGatedServer(
  handler: Parameters<typeof createServer>[1] & {},
  credentials: Credentials,
  devOrigin: string | undefined,
): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.MAX_HEADER_BYTES,
      headersTimeout: limits.HEADERS_TIMEOUT_MS,
      requestTimeout: limits.REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: limits.TIMEOUT_CHECK_INTERVAL_MS,
      keepAliveTimeout: limits.KEEP_ALIVE_TIMEOUT_MS,
      // The gate answers a missing Host, so that HTTP/1.0 and 1.1 get the same answer.
      requireHostHeader: false,
    },
    (request, response) => {
      const names = { port: request.socket.localPort ?? 0, devOrigin };
      const refusal = server.listening ? checkRequest(request, names, credentials.check) : shuttingDown;
      if (refusal === null) handler(request, response);
      else refuse(response, refusal);
    },
  );
  server.maxConnections = limits.MAX_CONNECTIONS;
  return server;
}

/** For a request on a connection that was open before `close`. */
const shuttingDown: Refusal = {
  status: 503,
  headers: { connection: 'close' },
  error: {
    code: 'UNREACHABLE',
    message: 'Strata is shutting down.',
    remedy: 'Start it again and open the address it prints.',
  },
};

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    return await app.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    await app.close();
    throw listenFailure(cause, port);
  }
}

async function close(app: FastifyInstance): Promise<void> {
  const deadline = setTimeout(() => app.server.closeAllConnections(), limits.CLOSE_GRACE_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
  }
}

/** An origin elsewhere would open the engine to the network's pages. */
function requireLoopback(devOrigin: string): void {
  if (/^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/.test(devOrigin)) return;
  throw new StrataError({
    code: 'BAD_REQUEST',
    message: `${devOrigin} is not the origin of a development server on this machine.`,
    remedy: 'Give it as http://127.0.0.1:PORT, without a slash at the end.',
  });
}

function listenFailure(cause: unknown, port: number): unknown {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StrataError(
        {
          code: 'PORT_TAKEN',
          message: `Port ${port} is in use by another program.`,
          details: { port },
          remedy: 'Name another port with --port, or leave --port out to get a free one.',
        },
        { cause },
      );
    case 'EACCES':
      return new StrataError(
        {
          code: 'NO_PERMISSION',
          message: `Port ${port} may be used by the system's own services only.`,
          details: { port },
          remedy: 'Name a port above 1023 with --port, or leave --port out to get a free one.',
        },
        { cause },
      );
    case 'ERR_SOCKET_BAD_PORT':
      return new StrataError(
        {
          code: 'BAD_REQUEST',
          message: `${port} is not a port.`,
          remedy: 'Ports go from 1 to 65535; leave --port out to get a free one.',
        },
        { cause },
      );
    default:
      return cause;
  }
}

/** What Node's parser gave up on, by its error code. */
function unreadableRequest(code: string): { refusal: Refusal; reasonPhrase: string } {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = 'The request line and headers are larger than Strata accepts.';
    return {
      refusal: { status: 431, error: { code: 'TOO_LARGE', message } },
      reasonPhrase: 'Request Header Fields Too Large',
    };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const message = 'The request took too long to arrive.';
    return {
      refusal: { status: 408, error: { code: 'TIMED_OUT', message } },
      reasonPhrase: 'Request Timeout',
    };
  }
  const message = 'This is not a readable HTTP request.';
  return { refusal: { status: 400, error: { code: 'BAD_REQUEST', message } }, reasonPhrase: 'Bad Request' };
}
