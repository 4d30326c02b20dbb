/** Watches one file, changes it, waits to be told, closes and has to end by itself. Prints what was told. */
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashFile } from '../../../../core/files/read.ts';
import { watchFiles } from '../../../../core/files/watch.ts';

const [path = ''] = process.argv.slice(2);
const told: string[] = [];
let seen = (): void => {};
const changed = new Promise<void>((resolve) => {
  seen = resolve;
});
const watcher = watchFiles({
  files: [path],
  folders: [dirname(path)],
  known: new Map([[path, await hashFile(path)]]),
  onChange: () => {
    told.push('change');
    seen();
  },
  onStructure: () => {},
  onNotice: (notice) => told.push(`${notice.code}: ${notice.remedy}`),
});
await watcher.ready;
writeFileSync(path, 'changed');
const started = Date.now();
await changed;
await watcher.close();
process.stdout.write(JSON.stringify({ told, afterMs: Date.now() - started }));
