/** The client every screen uses, made from the table; a transport only moves JSON. */
import { ErrorShape } from './error-shape.ts';
import { StrataError } from './errors.ts';
import { EngineEvent } from './events.ts';
import { type Input, type OperationName, type Output, operations } from './operations.ts';

export interface Transport {
  /** Resolves to the operation's output or rejects with a StrataError. */
  call(name: OperationName, input: unknown): Promise<unknown>;
  /** Calls back for every event until the returned function is called. */
  subscribe(onEvent: (event: unknown) => void, onConnection: (connected: boolean) => void): () => void;
}

export interface StrataClient {
  call<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>>;
  subscribe(onEvent: (event: EngineEvent) => void, onConnection?: (connected: boolean) => void): () => void;
}

/** Checks what comes back as well as what goes out: neither side trusts the other. */
export function createClient(transport: Transport): StrataClient {
  return {
    async call(name, input) {
      const checked = operations[name].input.safeParse(input);
      if (!checked.success) throw badPayload(name, 'input', checked.error.message);
      const output = operations[name].output.safeParse(await transport.call(name, checked.data));
      if (!output.success) throw badPayload(name, 'output', output.error.message);
      return output.data as never;
    },
    subscribe(onEvent, onConnection = () => {}) {
      return transport.subscribe((event) => {
        const checked = EngineEvent.safeParse(event);
        if (!checked.success) throw badPayload('event', 'payload', checked.error.message);
        onEvent(checked.data);
      }, onConnection);
    },
  };
}

/** Rebuilds the error a host sent. */
export function errorFromShape(value: unknown): StrataError {
  const shape = ErrorShape.safeParse(value);
  return new StrataError(
    shape.success
      ? shape.data
      : { code: 'INTERNAL', message: 'The engine answered with something unreadable.' },
  );
}

function badPayload(name: string, side: string, message: string): StrataError {
  return new StrataError({
    code: 'BAD_REQUEST',
    message: `The ${side} of ${name} does not fit the contract: ${message}`,
  });
}
