/** Where the official suite and the real files are, and how their bytes are read: as the product reads a file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const suiteFolder = process.env.TOML_TEST_DIR ?? resolve('../shared/toml-test');
export const corpusFolder = process.env.CORPUS_DIR ?? resolve('../shared/corpus');
export const hasSuite = existsSync(join(suiteFolder, 'files-toml-1.0.0'));
export const hasCorpus = existsSync(corpusFolder);

/** The TOML files that the suite lists for a version; none where the suite is absent. */
export function suiteFiles(version: '1.0' | '1.1'): string[] {
  if (!hasSuite) return [];
  const list = readFileSync(join(suiteFolder, `files-toml-${version}.0`), 'utf8');
  return list.split('\n').filter((file) => file.endsWith('.toml'));
}

/** All TOML files of the corpus; none where it is absent. */
export function corpusFiles(): string[] {
  if (!hasCorpus) return [];
  const entries = readdirSync(corpusFolder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => relative(corpusFolder, file)).filter((file) => !file.endsWith('.md'));
}

/** The text of the bytes; null when they are not UTF-8. A byte order mark stays. */
export function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
