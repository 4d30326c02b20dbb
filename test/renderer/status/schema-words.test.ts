import { describe, expect, test } from 'vitest';
import { asksForConsent, schemaLabel, whySchema } from '../../../renderer/status/schema-words.ts';
import type { SchemaReason, SchemaStanding } from '../../../shared/contract/schema-model.ts';

const reason = (rule: SchemaReason['rule'], address: string | null, line?: number): SchemaReason => ({
  rule,
  name: address?.replace(/^.*\//, '') ?? null,
  address,
  target: null,
  from: line === undefined ? null : { file: null, path: 'strata.toml', line },
});

function standing(more: Partial<SchemaStanding>): SchemaStanding {
  return {
    subject: { file: null, path: '' },
    rules: [],
    reasons: [],
    state: 'none',
    merged: null,
    foreign: [],
    ...more,
  };
}

const remote = (state: SchemaStanding['state']) => {
  const address = 'https://example.org/app.json';
  return standing({
    reasons: [reason('comment', `${address}#/part`)],
    state,
    foreign: [{ address, name: 'app.json', kind: 'remote', state, fetchedAt: null, message: null }],
  });
};

describe('the status bar says', () => {
  test('the name of what is in use', () => {
    const inUse = standing({ reasons: [reason('manifest', 'schemas/app.json', 3)], state: 'ready' });
    expect(schemaLabel(inUse)).toBe('Schema: app.json');
    expect(whySchema(inUse)).toBe('The manifest names it at strata.toml:3.');
  });

  test('that there is none, by nobody or by choice', () => {
    expect(schemaLabel(standing({}))).toBe('Schema: none');
    expect(whySchema(standing({}))).toMatch(/^No rule names a schema/);
    const unwanted = standing({ reasons: [reason('pick', null)] });
    expect(schemaLabel(unwanted)).toBe('Schema: none');
    expect(whySchema(unwanted)).toMatch(/^You chose no schema/);
  });

  test('what keeps it from being used', () => {
    expect(schemaLabel({ ...remote('waiting') })).toMatch(/, not fetched$/);
    expect(schemaLabel(standing({ reasons: [reason('comment', 'a.json')], state: 'missing' }))).toBe(
      'Schema: a.json, missing',
    );
    const outside = standing({ reasons: [reason('comment', 'file:///opt/a.json')], state: 'declined' });
    expect(schemaLabel(outside)).toBe('Schema: a.json, not used');
  });

  test('whether the user is asked for something', () => {
    expect(asksForConsent(remote('waiting'))).toBe(true);
    for (const state of ['ready', 'declined', 'failed'] as const)
      expect(asksForConsent(remote(state))).toBe(false);
  });
});
