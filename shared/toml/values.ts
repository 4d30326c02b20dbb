/**
 * Phase 3, lossless tree -> values: decodes keys and values and puts each into its table.
 * The tree is well formed whatever the text was, so only meaning can be wrong here: a key set twice, a number that
 * does not fit. What is wrong is reported and left out; everything around it stays.
 */
import type { Span } from '../text/text.ts';
import { decodeKey } from './key-path.ts';
import { KeyPaths } from './key-walk.ts';
import type { Limits } from './limits.ts';
import { NameCache } from './name-cache.ts';
import { NewerSyntax, type ProblemCode } from './problem-wording.ts';
import type { ProblemList } from './problems.ts';
import type { Runs } from './runs.ts';
import { decodeOddWord, decodeWord } from './scalars.ts';
import { decodeMultilineLiteral, decodeString } from './strings.ts';
import {
  createTable,
  defineArrayTable,
  defineTable,
  enterByDottedKey,
  enterByHeader,
  type Obstacle,
  obstacle,
  type Writable,
} from './tables.ts';
import { isKey, isTrivia, Token } from './tokens.ts';
import { Expression, type Tree } from './tree.ts';
import type { TableValue, TomlValue, TomlVersion } from './types.ts';

/** Reads the values of a tree; what is wrong with their meaning is added to `problems`. */
export function buildValues(
  tree: Tree,
  version: TomlVersion,
  limits: Limits,
  problems: ProblemList,
): TableValue {
  return new ValueBuilder(tree, version, limits, problems).build();
}

/** The first table that a dotted key has made: where, and by which name. */
interface Opened {
  readonly table: TableValue;
  readonly key: string;
}

class ValueBuilder {
  readonly #text: string;
  readonly #tree: Tree;
  readonly #tokens: Runs<Token>;
  readonly #version: TomlVersion;
  readonly #limits: Limits;
  readonly #problems: ProblemList;
  readonly #names: NameCache;
  readonly #paths: KeyPaths;
  /** The next token to read. */
  #next = 0;
  /** The first token of the current expression. */
  #expression = 0;
  /** The table the current section writes to. */
  #section: TableValue;
  /** The items of the arrays being read, innermost last: a list cut to size at its end takes no spare room. */
  readonly #items: TomlValue[] = [];
  /** Whether the section repeats an earlier one, so that its keys repeat too and one message is enough. */
  #isRepeated = false;

  constructor(tree: Tree, version: TomlVersion, limits: Limits, problems: ProblemList) {
    this.#tree = tree;
    this.#text = tree.text;
    this.#tokens = tree.tokens;
    this.#names = new NameCache(tree.text);
    this.#paths = new KeyPaths(tree.text, tree.tokens);
    this.#version = version;
    this.#limits = limits;
    this.#problems = problems;
    this.#section = createTable('root', { start: 0, end: 0 });
  }

  build(): TableValue {
    const root = this.#section;
    const { expressions } = this.#tree;
    for (let index = 0; index < expressions.count; index++) {
      const kind = expressions.kindOf(index);
      this.#expression = expressions.startOf(index);
      this.#next = this.#expression;
      if (kind === Expression.KeyValue) this.#keyValue(this.#section);
      else if (kind === Expression.Table) this.#openSection(root, false);
      else if (kind === Expression.ArrayTable) this.#openSection(root, true);
    }
    return root;
  }

  /** Goes to the table a header names. Where it names none that can be had, the section's keys go nowhere. */
  #openSection(root: TableValue, isArray: boolean): void {
    const open = this.#take();
    const keys = this.#keys(Token.HeaderClose);
    const header = { start: this.#tokens.startOf(open), end: this.#tokens.endOf(this.#next - 1) };
    this.#paths.setHeader(this.#expression, this.#next);
    this.#isRepeated = false;
    this.#section = createTable('header', header);
    const last = keys.at(-1);
    if (last === undefined) return;
    let table = root;
    for (const token of keys) {
      const key = this.#keyText(token);
      const span = this.#span(token);
      let found: TableValue | Obstacle;
      if (token !== last) found = enterByHeader(table, key, span, header);
      else if (isArray) found = defineArrayTable(table, key, span, header);
      else found = defineTable(table, key, span, header);
      if (found.type === 'obstacle') {
        this.#reportObstacle(found, token);
        const existing = table.entries.get(key)?.value;
        if (found.code === 'duplicate-table' && existing?.type === 'table') {
          this.#section = existing;
          this.#isRepeated = true;
        }
        return;
      }
      table = found;
    }
    this.#section = table;
  }

  #keyValue(base: TableValue): void {
    const first = this.#take();
    let last = first;
    let table: TableValue | undefined;
    let opened: Opened | undefined;
    if (this.#tokens.kindOf(this.#peek()) === Token.Equals) {
      this.#take();
      if (hasName(this.#tokens.kindOf(first))) table = base;
    } else {
      this.#next = first;
      const keys = this.#keys(Token.Equals);
      last = keys.at(-1) ?? first;
      const way = this.#enter(base, keys);
      table = way?.table;
      opened = way?.opened;
    }
    const key = this.#keyText(last);
    const earlier = table?.entries.get(key);
    if (earlier !== undefined && !this.#isRepeated)
      this.#reportObstacle(obstacle('duplicate-key', earlier), last);
    const value = this.#value();
    // Tables that only this key was to make would be in the way of others, and lack what they require.
    if (value === undefined) opened?.table.entries.delete(opened.key);
    if (table === undefined || earlier !== undefined || value === undefined) return;
    table.entries.set(key, { key, keySpan: this.#span(last), value });
  }

  /** The table that the last of the keys belongs to; undefined when it cannot be had or there are no keys. */
  #enter(
    base: TableValue,
    keys: readonly number[],
  ): { readonly table: TableValue; readonly opened: Opened | undefined } | undefined {
    const [first, last] = [keys.at(0), keys.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const dottedKey = { start: this.#tokens.startOf(first), end: this.#tokens.endOf(last) };
    let table = base;
    let opened: Opened | undefined;
    for (const token of keys) {
      if (token === last) break;
      const { size } = table.entries;
      const key = this.#keyText(token);
      const found = enterByDottedKey(table, key, this.#span(token), dottedKey);
      if (table.entries.size > size) opened ??= { table, key };
      if (found.type === 'obstacle') {
        if (!this.#isRepeated) this.#reportObstacle(found, token);
        return undefined;
      }
      table = found;
    }
    return { table, opened };
  }

  /** Takes the key tokens up to and including `closing`; none when one of them is missing. */
  #keys(closing: Token): number[] {
    const keys: number[] = [];
    let isComplete = true;
    for (;;) {
      const token = this.#take();
      const kind = this.#tokens.kindOf(token);
      if (kind === closing) return isComplete ? keys : [];
      if (!isKey(kind)) continue;
      if (!hasName(kind)) isComplete = false;
      keys.push(token);
    }
  }

  #value(): TomlValue | undefined {
    const token = this.#take();
    const kind = this.#tokens.kindOf(token);
    const start = this.#tokens.startOf(token);
    const end = this.#tokens.endOf(token);
    switch (kind) {
      case Token.Word:
        return decodeWord(this.#text, start, end) ?? this.#oddWord(token, start, end);
      case Token.BasicString:
        return this.#string(token, start, end, 1, true);
      case Token.LiteralString:
        return this.#string(token, start, end, 1, false);
      case Token.MultilineBasicString:
        return this.#string(token, start, end, 3, true);
      case Token.MultilineLiteralString:
        return this.#string(token, start, end, 3, false);
      case Token.ArrayOpen:
        return this.#array(start);
      case Token.TableOpen:
        return this.#inlineTable(start);
      default:
        return undefined;
    }
  }

  #oddWord(token: number, start: number, end: number): TomlValue | undefined {
    return decodeOddWord(this.#text, start, end, this.#version, (code, from, to, what) => {
      this.#report(code, token, from, to, what);
    });
  }

  #string(token: number, start: number, end: number, quotes: 1 | 3, isBasic: boolean): TomlValue | undefined {
    if (end - start > this.#limits.tokenLength) {
      this.#problems.add('token-too-long', start, end, {
        key: this.#pathTo(token),
        limit: this.#limits.tokenLength,
      });
      return undefined;
    }
    const raw = this.#text.slice(start + quotes, end - quotes);
    let value = raw;
    if (isBasic && raw.includes('\\')) value = this.#decode(raw, quotes === 3, token, start + quotes);
    else if (quotes === 3) value = decodeMultilineLiteral(raw);
    return { type: 'string', start, end, value };
  }

  #decode(raw: string, isMultiline: boolean, token: number, offset: number): string {
    return decodeString(raw, isMultiline, (code, at, length) => {
      if (code === 'toml-1.1-syntax' && this.#version !== '1.0') return;
      const written = raw.slice(at, at + length);
      const text = code === 'toml-1.1-syntax' ? `${NewerSyntax.Escape} ${written}` : written;
      this.#report(code, token, offset + at, offset + at + length, text);
    });
  }

  #array(start: number): TomlValue {
    const base = this.#items.length;
    for (;;) {
      const token = this.#peek();
      const kind = this.#tokens.kindOf(token);
      if (kind === Token.ArrayClose || kind === Token.Comma) this.#take();
      if (kind === Token.ArrayClose) {
        const items = this.#items.splice(base);
        return { type: 'array', start, end: this.#tokens.endOf(token), ofTables: false, items };
      }
      if (kind === Token.Comma) continue;
      const value = this.#value();
      if (value !== undefined) this.#items.push(value);
    }
  }

  #inlineTable(start: number): TomlValue {
    const table: Writable<TableValue> = createTable('inline', { start, end: start });
    for (;;) {
      const token = this.#peek();
      const kind = this.#tokens.kindOf(token);
      if (kind === Token.TableClose || kind === Token.Comma) this.#take();
      if (kind === Token.TableClose) {
        table.end = this.#tokens.endOf(token);
        return table;
      }
      if (kind !== Token.Comma) this.#keyValue(table);
    }
  }

  /** The index of the next token that is not white space, a comment or junk. */
  #peek(): number {
    while (isTrivia(this.#tokens.kindOf(this.#next))) this.#next++;
    return this.#next;
  }

  #take(): number {
    const token = this.#peek();
    this.#next = token + 1;
    return token;
  }

  #keyText(token: number): string {
    const tokens = this.#tokens;
    const kind = tokens.kindOf(token);
    const start = tokens.startOf(token);
    const end = tokens.endOf(token);
    return kind === Token.BareKey ? this.#names.get(start, end) : decodeKey(this.#text, kind, start, end);
  }

  #span(token: number): Span {
    return { start: this.#tokens.startOf(token), end: this.#tokens.endOf(token) };
  }

  #reportObstacle(obstacle: Obstacle, token: number): void {
    const { start, end } = this.#span(token);
    const line = this.#problems.isFull ? 0 : this.#problems.lineOf(obstacle.earlier.start);
    this.#problems.add(obstacle.code, start, end, { key: this.#pathTo(token + 1), line });
  }

  #report(
    code: ProblemCode,
    token: number,
    start: number,
    end: number,
    text = this.#text.slice(start, end),
  ): void {
    this.#problems.add(code, start, end, { key: this.#pathTo(token), text });
  }

  /** The dotted path of what is written up to, not including, a token. */
  #pathTo(token: number): string {
    return this.#problems.isFull ? '' : this.#paths.at(this.#expression, token);
  }
}

function hasName(key: Token): boolean {
  return key !== Token.MissingKey && key !== Token.BrokenKey;
}
