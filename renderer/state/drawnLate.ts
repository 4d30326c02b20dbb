/** Stores of what changes at every key: known at once, drawn when the text and its marks are on screen. */
import { createStore, type StoreApi, useStore } from 'zustand';

/** Longer than a mark takes to appear, too short to be noticed beside the text. */
const DELAY_MS = 50;

type Hook<State> = <Part>(select: (state: State) => Part) => Part;

/** A store whose subscribers, the parts of the screen among them, hear of several changes in a row as of one, later. */
export function createDrawnLate<State>(initial: State): Hook<State> & StoreApi<State> {
  const store = createStore<State>(() => initial);
  const listeners = new Set<Parameters<typeof store.subscribe>[0]>();
  let drawn = initial;
  let isWaiting = false;

  const tell = () => {
    isWaiting = false;
    const before = drawn;
    drawn = store.getState();
    for (const listener of [...listeners]) listener(drawn, before);
  };
  store.subscribe(() => {
    if (!isWaiting) setTimeout(tell, DELAY_MS);
    isWaiting = true;
  });
  const late: StoreApi<State> = {
    ...store,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return Object.assign(<Part>(select: (state: State) => Part) => useStore(late, select), late);
}
