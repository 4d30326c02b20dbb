/** A program that reads the file all the time and counts what it should never see. */
import { readFileSync } from 'node:fs';
import { nameIn } from '../content.ts';

const [path = ''] = process.argv.slice(2);
const seen = { reads: 0, torn: 0, missing: 0 };

process.on('message', () => {
  process.send?.(seen);
  process.disconnect();
  clearInterval(timer);
});
const timer = setInterval(() => {
  for (let i = 0; i < 20; i++) read();
}, 1);
process.send?.('ready');

function read(): void {
  seen.reads++;
  try {
    if (nameIn(readFileSync(path, 'utf8')) === null) seen.torn++;
  } catch {
    seen.missing++;
  }
}
