/** The routes of the browser host: every operation of the contract, the login, the events, the renderer's files. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RendererFile } from '../core/application/renderer-files.ts';
import type { Engine } from '../core/engine-types.ts';
import { type ErrorShape, StrataError, toErrorShape } from '../shared/contract/errors.ts';
import { API_PREFIX, CLIENT_HEADER, EVENTS_PATH, LOGIN_PATH, LoginRequest } from '../shared/contract/http.ts';
import { type Input, operationNames, operations } from '../shared/contract/operations.ts';
import { API_HEADERS, JSON_TYPE, PAGE_HEADERS, type Refusal, statusOf } from './answers.ts';
import type { Credentials } from './credentials.ts';
import type { EventHub } from './events.ts';
import { refusalOf } from './gate.ts';
import { MAX_DOCUMENT_BYTES, MAX_LOGIN_BODY_BYTES } from './limits.ts';

/** One route per operation: input from the `input` query parameter (GET) or the body (POST), output as JSON. */
export function addOperationRoutes(app: FastifyInstance, engine: Engine): void {
  const parseJson = jsonParserOf(app);
  for (const name of operationNames) {
    const { method, path } = operations[name];
    app.route({
      method,
      url: `${API_PREFIX}${path}`,
      async handler(request, reply) {
        const input = method === 'GET' ? await parseJson(request, queryInput(request)) : request.body;
        // The engine checks every input against the contract; here it is still whatever the client sent.
        const output = await engine.call(name, input as Input<typeof name>, clientOf(request));
        return sendJson(reply, 200, output);
      },
    });
  }
}

/** Exchanges a login code for the token. */
export function addLoginRoute(app: FastifyInstance, credentials: Credentials): void {
  app.post(LOGIN_PATH, { bodyLimit: MAX_LOGIN_BODY_BYTES }, async (request, reply) => {
    const login = LoginRequest.safeParse(request.body);
    if (!login.success) throw badRequest('A login is {"code": "..."} and nothing else.');
    const { verdict, token } = credentials.exchange(login.data.code, login.data.tab);
    if (token !== null) return sendJson(reply, 200, { token });
    const { status, headers, error } = refusalOf(verdict, badCode);
    return sendJson(reply.headers({ ...headers }), status, error);
  });
}

/** Hands the connection of whoever asks for events to the hub. */
export function addEventRoute(app: FastifyInstance, events: EventHub): void {
  app.get(EVENTS_PATH, (_request, reply) => {
    reply.hijack();
    events.open(reply.raw);
  });
}

/** One route per file, by its exact name. */
export function addRendererRoutes(app: FastifyInstance, files: ReadonlyMap<string, RendererFile>): void {
  for (const [url, file] of files) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      handler: (_request, reply) =>
        reply
          .headers({ ...PAGE_HEADERS, 'cache-control': file.cacheControl })
          .type(file.type)
          .send(file.content),
    });
  }
}

/** Everything that fails leaves as an error shape. `onFault` hears of what nobody expected. */
export function addErrorAnswers(app: FastifyInstance, onFault: (error: unknown) => void): void {
  app.setNotFoundHandler((_request, reply) =>
    sendJson(reply, 404, { code: 'NOT_FOUND', message: 'There is nothing under this path.' }),
  );
  app.setErrorHandler((error: FastifyError | StrataError, _request, reply) => {
    const { status, error: shape } = answerTo(error);
    if (shape.code === 'INTERNAL') onFault(error);
    return sendJson(reply, status, shape);
  });
}

function answerTo(error: FastifyError | StrataError): Refusal {
  if (error instanceof StrataError) return { status: statusOf[error.code], error: error.toShape() };
  const { statusCode = 500 } = error;
  if (statusCode === 413) return { status: 413, error: tooLarge };
  if (statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      error: { code: 'BAD_REQUEST', message: `The request is unreadable: ${error.message}` },
    };
  }
  return { status: 500, error: toErrorShape(error) };
}

const tooLarge: ErrorShape = {
  code: 'TOO_LARGE',
  message: 'The request is larger than Strata accepts.',
  remedy: `Documents of up to ${MAX_DOCUMENT_BYTES / 1024 / 1024} MB can be edited here; change larger ones with another tool.`,
};

const badCode: Refusal = {
  status: 401,
  error: {
    code: 'UNAUTHORIZED',
    message: 'This address has been used already, has been replaced by a newer one, or has expired.',
    remedy: 'Press Enter in the terminal where Strata runs and open the address it prints.',
  },
};

function badRequest(message: string): StrataError {
  return new StrataError({ code: 'BAD_REQUEST', message });
}

function sendJson(reply: FastifyReply, status: number, value: unknown): FastifyReply {
  return reply.code(status).headers(API_HEADERS).type(JSON_TYPE).send(JSON.stringify(value));
}

/** Fastify's own parser, for query parameters too: it refuses `__proto__` and `constructor.prototype` keys. */
function jsonParserOf(app: FastifyInstance) {
  const parse = app.getDefaultJsonParser('error', 'error');
  return (request: FastifyRequest, text: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      parse(request, text, (error, value) => (error ? reject(error) : resolve(value)));
    });
}

function queryInput(request: FastifyRequest): string {
  const { input } = request.query as Record<string, string | string[] | undefined>;
  if (Array.isArray(input)) throw badRequest('There is more than one `input` in the query.');
  return input ?? '{}';
}

function clientOf(request: FastifyRequest): string | undefined {
  const client = request.headers[CLIENT_HEADER];
  if (client === undefined) return undefined;
  if (typeof client !== 'string' || !/^[\w-]{1,64}$/.test(client)) {
    throw badRequest(`${CLIENT_HEADER} is up to 64 letters, digits, hyphens and underscores.`);
  }
  return client;
}
