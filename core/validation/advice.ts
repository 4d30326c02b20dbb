/**
 * What a schema allows and is still seldom meant, as warnings: a key nobody declared, a deprecated key, a
 * secret in the clear, a number or date in a spelling that most programs will not take.
 */

import { formatPath } from '../../shared/config/paths.ts';
import { mayHoldReference, referenceTable } from '../../shared/config/reference-syntax.ts';
import type { SchemaNode } from '../../shared/schema/node.ts';
import type { SchemaPlace, SchemaView } from '../../shared/schema/view.ts';
import type { ArrayValue, ScalarValue, TableValue, TomlValue } from '../../shared/toml/types.ts';
import type { SchemaIssue } from './issue.ts';
import { SCHEMA_KEY } from './issues.ts';
import { unknownKeyWords } from './key-issues.ts';
import { fullLiteral, literal, valueWithType } from './words.ts';

/** As many as the errors of a schema. */
const MAX_ADVICE = 1_000;

/** The warnings about one TOML file's values; `root` as it is mounted in the whole. */
export function adviseOn(root: TableValue, view: SchemaView): SchemaIssue[] {
  const advice = new Advice(view);
  advice.table(root, view.root, false);
  return advice.issues;
}

/** Tables nothing is said about at a place of the schema; what they hold stays the same while they are. */
const faultless = new WeakMap<SchemaPlace, WeakSet<TableValue>>();
const faultlessSecrets = new WeakMap<SchemaPlace, WeakSet<TableValue>>();
/** A smaller table is looked through again as fast as it is looked up. */
const MEMORABLE_SIZE = 4;

class Advice {
  readonly issues: SchemaIssue[] = [];
  readonly #view: SchemaView;
  /** The path of what is being looked at; copied only into an issue. */
  readonly #path: string[] = [];

  constructor(view: SchemaView) {
    this.#view = view;
  }

  table(table: TableValue, place: SchemaPlace, secret: boolean): void {
    if (table.entries.size < MEMORABLE_SIZE) {
      this.#entries(table, place, secret);
      return;
    }
    const places = (secret ? faultlessSecrets : faultless).get(place) ?? new WeakSet();
    if (places.has(table)) return;
    const { length } = this.issues;
    this.#entries(table, place, secret);
    if (this.issues.length > length) return;
    places.add(table);
    (secret ? faultlessSecrets : faultless).set(place, places);
  }

  #entries(table: TableValue, place: SchemaPlace, secret: boolean): void {
    for (const { key, value } of table.entries.values()) {
      if (this.issues.length >= MAX_ADVICE) return;
      const child = place.child(key);
      if (child === null) {
        const isNaming = key === SCHEMA_KEY && this.#path.length === 0;
        if (place.node.otherKeys === 'unsaid' && !isNaming) this.#unknown(table, key, place.node);
        continue;
      }
      this.#path.push(key);
      if (child.node.deprecated) this.#deprecated(child.node);
      this.#value(value, child, secret || child.node.secret);
      this.#path.pop();
    }
  }

  #value(value: TomlValue, place: SchemaPlace, secret: boolean): void {
    if (value.type === 'array') this.#items(value, place, secret);
    else if (isReference(value)) return;
    else if (value.type === 'table') this.table(value, place, secret);
    else {
      if (secret) this.#plaintext(value, place.node);
      this.#spelling(value, place.node, secret);
    }
  }

  #items(array: ArrayValue, place: SchemaPlace, secret: boolean): void {
    let index = 0;
    for (const item of array.items) {
      const child = place.item(index);
      if (child === null || this.issues.length >= MAX_ADVICE) return;
      this.#path.push(String(index));
      index += 1;
      this.#value(item, child, secret || child.node.secret);
      this.#path.pop();
    }
  }

  #unknown(table: TableValue, key: string, node: SchemaNode): void {
    this.#add('unknown-key', this.#path, {
      extra: key,
      rule: `${node.pointer}/properties`,
      ...unknownKeyWords(this.#view, this.#path, key, (name) => table.entries.has(name)),
    });
  }

  #deprecated(node: SchemaNode): void {
    const words = node.deprecationMessage?.trim() ?? '';
    const sentence = words === '' || /[.!?]$/.test(words) ? words : `${words}.`;
    this.#add('deprecated', this.#path.slice(0, -1), {
      extra: this.#path.at(-1) ?? '',
      rule: `${node.pointer}/deprecated`,
      message: `${formatPath(this.#path)} is deprecated.`,
      ...(sentence === '' ? {} : { suggestion: sentence }),
    });
  }

  #plaintext(value: ScalarValue, node: SchemaNode): void {
    if (value.type === 'string' && (value.value === '' || PROTECTED.test(value.value))) return;
    this.#add('plaintext-secret', this.#path, {
      rule: node.pointer,
      message: `${formatPath(this.#path)} is a secret and stands here in the clear.`,
      suggestion: `Set it by a variable and write a reference to that: "\${NAME}".`,
    });
  }

  /** JSON Schema takes 8080.0 for an integer and knows no dates; typed readers of TOML mind both. */
  #spelling(value: ScalarValue, node: SchemaNode, secret: boolean): void {
    if (value.type === 'float') this.#floatForInteger(value, node, secret);
    else if (isDate(value)) this.#dateForString(value, node);
  }

  #floatForInteger(value: ScalarValue & { type: 'float' }, node: SchemaNode, secret: boolean): void {
    if (!node.types.includes('integer') || node.types.includes('number')) return;
    const isWhole = Number.isInteger(value.value);
    // The schema itself rejects a fraction.
    if (!isWhole && Number.isFinite(value.value)) return;
    const found = secret ? 'a float' : valueWithType(value.value, value);
    this.#add('type', this.#path, {
      rule: `${node.pointer}/type`,
      message: `${formatPath(this.#path)} must be an integer, is ${found}.`,
      ...(isWhole && !secret
        ? {
            suggestion: `Write ${value.value} without the decimal point.`,
            fix: { values: [literal(value.value)] },
          }
        : {}),
    });
  }

  #dateForString(value: ScalarValue, node: SchemaNode): void {
    if (node.types.length !== 1 || node.types[0] !== 'string' || node.format !== undefined) return;
    this.#add('type', this.#path, {
      rule: `${node.pointer}/type`,
      message: `${formatPath(this.#path)} must be a string, is ${valueWithType('', value)}.`,
      suggestion: `Write "${literal('', value)}" in quotes.`,
      fix: { values: [fullLiteral(fullLiteral('', value))] },
    });
  }

  #add(
    code: string,
    path: readonly string[],
    rest: Pick<SchemaIssue, 'message' | 'rule'> & Pick<Partial<SchemaIssue>, 'extra' | 'suggestion' | 'fix'>,
  ): void {
    this.issues.push({ code, severity: 'warning', path: [...path], ...rest });
  }
}

/** Whether a value comes from elsewhere, so that nothing can be said about it here. */
export function isReference(value: TomlValue): boolean {
  return value.type === 'string' ? mayHoldReference(value.value) : referenceTable(value) !== null;
}

function isDate(value: ScalarValue): boolean {
  return (
    value.type !== 'string' && value.type !== 'integer' && value.type !== 'boolean' && value.type !== 'float'
  );
}

/** Encrypted values and references of other tools, as they stand in a string. */
const PROTECTED =
  /^(?:ENC\[|ENC\(|encrypted:|locked:|\{cipher\}|\$ANSIBLE_VAULT;|-----BEGIN AGE ENCRYPTED FILE-----|@\{[^}]+\}$|SECRET\[[^\]]+\]$|%\(env\.[^)]+\)s$)/;
