/** The smallest page that signs in: what the tests call is the client of the real renderer. */
import { connect } from '../../renderer/client/index.ts';

const client = connect();
const connections: boolean[] = [];
client.subscribe(
  () => {},
  (connected) => connections.push(connected),
);

export interface TransportPage {
  readonly client: typeof client;
  /** What the client was told of its connection so far. */
  readonly connections: readonly boolean[];
}

Object.assign(window, { transport: { client, connections } satisfies TransportPage });
