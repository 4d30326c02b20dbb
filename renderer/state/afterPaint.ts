/**
 * Makes a function that takes values as they come and works on the newest one once the next frame is on screen.
 * What the editor paints at a keystroke must not wait for the panels. A hidden page catches up when it is shown.
 */
export function afterPaint<T>(work: (value: T) => void): (value: T) => void {
  // Outside a page there is no frame to wait for.
  if (typeof requestAnimationFrame === 'undefined') return work;
  let waiting: { value: T } | null = null;
  const run = () => {
    const newest = waiting;
    waiting = null;
    if (newest !== null) work(newest.value);
  };
  return (value) => {
    const isScheduled = waiting !== null;
    waiting = { value };
    if (isScheduled) return;
    // The timer first: by then the editor has asked for the frame that its marks come with.
    setTimeout(() => requestAnimationFrame(() => setTimeout(run)));
  };
}
