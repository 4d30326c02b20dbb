import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dependenciesAreInstalled, root } from '../../scripts/setup.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-setup-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wanted = {
  '': { name: 'strata' },
  'node_modules/react': { version: '19.3.1', integrity: 'sha512-a' },
  'node_modules/vite': { version: '8.3.8', integrity: 'sha512-b', dev: true },
  'node_modules/fsevents': { version: '2.0.0', integrity: 'sha512-c', optional: true },
};

function write(name: string, packages: Record<string, object>) {
  writeFileSync(join(folder, name), JSON.stringify({ lockfileVersion: 3, packages }));
}
const ask = (packages: Record<string, object>) => write('package-lock.json', packages);
const install = (packages: Record<string, object>) => write('node_modules/.package-lock.json', packages);

const { '': _root, 'node_modules/fsevents': _optional, ...present } = wanted;

describe('the dependencies count as installed', () => {
  test('when every package has the version that is asked for', () => {
    ask(wanted);
    install(present);
    expect(dependenciesAreInstalled(folder)).toBe(true);
  });

  test('in this checkout', () => {
    expect(dependenciesAreInstalled(root)).toBe(true);
  });
});

test('the lock file has an entry for every optional package, or npm ci refuses it', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages || `${location}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

describe('they are installed again', () => {
  test('on a fresh clone', () => {
    ask(wanted);
    expect(dependenciesAreInstalled(folder)).toBe(false);
  });

  test('when a package is missing', () => {
    ask(wanted);
    install({ 'node_modules/react': wanted['node_modules/react'] });
    expect(dependenciesAreInstalled(folder)).toBe(false);
  });

  test('when a package has another version', () => {
    ask(wanted);
    install({ ...present, 'node_modules/vite': { ...wanted['node_modules/vite'], version: '8.0.0' } });
    expect(dependenciesAreInstalled(folder)).toBe(false);
  });

  test('when a package of the same version has other content', () => {
    ask(wanted);
    install({ ...present, 'node_modules/vite': { ...wanted['node_modules/vite'], integrity: 'sha512-x' } });
    expect(dependenciesAreInstalled(folder)).toBe(false);
  });

  test('when an installation was cut off before npm recorded it', () => {
    ask(wanted);
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"packages": {');
    expect(dependenciesAreInstalled(folder)).toBe(false);
  });
});
