/**
 * One save; prints its outcome, or the error's code, as JSON. Arguments: path, text, and optionally the folder for
 * recovery copies. `@40` as text stands for a whole text of 40 KiB.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { etagOf } from '../../../../core/files/etag.ts';
import { saveFile } from '../../../../core/files/save.ts';
import { toErrorShape } from '../../../../shared/contract/errors.ts';
import { wholeText } from '../content.ts';

const [path = '', text = '', recoveryFolder] = process.argv.slice(2);
const content = text.startsWith('@') ? wholeText('new', Number(text.slice(1))) : text;
try {
  const { outcome } = await saveFile({
    path,
    bytes: Buffer.from(content),
    expected: existsSync(path) ? etagOf(readFileSync(path)) : null,
    roots: [dirname(path)],
    ...(recoveryFolder === undefined ? {} : { recoveryFolder }),
  });
  process.stdout.write(JSON.stringify({ outcome }));
} catch (error) {
  process.stdout.write(JSON.stringify(toErrorShape(error)));
}
