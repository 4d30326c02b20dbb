/**
 * A loader that runs at most one load at a time; of the inputs that arrive meanwhile only the newest is loaded,
 * so there is never a queue of stale work. The returned function asks for an input.
 */
export function createLatest<Input, Output>(
  load: (input: Input) => Promise<Output>,
  done: (output: Output, input: Input) => void,
  failed: (error: unknown, input: Input) => void,
): (input: Input) => void {
  let running = false;
  let waiting: { readonly input: Input } | null = null;

  async function start(input: Input): Promise<void> {
    running = true;
    try {
      done(await load(input), input);
    } catch (error) {
      failed(error, input);
    } finally {
      running = false;
      const next = waiting;
      waiting = null;
      if (next !== null) void start(next.input);
    }
  }

  return (input) => {
    if (running) waiting = { input };
    else void start(input);
  };
}
