import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exampleCopy, folderWith, temporaryFolder } from '../core/temporary.ts';

const STRATA = fileURLToPath(new URL('../../cli/strata.mjs', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function strata(
  words: readonly string[],
  where: { cwd?: string; input?: string | Buffer } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [STRATA, ...words], {
    cwd: where.cwd ?? temporaryFolder(),
    env: { ...process.env, STRATA_DATA: temporaryFolder() },
  });
  child.stdin.end(where.input ?? '');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}

describe('strata validate', () => {
  test('finds nothing in the clean example', async () => {
    const { code, out } = await strata(['validate', exampleCopy('plue')]);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('No problems') });
  });

  test('finds every planted mistake of the broken example, each at its place, and nothing else', async () => {
    const { code, out } = await strata(['validate', exampleCopy('broken'), '--format', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(out);
    const found = report.problems.map(
      (problem: {
        file: string;
        path: string;
        code: string;
        environments: string[];
        range: { start: { line: number } };
      }) =>
        [
          problem.file,
          problem.range.start.line,
          problem.path,
          problem.code,
          problem.environments.join(' '),
        ].join(' | '),
    );
    const everywhere = 'development staging production';
    expect(found.sort()).toEqual(
      [
        '.env.production | 4 | server.workres | unknown-variable | production',
        '.env.production | 5 | monitoring.metrics_port | type | production',
        'config/environments/development.toml | 5 | security.session_lifetime | pattern | development',
        'config/environments/development.toml | 8 | security.rate_limit.enabled | type | development',
        'config/environments/development.toml | 11 | monitoring.log_level | enum | development',
        'config/environments/development.toml | 16 | database.password | plaintext-secret | development',
        'config/environments/production.toml | 5 | server.port | range | production',
        'config/environments/production.toml | 10 | server.tls.key | required | production',
        'config/environments/production.toml | 21 | database.statment_timeout | unknown-key | production',
        'config/environments/production.toml | 38 | labels.team | type-clash | production',
        'config/environments/staging.toml | 3 | server.public_url | format | staging',
        'config/environments/staging.toml | 14 | database.pool_size | duplicate-key | staging',
        'config/environments/staging.toml | 18 | security.secret_key | unresolved-reference | staging',
        `config/global.toml | 12 | server.behind_proxy | deprecated | ${everywhere}`,
        `config/global.toml | 28 | ssh.ciphers.2 | unique | ${everywhere}`,
        `config/global.toml | 40 | repositories.default_branch | length | ${everywhere}`,
        `config/global.toml | 76 | mirrors.1.url | required | ${everywhere}`,
        `config/services/worker.toml | 10 | monitoring.metrics_port | missing-value | ${everywhere}`,
        `strata.toml | 7 | workspace.environment_varible | unknown-key | `,
        `strata.toml | 15 | layers | missing-layer | ${everywhere}`,
      ].sort(),
    );
    for (const problem of report.problems) {
      expect(problem).toMatchObject({ severity: expect.any(String), message: expect.any(String) });
      expect(problem.range.end.line).toBeGreaterThanOrEqual(problem.range.start.line);
      expect(problem).not.toHaveProperty('fileId');
    }
    expect(report).toMatchObject({
      environments: ['development', 'staging', 'production'],
      durationMs: expect.any(Number),
    });
  });

  test('--env keeps to one environment, by alias too', async () => {
    const { out } = await strata(['validate', exampleCopy('broken'), '--env', 'stage', '--format', 'json']);
    const { problems } = JSON.parse(out);
    expect(problems.length).toBeGreaterThan(0);
    for (const { environments } of problems) {
      if (environments.length > 0) expect(environments).toContain('staging');
    }
  });

  test('checks single files against a schema named on the command line', async () => {
    const folder = folderWith({
      'a.toml': 'port = "x"\n',
      's.json': '{ "properties": { "port": { "type": "integer" } } }',
    });
    const { code, out } = await strata(['validate', 'a.toml', '--schema', 's.json'], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toContain('a.toml:1:8');
  });

  test('counts what comments silence, and does not fail for it', async () => {
    const folder = folderWith({
      'a.toml': '# strata-ignore: type -- the schema is old\nport = "x"\n',
      's.json': '{ "properties": { "port": { "type": "integer" } } }',
    });
    const { code, out } = await strata(['validate', 'a.toml', '--schema', 's.json'], { cwd: folder });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('No problems, 1 silenced') });
    const json = await strata(['validate', 'a.toml', '--schema', 's.json', '--json'], { cwd: folder });
    expect(JSON.parse(json.out)).toMatchObject({ problems: [], silenced: 1 });
  });

  test('a path that does not exist is wrong use, in words or in JSON', async () => {
    const plain = await strata(['validate', 'nowhere']);
    expect(plain).toMatchObject({ code: 2, out: '' });
    expect(plain.err).toContain('nowhere');
    const { code, err } = await strata(['validate', 'nowhere', '--format', 'json']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('nowhere') });
  });
});

describe('strata effective', () => {
  test('prints plain values and where each comes from', async () => {
    const { code, out } = await strata([
      'effective',
      exampleCopy('plue'),
      '--env',
      'prod',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    const { environment, values, provenance } = JSON.parse(out);
    expect(environment).toBe('production');
    expect(values.server).toMatchObject({ port: 443, workers: 24, host: '0.0.0.0' });
    expect(provenance['server.workers']).toEqual({
      layer: 'variables',
      file: '.env.production',
      line: 3,
      column: 1,
      variable: 'PLUE_SERVER__WORKERS',
      state: 'variable',
      overridden: [
        {
          layer: 'environment',
          file: 'config/environments/production.toml',
          line: 7,
          column: 1,
          value: '16',
        },
        { layer: 'global', file: 'config/global.toml', line: 8, column: 1, value: '4' },
      ],
    });
  });

  test('masks secrets unless asked', async () => {
    const folder = exampleCopy('plue');
    expect((await strata(['effective', folder, '--env', 'prod'])).out).not.toContain('set-by-the-deployment');
    expect((await strata(['effective', folder, '--env', 'prod', '--reveal'])).out).toContain(
      'set-by-the-deployment',
    );
  });

  test('takes the service into account', async () => {
    const { out } = await strata([
      'effective',
      exampleCopy('plue'),
      '--env',
      'prod',
      '--service',
      'worker',
      '--json',
    ]);
    expect(JSON.parse(out)).toMatchObject({ service: 'worker', values: { ssh: { enabled: false } } });
  });

  test('names the nearest environment for an unknown one', async () => {
    const { code, err } = await strata(['effective', exampleCopy('plue'), '--env', 'prodction']);
    expect(code).toBe(2);
    expect(err).toContain('production');
  });
});

test('strata explain says why in one sentence', async () => {
  const { code, out } = await strata(['explain', 'server.port', '--env', 'prod'], {
    cwd: exampleCopy('plue'),
  });
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toBe(
    'server.port is 443 in production, from config/environments/production.toml:5, over 8080 in config/global.toml:6; default 80.',
  );
});

test('strata explain in a folder without environments names the way to one that has them', async () => {
  const { code, err } = await strata(['explain', 'server.port', '--env', 'prod'], {
    cwd: folderWith({ 'notes.txt': '' }),
  });
  expect(code).toBe(2);
  expect(err).toContain('is no workspace');
  expect(err).toContain('strata explain server.port DIR --env prod');
});

describe('versions in the terminal', () => {
  test('log, show, diff and restore work on the files of a workspace', async () => {
    const folder = exampleCopy('plue');
    const path = join(folder, 'config/user.toml');
    const original = readFileSync(path, 'utf8');
    // The first look records what is there; the second, what another program made of it.
    await strata(['diff', 'dev', 'prod'], { cwd: folder });
    writeFileSync(path, original.replace('8088', '9099'));
    await strata(['diff', 'dev', 'prod'], { cwd: folder });
    const log = JSON.parse((await strata(['log', 'config/user.toml', '--json'], { cwd: folder })).out);
    expect(log.map(({ origin }: { origin: string }) => origin)).toEqual(['external', 'opened']);
    const [newest, first] = log;
    expect((await strata(['show', String(first.version)], { cwd: folder })).out).toBe(original);
    const diff = await strata(['diff', String(first.version), String(newest.version)], { cwd: folder });
    expect(diff.code).toBe(1);
    expect(diff.out).toContain('+port = 9099');
    const restored = await strata(['restore', 'config/user.toml', String(first.version)], { cwd: folder });
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(path, 'utf8')).toBe(original);
    expect((await strata(['show', '9999'], { cwd: folder })).code).toBe(2);
  });

  test('restore brings a deleted file back, which no layout lists any more', async () => {
    const folder = folderWith({
      'config/default.toml': 'port = 80\n',
      'config/production.toml': 'port = 443\n',
      'config/staging.toml': 'port = 8443\n',
    });
    const path = join(folder, 'config/staging.toml');
    await strata(['diff', 'staging', 'production'], { cwd: folder });
    const [{ version }] = JSON.parse((await strata(['log', path, '--json'], { cwd: folder })).out);
    rmSync(path);
    const restored = await strata(['restore', 'config/staging.toml', String(version)], { cwd: folder });
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(path, 'utf8')).toBe('port = 8443\n');
    const never = await strata(['restore', 'config/never.toml', '1'], { cwd: folder });
    expect(never).toMatchObject({ code: 2, err: expect.stringContaining('config/never.toml is not a file') });
  });

  test('restore asks for a reason like a save does', async () => {
    const folder = exampleCopy('plue');
    const path = join(folder, 'config/environments/production.toml');
    const original = readFileSync(path, 'utf8');
    writeFileSync(path, original.replace('port = 443', 'port = 80000'));
    await strata(['diff', 'dev', 'prod'], { cwd: folder });
    const [{ version }] = JSON.parse((await strata(['log', path, '--json'], { cwd: folder })).out);
    writeFileSync(path, original);
    const refused = await strata(['restore', path, String(version)], { cwd: folder });
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--reason') });
    expect(readFileSync(path, 'utf8')).toBe(original);
    expect(await strata(['restore', path, String(version), '--reason', 'drill'])).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toContain('port = 80000');
  });

  test('diff of two environments lists keys as JSON and lines as text', async () => {
    const folder = exampleCopy('plue');
    const { code, out } = await strata(['diff', 'staging..production', '--json'], { cwd: folder });
    expect(code).toBe(1);
    expect(JSON.parse(out).keys).toContainEqual({
      path: 'ssh.port',
      kind: 'changed',
      before: '2222',
      after: '22',
    });
    expect((await strata(['diff', 'prod', 'production'], { cwd: folder })).code).toBe(0);
  });
});

describe('strata toml decode', () => {
  test('prints tagged JSON', async () => {
    const { code, out } = await strata(['toml', 'decode'], { input: 'a = 1\nb = 1979-05-27\n' });
    expect({ code, value: JSON.parse(out) }).toEqual({
      code: 0,
      value: { a: { type: 'integer', value: '1' }, b: { type: 'date-local', value: '1979-05-27' } },
    });
  });

  test('ends with 1 and names the place for what is not TOML, not UTF-8 included', async () => {
    const broken = await strata(['toml', 'decode'], { input: 'a = 1\nb = \n' });
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err).toContain('standard input:2:1');
    expect((await strata(['toml', 'decode'], { input: Buffer.from([0xff]) })).code).toBe(1);
  });
});

describe('strata serve', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it without leaving a process, a lock or a temporary file',
    async (signal) => {
      const folder = exampleCopy('plue');
      const data = temporaryFolder();
      const page = folderWith({ 'index.html': '' });
      expect(existsSync(page)).toBe(true);
      const child = spawn(
        process.execPath,
        [STRATA, 'serve', folder, '--no-open', '--dev-origin', 'http://127.0.0.1:1'],
        {
          env: { ...process.env, STRATA_DATA: data },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
      expect(line).toMatch(/http:\/\/127\.0\.0\.1:\d+\//);
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      const left = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.lock$|tmp|-wal$|-shm$/.test(name),
      );
      expect(left).toEqual([]);
    },
  );

  test('a taken port is an error with the way out', async () => {
    const taken = (await import('node:net')).createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { code, err } = await strata([
      'serve',
      '--port',
      String(port),
      '--no-open',
      '--dev-origin',
      'http://127.0.0.1:1',
    ]);
    taken.close();
    expect(code).toBe(2);
    expect(err).toContain(String(port));
  });
});

test('an unknown command suggests the nearest', async () => {
  const { code, err } = await strata(['validte']);
  expect(code).toBe(2);
  expect(err).toContain('strata validate');
});
