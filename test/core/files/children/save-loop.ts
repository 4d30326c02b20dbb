/** Saves whole texts as fast as it can, from when it is told until it is killed. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { etagOf } from '../../../../core/files/etag.ts';
import { saveFile } from '../../../../core/files/save.ts';
import { wholeText } from '../content.ts';

const [path = ''] = process.argv.slice(2);
process.send?.('ready');
await once(process, 'message');
let etag = etagOf(readFileSync(path));
for (let i = 0; ; i++) {
  const bytes = Buffer.from(wholeText(`${process.pid} ${i}`, 64));
  ({ etag } = await saveFile({ path, bytes, expected: etag, roots: [dirname(path)] }));
}
