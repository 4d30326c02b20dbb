/**
 * taplo's language server over stdio. The npm registry has it as a WebAssembly module that takes and gives messages
 * (`@taplo/lsp`, which Even Better TOML runs in a process of its own in the same way); this is that process.
 */
import { accessSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import type { RpcMessage, TaploLsp } from '@taplo/lsp';
import { type Message, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

const CONFIG_FILES = ['.taplo.toml', 'taplo.toml'];

// The package is a script for browsers that Node can only `require`.
const taplo = createRequire(import.meta.url)('@taplo/lsp') as { TaploLsp: typeof TaploLsp };
const writer = new StreamMessageWriter(process.stdout);
const server = await taplo.TaploLsp.initialize(
  {
    now: () => new Date(),
    envVar: (name) => process.env[name],
    envVars: () => Object.entries(process.env).map(([name, value]) => [name, value ?? '']),
    stdErrAtty: () => false,
    stdin: process.stdin,
    // The protocol has the standard output to itself.
    stdout: process.stderr,
    stderr: process.stderr,
    glob: () => [],
    readFile,
    writeFile,
    // Also asked about addresses that are no files; those must not throw.
    urlToFilePath: (url) => decodeURIComponent(url).slice('file://'.length),
    isAbsolute,
    cwd: () => process.cwd(),
    findConfigFile: (from) => CONFIG_FILES.map((name) => join(from, name)).find(exists),
    fetch: { fetch, Headers, Request, Response },
  },
  { onMessage: (message) => void writer.write(message as Message) },
);

new StreamMessageReader(process.stdin).listen((message) => {
  const sent = message as RpcMessage;
  if (sent.method === 'exit') process.exit(0);
  server.send(sent);
});

function exists(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
