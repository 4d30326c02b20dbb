import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { AnalysisClient } from '../../../core/analysis/client.ts';
import type { AnalysisSetup } from '../../../core/analysis/protocol.ts';
import { detectLayout } from '../../../shared/config/detect.ts';

test('a check that ended for good refuses what is asked of it, so that no save waits for its word', async () => {
  const { client, gaveUp } = clientAndItsEnd();
  // An answer that no message can carry ends the worker, as a fault of its own would.
  for (let ends = 0; ends < 3; ends += 1) await crash(client);
  await gaveUp;
  await expect(client.call('wouldBreak', 'a.toml', '')).rejects.toMatchObject({ code: 'TIMED_OUT' });
});

test('a check that ended by itself and runs again says so, since what was asked of it is lost', async () => {
  let restarts = 0;
  const { client } = clientAndItsEnd(() => {
    restarts += 1;
  });
  await crash(client);
  expect(restarts).toBe(1);
});

test('a closed check refuses what is asked of it', async () => {
  const { client } = clientAndItsEnd();
  await client.close();
  await expect(client.call('wouldBreak', 'a.toml', '')).rejects.toMatchObject({ code: 'TIMED_OUT' });
});

function clientAndItsEnd(restarted = () => {}) {
  let end = (_reason: string) => {};
  const gaveUp = new Promise<string>((resolve) => {
    end = resolve;
  });
  const client = new AnalysisClient({ schemaStopped: () => {}, restarted, gaveUp: (reason) => end(reason) });
  onTestFinished(() => client.close());
  return { client, gaveUp };
}

async function crash(client: AnalysisClient): Promise<void> {
  const name = '__lookupGetter__' as 'wouldBreak';
  await client.call(name, '__proto__', '').catch(() => {});
}

test('the check knows each buffer as it was given last, though only what changed is sent', async () => {
  const text = fc.array(fc.constantFrom('a = 1\n', 'b = 2\n', 'c = "é"\n', '# x\n'), { maxLength: 6 });
  const step = fc.record({ kind: fc.constantFrom('buffer', 'buffer', 'disk', 'close', 'ask'), text });
  const { client } = clientAndItsEnd();
  await fc.assert(
    fc.asyncProperty(text, fc.array(step, { maxLength: 8 }), async (saved, steps) => {
      await client.setup(setupWith(unique(saved)));
      let disk = unique(saved);
      let buffer: string | null = null;
      for (const [version, each] of steps.entries()) {
        if (each.kind === 'buffer') buffer = unique(each.text);
        else if (each.kind === 'close') buffer = null;
        else if (each.kind === 'disk') disk = unique(each.text);
        if (each.kind === 'disk') client.disk({ path: FILE, text: disk });
        else if (each.kind === 'ask') await client.call('problems');
        else client.buffer(FILE, version, buffer);
      }
      const rendered = await client.call('render', { environment: FILE, service: null });
      const current = unique((buffer ?? disk).split(/(?<=\n)/)).replaceAll('# x\n', '');
      expect(rendered.trim()).toBe(current.trim());
    }),
    { numRuns: 100 },
  );
});

const FILE = 'a.toml';

/** A text of these lines, each once: a key must not be there twice. */
function unique(lines: readonly string[]): string {
  return [...new Set(lines)].join('');
}

function setupWith(text: string): AnalysisSetup {
  return {
    generation: 1,
    model: detectLayout('test', [FILE]),
    files: [{ path: FILE, text }],
    manifest: null,
    schema: null,
    paths: [FILE],
    environment: {},
    validate: true,
  };
}
