import { describe, expect, test } from 'vitest';
import { summarizeImpact } from '../../../renderer/status/impact.ts';
import type { Impact } from '../../../shared/contract/model.ts';

const change = (environment: string, path: string, before: string | null, after: string | null): Impact => ({
  environment,
  service: null,
  path,
  kind: before === null ? 'added' : after === null ? 'removed' : 'changed',
  before,
  after,
});
const summary = (...impact: Impact[]) => summarizeImpact(impact, impact.length);

describe('the impact of unsaved work', () => {
  test('names the one thing that changes, and where', () => {
    expect(summary(change('production', 'server.port', '8080', '80000'))).toBe(
      'production: server.port 8080 → 80000',
    );
  });

  test('names the environments it changes alike', () => {
    expect(summary(change('development', 'a', '1', '2'), change('staging', 'a', '1', '2'))).toBe(
      'development, staging: a 1 → 2',
    );
  });

  test('tells what is added and removed', () => {
    expect(summary(change('staging', 'a', null, '2'))).toBe('staging: a set to 2');
    expect(summary(change('staging', 'a', '1', null))).toBe('staging: a removed');
  });

  test('counts when there is more', () => {
    expect(summary(change('staging', 'a', '1', '2'), change('staging', 'b', '1', '2'))).toBe(
      '2 changes in staging',
    );
    expect(summary(change('staging', 'a', '1', '2'), change('production', 'a', '3', '2'))).toBe(
      '2 changes in 2 environments',
    );
  });

  test('counts those that did not fit into the answer', () => {
    expect(summarizeImpact([change('staging', 'a', '1', '2')], 500)).toBe('500 changes in staging');
  });

  test('says nothing when nothing changes', () => {
    expect(summarizeImpact([], 0)).toBe('');
  });
});
