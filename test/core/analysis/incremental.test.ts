/** After any edit, the analysis says what a session says that never saw anything else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unwatched } from '../../../core/analysis/progress.ts';
import type { AnalysisSetup, DiskFile } from '../../../core/analysis/protocol.ts';
import { AnalysisSession } from '../../../core/analysis/session.ts';
import type { LayerSource, WorkspaceModel } from '../../../shared/config/model.ts';
import { parse } from '../../../shared/toml/index.ts';

const PATHS = ['base.toml', 'dev.toml', 'prod.toml', 'app.toml'];
const VARIABLES_PATH = '.env';
const SCHEMA_PATH = 'schema.json';
const ENVIRONMENTS = ['dev', 'prod'];

/** Checks types, knows secrets, closes one table, merges one list, wants one key. */
const SCHEMA = JSON.stringify({
  type: 'object',
  properties: {
    server: {
      type: 'object',
      properties: {
        port: { type: 'integer', maximum: 100 },
        name: { type: 'string' },
        old: { deprecated: true },
        token: { type: 'string', 'x-strata-secret': true },
      },
      required: ['name'],
      additionalProperties: false,
    },
    list: { type: 'array', 'x-strata-merge': 'append', items: { type: ['integer', 'object', 'string'] } },
  },
});

const REFERENCE = `$\{NAME}`;

/** Lines that fit together in many ways: tables, clashes, references, arrays, comments, and what does not parse. */
const line = fc.constantFrom(
  '',
  '# a comment',
  '# strata-ignore: range, type',
  '# strata-ignore-file: required, unknown-key -- why',
  'port = 1000 # strata-ignore: range',
  '[server]',
  '[other]',
  '[other.inner]',
  '[envs.dev]',
  '[envs.prod.server]',
  '[[items]]',
  'port = 1',
  'port = 1000',
  'port = "text"',
  'name = "a"',
  'name = "b"',
  `name = "${REFERENCE}"`,
  'name = { env = "NAME", default = "c" }',
  'old = 1.5',
  'token = "hidden"',
  'list = [1, 2]',
  `list = [1, { a = "${REFERENCE}" }]`,
  'server.port = 7',
  'server = 1',
  'inner = { a = 1, b = 2, c = [3, 4], d = nan }',
  'one = 1\ntwo = 2\nthree = -0.0\nfour = 4',
  'broken = ',
  'broken',
  'port = "80',
  'list = [1,',
  'inner = { a = 1',
  'text = """',
  '"""',
  '[serv',
  '[other.',
  '[[items',
  'server.',
);
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
const dotenv = fc.constantFrom(
  '',
  'NAME=x',
  'APP_SERVER__PORT=3\nNAME=y',
  'APP_NOTHING=1',
  `NAME=${REFERENCE}`,
);

/** What happens to one file: a new text, or a line put in, taken out or repeated in the text it has. */
type Change =
  | { readonly kind: 'replace'; readonly text: string }
  | { readonly kind: 'insert' | 'delete' | 'repeat'; readonly at: number; readonly line: string }
  /** The first characters of a line are put in, and maybe taken out by the next change. */
  | { readonly kind: 'type'; readonly at: number; readonly line: string; readonly length: number }
  /** What an undo gives: the text the file had last that could be read. */
  | { readonly kind: 'heal' };
type Step =
  | { readonly kind: 'edit'; readonly path: string; readonly change: Change }
  | { readonly kind: 'save' | 'close'; readonly path: string }
  | { readonly kind: 'outside' | 'ask'; readonly path: string; readonly text: string }
  | { readonly kind: 'variables'; readonly text: string };

const path = fc.constantFrom(...PATHS);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), text }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('insert' as const, 'delete' as const, 'repeat' as const),
      at: fc.nat(12),
      line,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('type' as const), at: fc.nat(12), line, length: fc.nat(12) }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'heal' as const }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), path, change }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('save' as const, 'close' as const), path }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('outside' as const, 'ask' as const), path, text }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('variables' as const), text: dotenv }) },
);
const workspace = fc.record({
  files: fc.record(Object.fromEntries(PATHS.map((name) => [name, text]))),
  variables: dotenv,
  hasSchema: fc.boolean(),
});

describe('analysing after every edit', () => {
  test('says what a session says that starts with the same texts', () => {
    fc.assert(
      fc.property(workspace, fc.array(step, { minLength: 1, maxLength: 12 }), (start, steps) => {
        const texts = new Texts(start.files, start.variables);
        const setup = setupOf(texts, start.hasSchema);
        const session = started(setup);
        expectLikeFresh(session, setup, texts);
        for (const each of steps) {
          texts.take(each, session);
          expectLikeFresh(session, setup, texts);
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test('places every value where it stands after lines moved', () => {
    const above = '[server]\nname = "a"\n';
    const below = '\n[other]\none = 1\ntwo = 2\nthree = 3\nfour = [4]\n';
    const texts = new Texts({ 'base.toml': above + below }, '');
    const setup = setupOf(texts, false);
    const session = started(setup);
    for (const inserted of ['# x\n', '# x\n\n\n', 'port = 1\n', '', '[new]\nkey = "é"\n']) {
      texts.take(edit('base.toml', { kind: 'replace', text: above + inserted + below }), session);
      expectLikeFresh(session, setup, texts);
      const rows = session.effective({ environment: 'dev', service: null }).rows;
      const found = rows.find((row) => row.path === 'other.four')?.source?.line;
      expect(found).toBe((above + inserted).split('\n').length + 5);
    }
  });

  test('says so at every key of lines that are typed into one file of several sections', () => {
    const rich = fc.shuffledSubarray(
      [
        '[server]\nname = "a"\nport = 1\n',
        '[other]\none = 1\ntwo = 2\nthree = 3\nfour = 4\n',
        '[other.inner]\na = 1\n',
        '[envs.dev]\nport = 2\n',
        '[[items]]\nx = 1\n[[items]]\nx = 2\n',
      ],
      { minLength: 2 },
    );
    const typing = fc.record({ at: fc.nat(20), line, isHealed: fc.boolean() });
    const path = fc.constantFrom('base.toml', 'app.toml');
    fc.assert(
      fc.property(rich, path, fc.array(typing, { minLength: 1, maxLength: 3 }), (parts, name, lines) => {
        const texts = new Texts({ 'base.toml': parts.join('\n'), 'app.toml': parts.join('') }, '');
        const setup = setupOf(texts, true);
        const session = started(setup);
        expectLikeFresh(session, setup, texts);
        for (const { at, line: put, isHealed } of lines) {
          const before = texts.current(name);
          for (let length = 1; length <= put.length; length += 2) {
            const step = changedText(before, { kind: 'type', at, line: put, length });
            texts.take(edit(name, { kind: 'replace', text: step }), session);
            expectLikeFresh(session, setup, texts);
          }
          if (isHealed) texts.take(edit(name, { kind: 'replace', text: before }), session);
          expectLikeFresh(session, setup, texts);
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('goes on from the last text that could be read', () => {
    const texts = new Texts({ 'base.toml': '[server]\nname = "a"\nport = 1\n' }, '');
    const setup = setupOf(texts, true);
    const session = started(setup);
    for (const rest of ['port = 2', 'port = ', 'port = "', 'port = 2000', '', 'port = 1']) {
      texts.take(edit('base.toml', { kind: 'replace', text: `[server]\nname = "a"\n${rest}\n` }), session);
      expectLikeFresh(session, setup, texts);
    }
  });
});

/** The texts of a workspace as an editor and a disk have them. */
class Texts {
  readonly disk = new Map<string, string>();
  readonly buffers = new Map<string, string>();
  /** Of each file, the last text it had that could be read. */
  readonly lastGood = new Map<string, string>();
  #version = 1;

  constructor(files: Readonly<Record<string, string>>, variables: string) {
    for (const [name, content] of Object.entries(files)) this.disk.set(name, content);
    this.disk.set(VARIABLES_PATH, variables);
    for (const name of PATHS) this.#note(name);
  }

  take(each: Step, session: AnalysisSession): void {
    if (each.kind === 'edit') this.#edit(each.path, each.change, session);
    else if (each.kind === 'variables') this.#write(VARIABLES_PATH, each.text, session);
    else if (each.kind === 'outside') this.#write(each.path, each.text, session);
    // What would be if a text were saved changes nothing.
    else if (each.kind === 'ask') session.wouldBreak(each.path, each.text);
    else if (each.kind === 'save') this.#write(each.path, this.current(each.path), session);
    else {
      this.buffers.delete(each.path);
      session.buffer(each.path, 0, null);
    }
    if (each.kind !== 'variables') this.#note(each.path);
  }

  #edit(name: string, how: Change, session: AnalysisSession): void {
    const current = this.current(name);
    const changed = how.kind === 'heal' ? (this.lastGood.get(name) ?? current) : changedText(current, how);
    this.buffers.set(name, changed);
    this.#version += 1;
    session.buffer(name, this.#version, changed);
  }

  current(name: string): string {
    return this.buffers.get(name) ?? this.disk.get(name) ?? '';
  }

  #write(name: string, content: string, session: AnalysisSession): void {
    this.disk.set(name, content);
    session.disk({ path: name, text: content });
  }

  #note(name: string): void {
    const content = this.current(name);
    const saved = this.disk.get(name) ?? '';
    if (isValid(content)) this.lastGood.set(name, content);
    else if (!this.lastGood.has(name) && isValid(saved)) this.lastGood.set(name, saved);
  }
}

function isValid(content: string): boolean {
  return parse(content).problems.length === 0;
}

function edit(name: string, how: Change): Step {
  return { kind: 'edit', path: name, change: how };
}

function changedText(before: string, how: Exclude<Change, { kind: 'heal' }>): string {
  if (how.kind === 'replace') return how.text;
  const lines = before.split('\n');
  const at = how.at % (lines.length + 1);
  if (how.kind === 'insert') lines.splice(at, 0, how.line);
  else if (how.kind === 'type') lines.splice(at, 0, how.line.slice(0, how.length));
  else if (how.kind === 'delete') lines.splice(at, 1);
  else lines.splice(at, 0, lines[at] ?? how.line);
  return lines.join('\n');
}

function started(setup: AnalysisSetup): AnalysisSession {
  const session = new AnalysisSession(unwatched);
  session.setup(setup);
  return session;
}

/** Compares everything the session can say with what a new session says that is given the same texts. */
function expectLikeFresh(session: AnalysisSession, setup: AnalysisSetup, texts: Texts): void {
  const files = setup.files.map(
    (file): DiskFile => ({ ...file, text: texts.disk.get(file.path) ?? file.text }),
  );
  const fresh = started({ ...setup, files });
  // A file that cannot be read now is shown with its last good values, so the new session has to know them.
  for (const [name, good] of texts.lastGood) {
    if (good !== texts.current(name)) fresh.buffer(name, 0, good);
  }
  fresh.analyse();
  for (const name of PATHS) fresh.buffer(name, 0, null);
  for (const [name, content] of texts.buffers) fresh.buffer(name, 0, content);
  expect(said(session)).toEqual(said(fresh));
}

function said(session: AnalysisSession) {
  const { revision: _, durationMs: __, documents, ...analysis } = session.analyse();
  const effective = ENVIRONMENTS.map((environment) => {
    const { revision: ___, ...view } = session.effective({ environment, service: null });
    return view;
  });
  return { ...analysis, files: documents.map(({ file }) => file), effective };
}

function setupOf(texts: Texts, hasSchema: boolean): AnalysisSetup {
  const files: DiskFile[] = [...texts.disk].map(([name, content]) => ({ path: name, text: content }));
  if (hasSchema) files.push({ path: SCHEMA_PATH, text: SCHEMA });
  return {
    generation: 1,
    model: modelOf(hasSchema),
    files,
    manifest: null,
    schema: hasSchema ? SCHEMA_PATH : null,
    paths: files.map((file) => file.path),
    environment: { NAME: 'process' },
    validate: true,
  };
}

function modelOf(hasSchema: boolean): WorkspaceModel {
  const sources: readonly LayerSource[] = [
    { kind: 'file', file: 'base.toml' },
    { kind: 'file', file: '{environment}.toml' },
    { kind: 'table', file: 'app.toml', table: 'envs.{environment}', at: 'server' },
    {
      kind: 'variables',
      prefix: 'APP_',
      separator: '__',
      files: [VARIABLES_PATH],
      map: new Map(),
      process: true,
    },
  ];
  return {
    name: 'test',
    dialect: 'standard',
    toml: '1.0',
    layout: 'manifest',
    layoutReason: '',
    ...(hasSchema ? { schema: SCHEMA_PATH } : {}),
    layers: sources.map((source, index) => ({
      id: `layer${index}`,
      name: `layer${index}`,
      source,
      optional: true,
    })),
    environments: ENVIRONMENTS.map((name) => ({ name, aliases: [], protected: true })),
    services: [],
  };
}
