import { describe, expect, test } from 'vitest';
import {
  countedDurationWords,
  durationWords,
  type HintRequest,
  inlayHints,
} from '../../../shared/language/index.ts';
import { given } from './given.ts';

function hints(text: string, more: Partial<HintRequest> = {}): string[] {
  return inlayHints({ ...given(text), ...more }).map(
    ({ position, kind, label }) => `${position.line}:${position.column} ${kind} ${label}`,
  );
}

describe('durations in words', () => {
  test.each([
    ['30s', '30 seconds'],
    ['1s', '1 second'],
    ['90s', '1 minute 30 seconds'],
    ['1h30m', '1 hour 30 minutes'],
    ['1.5h', '1 hour 30 minutes'],
    ['36h', '1 day 12 hours'],
    ['14d', '14 days'],
    ['2w', '2 weeks'],
    ['1500ms', '1.5 seconds'],
    ['250 ms', '250 milliseconds'],
    ['10 minutes', '10 minutes'],
    ['1us', '1 microsecond'],
    ['0', '0 seconds'],
    ['-5m', 'minus 5 minutes'],
    ['PT15M', '15 minutes'],
    ['P1Y2DT0.5S', '1 year 2 days 0.5 seconds'],
    ['P2W', '2 weeks'],
  ])('%s is %s', (text, words) => {
    expect(durationWords(text)).toBe(words);
  });

  test.each(['', 's', '5', '5 parsecs', 'P', 'PT', '1M', 'now', '1h-5m'])('%j is none', (text) => {
    expect(durationWords(text)).toBeNull();
  });

  test('a bare number counts the unit the schema names', () => {
    expect(countedDurationWords(1500, 'ms')).toBe('1.5 seconds');
    expect(countedDurationWords(86_400n, 'seconds')).toBe('1 day');
    expect(countedDurationWords(0.25, 'h')).toBe('15 minutes');
    expect(countedDurationWords(5, 'bytes')).toBeNull();
    expect(countedDurationWords(Number.POSITIVE_INFINITY, 's')).toBeNull();
  });

  test('stand behind values the schema calls durations, and only there', () => {
    const schema = {
      properties: {
        wait: { 'x-strata-duration': 'ms' },
        every: { format: 'duration' },
        steps: { type: 'array', items: { 'x-strata-duration': true } },
        port: { type: 'integer' },
      },
    };
    const text = 'wait = 1500 # long\nevery = "PT1H"\nport = 80\nsteps = ["5s", "soon"]';
    expect(hints(text, given(text, schema))).toEqual([
      '1:12 duration 1.5 seconds',
      '2:15 duration 1 hour',
      '4:14 duration 5 seconds',
    ]);
  });
});

describe('what the layers make of a value', () => {
  /** Nothing inside a value has one of its own. */
  const fateOf: HintRequest['fateOf'] = (path) => {
    if (path.includes('env')) return null;
    return {
      resolved: { label: `= "${path.join('.')}"`, tooltip: '' },
      overridden: { label: 'Overridden by prod.toml', tooltip: '' },
    };
  };

  test('what a reference stands for, and who wins', () => {
    expect(hints(`a = "\${HOST}"\nb = { env = "PORT" }\nc = "plain"`, { fateOf })).toEqual([
      '1:14 reference = "a"',
      '1:14 overridden Overridden by prod.toml',
      '2:21 reference = "b"',
      '2:21 overridden Overridden by prod.toml',
      '3:12 overridden Overridden by prod.toml',
    ]);
  });

  test('tables and items of arrays have no fate of their own', () => {
    expect(hints('[t]\nlist = [1, { x = 2 }]', { fateOf })).toEqual([
      '2:22 overridden Overridden by prod.toml',
    ]);
  });

  test('only where it is looked at', () => {
    expect(hints('a = 1\nb = 2\nc = 3', { fateOf, within: { start: 6, end: 11 } })).toEqual([
      '2:6 overridden Overridden by prod.toml',
    ]);
  });
});
