/**
 * The official suite (https://github.com/toml-lang/toml-test): how many of the files listed for a version each tool
 * judges rightly. Of the peers only the verdict is asked, valid or not; of ours the values of valid files too.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, stripVTControlCharacters } from 'node:util';
import { decodeText } from '../core/files/read.ts';
import { parse } from '../shared/toml/index.ts';
import { toTagged } from '../shared/toml/tagged.ts';
import type { Tool } from './peers.ts';

const SUITE = process.env.TOML_TEST_DIR ?? fileURLToPath(new URL('../../shared/toml-test', import.meta.url));
/** A peer shows a piece of every file it refuses. */
const LONGEST_OUTPUT = 64 * 1024 * 1024;

export type Version = '1.0' | '1.1';

export interface Passes {
  readonly passed: number;
  readonly total: number;
}

/** Null where the suite is not there. */
export function conformance(tool: Tool, version: Version): Passes | null {
  const list = join(SUITE, `files-toml-${version}.0`);
  if (!existsSync(list)) return null;
  const files = readFileSync(list, 'utf8')
    .split('\n')
    .filter((file) => file.endsWith('.toml'));
  if (tool.name === 'strata')
    return { passed: files.filter((file) => decodesRightly(file, version)).length, total: files.length };
  const isInvalid = (file: string) => file.startsWith('invalid/');
  const invalid = files.filter(isInvalid);
  const valid = files.filter((file) => !isInvalid(file));
  const accepted = valid.length - refusals(tool, version, valid);
  return { passed: accepted + refusals(tool, version, invalid), total: files.length };
}

/** As `strata toml decode` reads a file. */
function decodesRightly(file: string, version: Version): boolean {
  const isValid = file.startsWith('valid/');
  let text: string;
  try {
    const decoded = decodeText(readFileSync(join(SUITE, file)), file);
    text = decoded.bom ? `\u{feff}${decoded.text}` : decoded.text;
  } catch {
    return !isValid;
  }
  const document = parse(text, { version });
  if (document.problems.some(({ severity }) => severity === 'error')) return !isValid;
  if (!isValid) return false;
  const expected: unknown = JSON.parse(readFileSync(join(SUITE, file.replace(/toml$/, 'json')), 'utf8'));
  return isDeepStrictEqual(comparable(toTagged(document.root)), comparable(expected));
}

/** Floats by value and times without trailing zeros, as the suite says they are the same. */
function comparable(tagged: unknown): unknown {
  if (Array.isArray(tagged)) return tagged.map(comparable);
  const { type, value } = tagged as { type?: unknown; value?: unknown };
  if (typeof type !== 'string' || typeof value !== 'string')
    return new Map(Object.entries(tagged as object).map(([key, item]) => [key, comparable(item)]));
  if (type === 'float') return [type, Number(value.replace('inf', 'Infinity'))];
  if (!type.includes('time')) return [type, value];
  return [type, value.replace(/(\.\d*?)0+(?=$|[Z+-])/, '$1').replace(/\.(?=$|[Z+-])/, '')];
}

/** How many of the files a peer's lint refuses; a copy of them, so that its settings for the version stand beside. */
function refusals({ name, lint }: Tool, version: Version, files: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'strata-toml-test-'));
  try {
    if (name === 'tombi') writeFileSync(join(folder, 'tombi.toml'), `toml-version = "v${version}.0"\n`);
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(SUITE, file), join(folder, file));
    }
    const { stdout, stderr } = spawnSync(lint.program, [...lint.args, ...files], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: LONGEST_OUTPUT,
    });
    const said = stripVTControlCharacters(stdout + stderr);
    if (name === 'tombi') return Number(/(\d+) files? failed/.exec(said)?.[1] ?? 0);
    return new Set(said.match(/^ERROR .* path="[^"\n]+"/gm)?.map((line) => line.replace(/.* path=/, '')))
      .size;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
