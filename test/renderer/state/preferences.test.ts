import { describe, expect, test } from 'vitest';
import { type Arrangement, readArrangement } from '../../../renderer/state/preferences.ts';

describe('the arrangement of a workspace', () => {
  test('is read back as it was stored', () => {
    const stored: Arrangement = {
      environment: 'production',
      service: 'web',
      files: ['config/global.toml'],
      active: 'config/global.toml',
      layers: false,
      effective: true,
      bottom: true,
      bottomView: 'history',
      defaults: false,
      hints: false,
      sizes: { layers: 300 },
    };
    expect(readArrangement(JSON.stringify(stored))).toEqual(stored);
  });

  test.each([[undefined], [null], [7], ['not json'], ['[]'], ['null']])(
    'falls back to the default for %j',
    (stored) => {
      expect(readArrangement(stored)).toMatchObject({
        environment: '',
        files: [],
        layers: true,
        bottomView: 'problems',
      });
    },
  );

  test('keeps what is readable when a part is not', () => {
    const text = JSON.stringify({ environment: 'staging', files: 'all', bottomView: 'output', sizes: 3 });
    expect(readArrangement(text)).toMatchObject({
      environment: 'staging',
      files: [],
      bottomView: 'problems',
      sizes: {},
    });
  });
});
