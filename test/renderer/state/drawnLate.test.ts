import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDrawnLate } from '../../../renderer/state/drawnLate.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what is set is known at once, and drawn later', () => {
  const store = createDrawnLate({ line: 1 });
  const drawn: number[] = [];
  store.subscribe(({ line }) => drawn.push(line));
  store.setState({ line: 2 });
  expect(store.getState().line).toBe(2);
  expect(drawn).toEqual([]);
  vi.runAllTimers();
  expect(drawn).toEqual([2]);
});

test('several changes in a row are drawn as one, from what was drawn before', () => {
  const store = createDrawnLate({ line: 1 });
  const drawn: (readonly [number, number])[] = [];
  store.subscribe((state, before) => drawn.push([before.line, state.line]));
  for (const line of [2, 3, 4]) store.setState({ line });
  vi.runAllTimers();
  store.setState({ line: 5 });
  vi.runAllTimers();
  expect(drawn).toEqual([
    [1, 4],
    [4, 5],
  ]);
});

test('who no longer subscribes is not told of what was set before', () => {
  const store = createDrawnLate({ line: 1 });
  const unsubscribe = store.subscribe(() => expect.fail('told all the same'));
  store.setState({ line: 2 });
  unsubscribe();
  vi.runAllTimers();
  expect(store.getState().line).toBe(2);
});
