import { expect, onTestFinished, test } from 'vitest';
import { AnalysisClient } from '../../../core/analysis/client.ts';

test('a check that ended for good refuses what is asked of it, so that no save waits for its word', async () => {
  const { client, gaveUp } = clientAndItsEnd();
  // An answer that no message can carry ends the worker, as a fault of its own would.
  for (let ends = 0; ends < 3; ends += 1) await crash(client);
  await gaveUp;
  await expect(client.call('wouldBreak', 'a.toml')).rejects.toMatchObject({ code: 'TIMED_OUT' });
});

test('a closed check refuses what is asked of it', async () => {
  const { client } = clientAndItsEnd();
  await client.close();
  await expect(client.call('wouldBreak', 'a.toml')).rejects.toMatchObject({ code: 'TIMED_OUT' });
});

function clientAndItsEnd() {
  let end = (_reason: string) => {};
  const gaveUp = new Promise<string>((resolve) => {
    end = resolve;
  });
  const client = new AnalysisClient({ schemaStopped: () => {}, gaveUp: (reason) => end(reason) });
  onTestFinished(() => client.close());
  return { client, gaveUp };
}

async function crash(client: AnalysisClient): Promise<void> {
  const name = '__lookupGetter__' as 'wouldBreak';
  await client.call(name, '__proto__').catch(() => {});
}
