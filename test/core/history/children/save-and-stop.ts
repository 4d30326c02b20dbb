/** A save with its journal that is killed at a named step. Arguments: folder, step. */
import { join } from 'node:path';
import { etagOf } from '../../../../core/files/etag.ts';
import { saveFile } from '../../../../core/files/save.ts';
import { openHistory } from '../../../../core/history/history.ts';

const [folder = '', step = ''] = process.argv.slice(2);
const history = openHistory({ folder, fallbackFolder: '/nowhere', now: () => new Date(), author: 'ada' });
const file = 'app.toml';
const content = Buffer.from('new');
const expected = etagOf(Buffer.from('old'));
const stopAt = (name: string): void => {
  if (name === step) process.kill(process.pid, 'SIGKILL');
};

let pending = 0;
await saveFile({
  path: join(folder, file),
  bytes: content,
  expected,
  roots: [folder],
  beforeRename: () => {
    stopAt('before the journal');
    pending = history.begin(file, expected, content, 'saved', 'a message');
    stopAt('before the write');
  },
});
stopAt('before it is marked');
history.applied(pending);
stopAt('after all');
