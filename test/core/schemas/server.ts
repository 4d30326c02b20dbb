import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface SchemaServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Paths in the order they were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A server on this machine, closed when the test ends. */
export async function schemaServer(answer: RequestListener): Promise<SchemaServer> {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    asked.push(request.url ?? '');
    answer(request, response as never);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}
