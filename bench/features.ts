/**
 * `npm run bench -- features`: starts our language server and the peers', opens the same files in each, sends the
 * same requests, and judges the answers. Prints a table and puts it into docs/LANGUAGE.md between its marks.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { conformance, type Version } from './conformance.ts';
import { beyond, configured } from './features/beyond.ts';
import { fixes, formatting, renaming } from './features/changes.ts';
import type { Check, Group } from './features/check.ts';
import { completion } from './features/completion.ts';
import { Editor } from './features/editor.ts';
import { makeFolder } from './features/fixture.ts';
import { hover } from './features/hover.ts';
import { layers } from './features/layers.ts';
import { problems } from './features/problems.ts';
import { structure } from './features/structure.ts';
import { LanguageServer } from './language-server.ts';
import { findPeers, ours, type Tool } from './peers.ts';

const DOCUMENT = fileURLToPath(new URL('../docs/LANGUAGE.md', import.meta.url));
const BEGIN = '<!-- printed by npm run bench -- features -->';
const END = '<!-- end -->';

const GROUPS: readonly Group[] = [
  completion,
  hover,
  problems,
  fixes,
  formatting,
  renaming,
  structure,
  layers,
  configured,
  beyond,
];

/** What an editor of today can show; the same for every server. */
const CLIENT: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
  textDocument: {
    synchronization: {},
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        deprecatedSupport: true,
        tagSupport: { valueSet: [1] },
        resolveSupport: { properties: ['documentation', 'detail'] },
      },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: {
        codeActionKind: { valueSet: ['quickfix', 'refactor.rewrite', 'source.fixAll'] },
      },
      isPreferredSupport: true,
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
    foldingRange: {},
    selectionRange: {},
    documentLink: {},
    colorProvider: {},
    inlayHint: {},
    formatting: {},
    rangeFormatting: {},
    definition: {},
    declaration: {},
    typeDefinition: {},
    references: {},
    semanticTokens: {
      requests: { full: { delta: true }, range: true },
      tokenTypes: ['property', 'string', 'number', 'comment', 'keyword'],
      tokenModifiers: [],
      formats: ['relative'],
    },
  },
};

/** Some servers are told their settings after they have answered, and are not ready before. */
const START_UP_MS = 1_000;

interface Line {
  readonly feature: string;
  readonly answers: readonly string[];
  readonly how: string;
}

export async function compareFeatures(): Promise<void> {
  const tools = [ours, ...Object.values(findPeers()).filter((peer) => typeof peer !== 'string')];
  const heads = tools.map(({ name }) => name);
  const columns = await Promise.all(tools.map(judge));
  const sections: { title: string; lines: Line[] }[] = GROUPS.map(({ title, checks }) => ({
    title,
    lines: checks.map((check) => ({
      feature: check.feature,
      how: check.how,
      answers: columns.map((passed) => (passed.has(check) ? 'yes' : 'no')),
    })),
  }));
  sections.push({
    title: 'Conformance',
    lines: (['1.0', '1.1'] as const).map((version) => suiteLine(tools, version)),
  });
  const head = tools.map(({ name, version }) => `${name} ${version}`).join(', ');
  process.stdout.write(`\n${sections.map((section) => printed(section, heads)).join('\n\n')}\n`);
  writeIntoDocument(`${head}.\n\n${sections.map((section) => markdown(section, heads)).join('\n\n')}`);
  const behind = sections.flatMap(({ title, lines }) =>
    lines
      .filter(({ answers: [own, ...others] }) => own === 'no' && others.includes('yes'))
      .map(({ feature }) => `  ${title}: ${feature}`),
  );
  if (behind.length > 0) process.stdout.write(`\nA peer has it, Strata has not:\n${behind.join('\n')}\n`);
}

/** The checks that a tool passes. Those that write to the files of the folder have a folder and a server each. */
async function judge(tool: Tool): Promise<ReadonlySet<Check>> {
  const plain = GROUPS.filter(({ folder }) => folder === 'plain').flatMap(({ checks }) => checks);
  const passed = await inFolder(tool, 'plain', plain);
  for (const { folder, checks } of GROUPS)
    if (folder !== 'plain')
      for (const check of checks) passed.push(...(await inFolder(tool, folder, [check])));
  return new Set(passed);
}

async function inFolder(tool: Tool, kind: Group['folder'], checks: readonly Check[]): Promise<Check[]> {
  const folder = makeFolder(kind);
  // With its access to the web: what it does with that is one of the questions.
  // What the user agrees to is remembered, and must not be the user's of this machine.
  const data = mkdtempSync(join(tmpdir(), 'strata-features-'));
  const args = tool.server.args.filter((word) => word !== '--offline');
  const start = { ...tool.server, args, env: { STRATA_DATA: data } };
  const server = await LanguageServer.start(start, folder, CLIENT);
  try {
    await pause(START_UP_MS);
    const editor = new Editor(tool.name, server, folder);
    const passed: Check[] = [];
    for (const check of checks) {
      // On standard error, so that the tables alone can be kept.
      process.stderr.write(`${tool.name}: ${check.feature} ...
`);
      if (await check.run(editor).catch(() => false)) passed.push(check);
    }
    return passed;
  } finally {
    server.stop();
    for (const made of [folder, data]) rmSync(made, { recursive: true, force: true });
  }
}

function suiteLine(tools: readonly Tool[], version: Version): Line {
  const answers = tools.map((tool) => {
    const passes = conformance(tool, version);
    return passes === null ? 'suite not there' : `${passes.passed} of ${passes.total}`;
  });
  return {
    feature: `toml-test, list for TOML ${version}`,
    answers,
    how: 'valid files accepted and invalid ones refused; from Strata the right values too',
  };
}

function printed(
  { title, lines }: { title: string; lines: readonly Line[] },
  heads: readonly string[],
): string {
  const rows = [[title, ...heads], ...lines.map(({ feature, answers }) => [`  ${feature}`, ...answers])];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function markdown(
  { title, lines }: { title: string; lines: readonly Line[] },
  heads: readonly string[],
): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `### ${title}`,
    '',
    row(['feature', ...heads, 'what was done, and what counts as yes']),
    row(['---', ...heads.map(() => '---'), '---']),
    ...lines.map(({ feature, answers, how }) => row([feature, ...answers, how])),
  ].join('\n');
}

function writeIntoDocument(tables: string): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${DOCUMENT} has lost its marks ${BEGIN} and ${END}.`);
  writeFileSync(DOCUMENT, `${text.slice(0, begin + BEGIN.length)}\n${tables}\n${text.slice(end)}`);
}
