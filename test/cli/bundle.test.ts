import { appendFileSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { BUNDLE_FOLDER, currentBundle, INPUTS_FILE } from '../../cli/bundle.mjs';
import { folderWith } from '../core/temporary.ts';

test('the bundle is run as long as everything it was made of is as it was', () => {
  const project = builtProject();
  expect(currentBundle(project)).toBe(pathToFileURL(join(project, BUNDLE_FOLDER, 'main.js')).href);
});

test.each<[string, (project: string) => void]>([
  ['a source was written', (project) => appendFileSync(join(project, 'cli/main.ts'), 'x')],
  [
    'a source was written with as many bytes',
    (project) => {
      const later = new Date(Date.now() + 5_000);
      utimesSync(join(project, 'cli/main.ts'), later, later);
    },
  ],
  ['a source is older than it was', (project) => utimesSync(join(project, 'cli/main.ts'), 1, 1)],
  ['a source is gone', (project) => rmSync(join(project, 'shared/a.ts'))],
  [
    'its build was interrupted',
    (project) => writeFileSync(join(project, BUNDLE_FOLDER, INPUTS_FILE), '{"cli'),
  ],
  ['there is no list of its sources', (project) => rmSync(join(project, BUNDLE_FOLDER, INPUTS_FILE))],
  ['there is none', (project) => rmSync(join(project, BUNDLE_FOLDER), { recursive: true })],
])('the sources are run where %s', (_what, change) => {
  const project = builtProject();
  change(project);
  expect(currentBundle(project)).toBeNull();
});

function builtProject(): string {
  const sources = ['cli/main.ts', 'shared/a.ts'];
  const project = folderWith({ 'cli/main.ts': 'one', 'shared/a.ts': 'two' });
  mkdirSync(join(project, BUNDLE_FOLDER), { recursive: true });
  writeFileSync(join(project, BUNDLE_FOLDER, 'main.js'), '');
  const inputs = sources.map((file) => {
    const { mtimeMs, size } = statSync(join(project, file));
    return [file, [mtimeMs, size]];
  });
  writeFileSync(join(project, BUNDLE_FOLDER, INPUTS_FILE), JSON.stringify(Object.fromEntries(inputs)));
  return project;
}
