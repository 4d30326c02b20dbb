/**
 * A world in which several windows edit one document of one engine, and every answer and event takes its own
 * time: nothing moves until a test delivers it, so any order can be tried. The engine's rules are those of the
 * contract: a change is taken on the current version only, a save compares checksum and etag.
 */

import {
  type DocumentEvent,
  DocumentSync,
  type EditorText,
  type EngineDocument,
} from '../../../../renderer/editor/sync/document-sync.ts';
import { LineText, splitLines } from '../../../../renderer/editor/sync/line-text.ts';
import { StrataError } from '../../../../shared/contract/errors.ts';
import type { DocumentState } from '../../../../shared/contract/model.ts';
import { applyChanges } from '../../../../shared/text/changes.ts';
import { checksum } from '../../../../shared/text/checksum.ts';
import { dominantEol, lineEnding, toLf } from '../../../../shared/text/eol.ts';
import type { TextChange } from '../../../../shared/text/text.ts';

const FILE = 'f_0123456789abcdef';

export type Failure = 'lost-request' | 'lost-answer';

export class World {
  text: string;
  disk: string;
  version = 1;
  etag: string;
  conflict: DocumentState['conflict'] = 'none';
  /** Everything that is on its way, by the road it takes; each road keeps its order. */
  readonly roads = new Map<string, (() => void)[]>();
  readonly windows: Window[] = [];
  #alarms: (() => void)[] = [];

  constructor(text: string) {
    this.text = text;
    this.disk = text;
    this.etag = etagOf(text);
  }

  openWindow(name: string): Window {
    const window = new Window(this, name);
    this.windows.push(window);
    return window;
  }

  describe(): DocumentState {
    return {
      file: FILE,
      path: 'app.toml',
      text: this.text,
      version: this.version,
      etag: this.etag,
      dirty: this.text !== this.disk,
      eol: lineEnding(this.text),
      bom: false,
      readOnly: false,
      tier: 'full',
      conflict: this.conflict,
      language: 'toml',
    };
  }

  change(baseVersion: number, changes: readonly TextChange[], client: string) {
    if (baseVersion !== this.version) throw outOfSync();
    this.text = applyChanges(this.text, changes, dominantEol(this.text));
    this.version += 1;
    const { file, version, dirty } = this.describe();
    this.#tellAll({ type: 'document.edited', file, client, version, dirty, changes: [...changes] });
    return { version: this.version, dirty: this.text !== this.disk };
  }

  replace(text: string, client: string) {
    this.text = applyChanges('', [{ range: AT_START, text }], dominantEol(this.text));
    this.version += 1;
    this.announce('replaced', client);
    return { version: this.version, dirty: this.text !== this.disk };
  }

  save(request: { version: number; checksum: string; etag: string | null }) {
    if (request.version !== this.version || request.checksum !== checksum(this.text)) throw outOfSync();
    if (request.etag !== this.etag || this.conflict !== 'none') {
      throw new StrataError({ code: 'CONFLICT', message: 'changed on disk' });
    }
    this.disk = this.text;
    this.etag = etagOf(this.disk);
    this.announce('saved');
    return { etag: this.etag, version: 1, outcome: 'saved' as const };
  }

  /** Another program writes the file: a clean buffer follows it, one with unsaved work is in conflict. */
  writeOutside(text: string): void {
    if (this.text === this.disk) {
      if (text !== this.text) this.version += 1;
      this.text = text;
      this.disk = text;
      this.etag = etagOf(text);
      this.announce('reloaded');
    } else {
      this.disk = text;
      this.conflict = 'changed-on-disk';
      this.announce('conflict');
    }
  }

  announce(cause: Extract<DocumentEvent, { type: 'document.state' }>['cause'], client?: string): void {
    const document = this.describe();
    this.#tellAll({ type: 'document.state', cause, document, ...(client === undefined ? {} : { client }) });
  }

  send(road: string, work: () => void): void {
    this.roads.set(road, [...(this.roads.get(road) ?? []), work]);
  }

  alarm(work: () => void): () => void {
    this.#alarms.push(work);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== work);
    };
  }

  /** Delivers what is first on one of the roads in use. */
  async deliver(choice: number): Promise<void> {
    const busy = [...this.roads].filter(([, waiting]) => waiting.length > 0);
    busy[choice % Math.max(1, busy.length)]?.[1].shift()?.();
    await settle();
  }

  /** The event stream of a window breaks; what was on its way is gone, and the window looks again. */
  breakStream(window: Window): void {
    this.roads.set(`events of ${window.name}`, []);
    window.sync.recheck();
  }

  ring(): void {
    for (const work of this.#alarms.splice(0)) work();
  }

  /** Delivers everything and lets every waiting window try again, until nothing moves. */
  async rest(): Promise<void> {
    for (const window of this.windows) window.failures.length = 0;
    await settle();
    for (let round = 0; round < 10_000; round += 1) {
      if ([...this.roads.values()].some((waiting) => waiting.length > 0)) await this.deliver(round);
      else if (this.#alarms.length > 0) this.ring();
      else return;
      await settle();
    }
    throw new Error('The windows and the engine never come to rest.');
  }

  #tellAll(event: DocumentEvent): void {
    for (const window of this.windows) {
      this.send(`events of ${window.name}`, () => window.sync?.handle(event));
    }
  }
}

/** One window: an editor's text and its sync. `failures` come true for the next requests, one each. */
export class Window implements EditorText {
  readonly name: string;
  readonly failures: Failure[] = [];
  readonly sync: DocumentSync;
  readonly requests: string[] = [];
  #text: LineText;
  #revision = 1;
  readonly #world: World;
  /** The text as this window's own user typed it, as if nobody else were there. */
  readonly #typed: LineText;

  constructor(world: World, name: string) {
    this.name = name;
    this.#world = world;
    const document = world.describe();
    this.#text = new LineText(splitLines(document.text));
    this.#typed = new LineText(splitLines(document.text));
    this.sync = new DocumentSync(
      {
        engine: this.#engine(),
        text: this,
        client: name,
        onChange: () => {},
        later: (_delayMs, work) => world.alarm(work),
      },
      document,
    );
  }

  get text(): string {
    return this.#text.lines.join('\n');
  }

  get typedAlone(): string {
    return this.#typed.lines.join('\n');
  }

  lines(): string[] {
    return [...this.#text.lines];
  }

  revision(): number {
    return this.#revision;
  }

  apply(changes: readonly TextChange[]): void {
    if (changes.length > 0) this.#revision += 1;
    this.#text.apply(changes);
  }

  /** Replaces characters by offset, as a user does: in one event with one or more changes. */
  type(...edits: { at: number; remove: number; insert: string }[]): void {
    const changes = edits.map(({ at, remove, insert }) => {
      const text = this.text;
      const start = Math.min(at, text.length);
      const end = Math.min(start + remove, text.length);
      const change = { range: { start: positionAt(text, start), end: positionAt(text, end) }, text: insert };
      this.#text.apply([change]);
      this.#typed.apply([change]);
      return change;
    });
    this.#revision += 1;
    this.sync.typed(changes);
  }

  #engine(): EngineDocument {
    const world = this.#world;
    return {
      open: () => this.#request('open', () => world.describe()),
      change: (base, changes) => this.#request('change', () => world.change(base, changes, this.name)),
      replace: (text) => this.#request('replace', () => world.replace(text, this.name)),
      save: (request) => this.#request('save', () => world.save(request)),
    };
  }

  #request<T>(kind: string, work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const failure = this.failures.shift();
    this.requests.push(kind);
    const there = `requests of ${this.name}`;
    const back = `answers to ${this.name}`;
    this.#world.send(there, () => {
      if (failure === 'lost-request') return this.#world.send(back, () => reject(unreachable()));
      let answer: () => void;
      try {
        const value = structuredClone(work());
        answer = () => resolve(value);
      } catch (error) {
        answer = () => reject(error);
      }
      this.#world.send(back, failure === 'lost-answer' ? () => reject(unreachable()) : answer);
    });
    return promise;
  }
}

/** Lets every promise that can go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

export function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export const lf = toLf;

const AT_START = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

function outOfSync(): StrataError {
  return new StrataError({ code: 'OUT_OF_SYNC', message: 'another version' });
}

function unreachable(): StrataError {
  return new StrataError({ code: 'UNREACHABLE', message: 'no answer' });
}

function etagOf(text: string): string {
  return checksum(text).padEnd(64, '0');
}
