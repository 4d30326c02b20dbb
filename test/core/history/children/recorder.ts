/** Opens the history of a folder as soon as told and records 500 versions; prints their numbers. */
import { once } from 'node:events';
import { openHistory } from '../../../../core/history/history.ts';

const [folder = '', name = '', count = '500'] = process.argv.slice(2);
process.send?.('ready');
await once(process, 'message');
const history = openHistory({ folder, fallbackFolder: '/nowhere', now: () => new Date(), author: name });
const versions: number[] = [];
for (let i = 0; i < Number(count); i++) {
  const bytes = Buffer.from(`writer = "${name}"\ncount = ${i}\n`);
  versions.push(
    history.record({ file: i % 2 === 0 ? 'shared.toml' : `${name}.toml`, bytes, origin: 'saved' }),
  );
}
history.close();
process.send?.({ versions, notice: history.notice });
process.disconnect();
