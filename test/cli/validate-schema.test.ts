/** Where `strata validate` takes schemas from. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { schemaServer } from '../core/schemas/server.ts';
import { folderWith, temporaryFolder } from '../core/temporary.ts';

const STRATA = fileURLToPath(new URL('../../cli/strata.mjs', import.meta.url));
const INTEGER = '{"properties":{"port":{"type":"integer"}}}';

/** The codes of the problems found, and the exit code. */
async function validate(words: readonly string[], data = temporaryFolder()) {
  const child = spawn(process.execPath, [STRATA, 'validate', '--json', ...words], {
    env: { ...process.env, STRATA_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { problems }: { problems: { code: string; message: string }[] } = JSON.parse(out);
  return { code: child.exitCode, found: problems.map(({ code }) => code), problems };
}

describe('the schema of strata validate', () => {
  test('is the one a single file names', async () => {
    const folder = folderWith({ 'deep/a.toml': '#:schema ../s.json\nport = "x"\n', 's.json': INTEGER });
    expect(await validate([join(folder, 'deep/a.toml')])).toMatchObject({ code: 1, found: ['type'] });
  });

  test('is that of --schema for a whole folder, whatever the files say', async () => {
    const folder = folderWith({ 'a.toml': '#:schema none.json\nport = "x"\n', 'b.toml': 'port = 1\n' });
    const schema = join(folderWith({ 's.json': INTEGER }), 's.json');
    expect(await validate([folder])).toMatchObject({ code: 1, found: ['bad-schema'] });
    expect(await validate([folder, '--schema', schema])).toMatchObject({ code: 1, found: ['type'] });
  });

  test('is fetched only with --allow-remote-schemas; afterwards it is there without a network', async () => {
    const server = await schemaServer((_, response) => response.end(INTEGER));
    const folder = folderWith({ 'a.toml': `#:schema ${server.origin}/s.json\nport = "x"\n` });
    const data = temporaryFolder();
    const unfetched = await validate([folder], data);
    expect(unfetched).toMatchObject({ code: 0, found: ['schema-not-used'] });
    expect(unfetched.problems[0]?.message).toContain('has not been fetched');
    expect(await validate([folder, '--strict'], data)).toMatchObject({ code: 1 });
    expect(server.asked).toEqual([]);
    expect(await validate([folder, '--allow-remote-schemas'], data)).toMatchObject({
      code: 1,
      found: ['type'],
    });
    await server.close();
    expect(await validate([folder], data)).toMatchObject({ code: 1, found: ['type'] });
    const named = ['--schema', `${server.origin}/s.json`, join(folder, 'a.toml')];
    expect(await validate(named, data)).toMatchObject({ code: 1, found: ['type'] });
  });
});
