/**
 * Another program, knowing nothing of Strata, that writes the same file when told to: by renaming a file of its
 * own over it, or by truncating and filling it in place, slowly.
 */
import { closeSync, ftruncateSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';

const [path = '', way = 'rename'] = process.argv.slice(2);

process.on('message', ({ text, afterMs }: { text: string; afterMs: number }) => {
  pause(afterMs);
  if (way === 'rename') {
    writeFileSync(`${path}.theirs`, text);
    renameSync(`${path}.theirs`, path);
  } else {
    const descriptor = openSync(path, 'r+');
    pause(Math.random() * 2);
    ftruncateSync(descriptor);
    const half = Math.floor(text.length / 2);
    writeSync(descriptor, text.slice(0, half));
    pause(Math.random() * 2);
    writeSync(descriptor, text.slice(half));
    closeSync(descriptor);
  }
  process.send?.('written');
});
process.send?.('ready');

function pause(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}
