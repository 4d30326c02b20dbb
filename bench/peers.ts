/** The programs we are measured beside: where they are, which version they are, how they are started. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A program and its words. */
export interface Start {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Tool {
  readonly name: string;
  readonly version: string;
  /** Starts its language server over stdio. */
  readonly server: Start;
  /** Starts its check of files and folders; their paths come last. */
  readonly lint: Start;
}

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));
const tombi = `${modules}.bin/tombi`;
const taplo = `${modules}.bin/taplo`;
const strata = fileURLToPath(new URL('../cli/strata.mjs', import.meta.url));

export const ours: Tool = {
  name: 'strata',
  version: readVersion(new URL('../package.json', import.meta.url)),
  server: { program: process.execPath, args: [strata, 'lsp'] },
  lint: { program: process.execPath, args: [strata, 'validate'] },
};

/** Each peer, or why it cannot be run. */
export function findPeers(): Readonly<Record<'tombi' | 'taplo', Tool | string>> {
  return { tombi: findTombi(), taplo: findTaplo() };
}

function findTombi(): Tool | string {
  const version = versionOf(tombi);
  if (version === null) return 'not installed; "npm ci" brings it';
  return {
    name: 'tombi',
    version,
    server: { program: tombi, args: ['lsp', '--offline'] },
    lint: { program: tombi, args: ['lint', '--offline'] },
  };
}

/**
 * The taplo of the npm registry is WebAssembly and says "the LSP is not part of this build". Its language server is
 * the package that the Even Better TOML extension bundles; `taplo-stdio.ts` gives it the standard streams.
 */
function findTaplo(): Tool | string {
  const version = versionOf(taplo);
  if (version === null || !existsSync(`${modules}@taplo/lsp`)) return 'not installed; "npm ci" brings it';
  const packaged = (name: string) => readVersion(new URL(`${name}/package.json`, `file://${modules}`));
  return {
    name: 'taplo',
    version: `${version} (@taplo/cli ${packaged('@taplo/cli')}, @taplo/lsp ${packaged('@taplo/lsp')}, WebAssembly)`,
    server: {
      program: process.execPath,
      args: [fileURLToPath(new URL('taplo-stdio.ts', import.meta.url))],
    },
    lint: { program: taplo, args: ['lint'] },
  };
}

function versionOf(program: string): string | null {
  if (!existsSync(program)) return null;
  // taplo says its version and ends with 1.
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return /\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0] ?? null;
}

function readVersion(file: URL): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
