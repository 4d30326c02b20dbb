/** The control of a disk that fills up: writes as programs do that do not look at how much was taken. */
import { openSync, writeSync } from 'node:fs';

const [path = '', size = '0'] = process.argv.slice(2);
process.stdout.write(String(writeSync(openSync(path, 'w'), Buffer.alloc(Number(size), 'x'))));
