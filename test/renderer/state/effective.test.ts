import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createEffectiveLoader, useEffective } from '../../../renderer/state/effective.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { useWorkspace } from '../../../renderer/state/workspace.ts';
import type { StrataClient } from '../../../shared/contract/client.ts';

const production = { environment: 'production', service: null };
const staging = { environment: 'staging', service: null };

beforeEach(() => {
  vi.useFakeTimers();
  useEffective.setState({ view: null, failure: null, focused: null });
  useWorkspace.setState({ workspace: { generation: 1 } as never });
  useSelection.setState(production);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A loader whose engine takes so long, and the environments it was asked for. */
function loaderTaking(durationMs: number) {
  const asked: string[] = [];
  const client = {
    async call(_name: string, { environment }: { environment: string }) {
      asked.push(environment);
      await new Promise((resolve) => setTimeout(resolve, durationMs));
      return { generation: 1, environment };
    },
  } as unknown as StrataClient;
  return { load: createEffectiveLoader(client), asked };
}

it('loads the values of a small configuration at every change', async () => {
  const { load, asked } = loaderTaking(5);
  for (let change = 0; change < 3; change += 1) {
    load(production);
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(asked).toHaveLength(3);
});

it('loads the values of a large configuration again when the changes pause', async () => {
  const { load, asked } = loaderTaking(200);
  load(production);
  await vi.advanceTimersByTimeAsync(200);
  for (let change = 0; change < 5; change += 1) {
    load(production);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(400);
  expect(asked).toHaveLength(2);
});

it('shows another environment of a large configuration at once', async () => {
  const { load, asked } = loaderTaking(200);
  load(production);
  await vi.advanceTimersByTimeAsync(200);
  load(production);
  useSelection.setState(staging);
  load(staging);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toEqual(['production', 'staging']);
});
