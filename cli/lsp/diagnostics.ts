/** Telling the client what is wrong, file by file, whenever something has changed. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { StrataError } from '../../shared/contract/errors.ts';
import type { Problem } from '../../shared/contract/model.ts';
import { UNUSED_IGNORE } from '../../shared/language/index.ts';
import { toRange } from './conversions.ts';
import type { Desk } from './desk.ts';
import type { Workspace } from './workspace.ts';

/** A slow analysis waits as long as the last one took, up to this, so that typing on is not kept waiting by it. */
const LONGEST_WAIT_MS = 250;

export class DiagnosticsPublisher {
  readonly #desk: Desk;
  readonly #waiting = new Map<Workspace, NodeJS.Timeout>();
  /** Workspaces that are being analysed; whether something has changed since that began. */
  readonly #running = new Map<Workspace, { isOutdated: boolean }>();
  readonly #tookMs = new Map<Workspace, number>();
  /** What the client was told last, by address. */
  readonly #published = new Map<string, { readonly workspace: Workspace; readonly text: string }>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Analyses the workspace soon; once for all changes that come before. */
  schedule(workspace: Workspace): void {
    if (this.#waiting.has(workspace)) return;
    const running = this.#running.get(workspace);
    if (running !== undefined) {
      running.isOutdated = true;
      return;
    }
    const wait = Math.min(this.#tookMs.get(workspace) ?? 0, LONGEST_WAIT_MS);
    this.#waiting.set(
      workspace,
      setTimeout(() => {
        this.#waiting.delete(workspace);
        void this.#run(workspace);
      }, wait),
    );
  }

  async #run(workspace: Workspace): Promise<void> {
    const running = { isOutdated: false };
    this.#running.set(workspace, running);
    try {
      await this.#publish(workspace);
    } catch (error) {
      // There is no analysis any more, which was said when it ended, or its workspace was closed.
      if (!(error instanceof StrataError)) throw error;
    } finally {
      this.#running.delete(workspace);
    }
    if (running.isOutdated) this.schedule(workspace);
  }

  /** Takes back what was said about a file. */
  clear(uri: string): void {
    if (this.#published.delete(uri)) this.#send({ uri, diagnostics: [] });
  }

  async #publish(workspace: Workspace): Promise<void> {
    const started = performance.now();
    this.#desk.sync(workspace);
    const versions = this.#desk.versions();
    const problems = await workspace.problems();
    this.#tookMs.set(workspace, performance.now() - started);
    const open = this.#desk.open(workspace);
    // A file on its own that was closed, or is checked by another schema now.
    if (!workspace.isLayered && open.length === 0) return;
    const told = new Set<string>();
    for (const [file, ofFile] of problems) {
      const uri = this.#desk.uri(workspace, file);
      told.add(uri);
      const diagnostics = ofFile.map((problem) => this.#toDiagnostic(workspace, problem));
      this.#tell(workspace, uri, diagnostics, versions.get(uri));
    }
    const before = [...this.#published]
      .filter(([, known]) => known.workspace === workspace)
      .map(([uri]) => uri);
    // An open document without problems is told so too: its editor waits for it.
    for (const uri of new Set([...before, ...open]))
      if (!told.has(uri)) this.#tell(workspace, uri, [], versions.get(uri));
  }

  /** The same again is not sent twice, except for a newer version of the text. */
  #tell(workspace: Workspace, uri: string, diagnostics: Diagnostic[], version: number | undefined): void {
    const text = JSON.stringify([version ?? null, diagnostics]);
    if (this.#published.get(uri)?.text === text) return;
    if (diagnostics.length > 0 || version !== undefined) this.#published.set(uri, { workspace, text });
    else this.#published.delete(uri);
    this.#send({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }

  #send(params: PublishDiagnosticsParams): void {
    void this.#desk.connection.sendDiagnostics(params);
  }

  #toDiagnostic(workspace: Workspace, problem: Problem): Diagnostic {
    return {
      range: toRange(problem.range),
      severity: SEVERITIES[problem.severity],
      code: problem.code,
      source: 'strata',
      message: messageOf(problem, workspace.environments),
      ...(problem.code === 'deprecated' ? { tags: [DiagnosticTag.Deprecated] } : {}),
      ...(problem.code === UNUSED_IGNORE ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    };
  }
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** The problem, the way out, and the environments it concerns where these are not all. */
function messageOf({ message, suggestion, environments }: Problem, all: readonly string[]): string {
  const isPartial = environments.length > 0 && environments.length < all.length;
  const lines = [isPartial ? `${message} (${environments.join(', ')})` : message];
  if (suggestion !== undefined) lines.push(suggestion);
  return lines.join('\n');
}
