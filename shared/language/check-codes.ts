/** The codes that a comment may name to silence a check; those of the parser are not among them. */
import type { MergeProblem } from '../config/model.ts';
import { wordings } from '../toml/problem-wording.ts';

/** What a schema can find wrong. */
const SCHEMA_CHECKS = [
  'type',
  'enum',
  'const',
  'range',
  'pattern',
  'format',
  'length',
  'unique',
  'contains',
  'required',
  'unknown-key',
  'key-name',
  'forbidden',
  'not',
  'one-of',
  'form',
  'deprecated',
  'plaintext-secret',
] as const;

const MERGE_CHECKS: Readonly<Record<MergeProblem['code'], true>> = {
  'type-clash': true,
  'unresolved-reference': true,
  'reference-cycle': true,
  'unknown-variable': true,
  'ambiguous-variable': true,
};

/** About the manifest, and about which schema is used. */
const WORKSPACE_CHECKS = [
  'missing-layer',
  'missing-key',
  'wrong-type',
  'wrong-value',
  'duplicate-layer',
  'layer-without-source',
  'layer-with-two-sources',
  'bad-path',
  'unknown-placeholder',
  'unknown-environment',
  'inherits-cycle',
  'alias-clash',
  'bad-name',
  'unsupported-dialect',
  'not-applied-yet',
  'own-schema',
  'toml-edition',
  'bad-schema',
  'schema-not-used',
  'schema-not-checked',
  'schema-stopped',
];

/** The problem of a comment that silences nothing. */
export const UNUSED_IGNORE = 'unused-ignore';

const schemaChecks: ReadonlySet<string> = new Set(SCHEMA_CHECKS);

/** Every code there is to silence. */
export const checkCodes: ReadonlySet<string> = new Set([
  ...SCHEMA_CHECKS,
  ...Object.keys(MERGE_CHECKS),
  ...WORKSPACE_CHECKS,
]);

/** Whether it takes a schema to find it. */
export function isSchemaCheck(code: string): boolean {
  return schemaChecks.has(code);
}

/** Whether the parser alone uses the code: what it finds cannot be silenced. */
export function isSyntaxCode(code: string): boolean {
  return Object.hasOwn(wordings, code) && !checkCodes.has(code);
}
