import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PAGE_POLICY } from '../../shared/contract/page-policy.ts';
import { RunningApp } from './running-app.ts';

vi.mock('electron', () => import('./stand-in.ts'));

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.stop());

const get = (url: string, method = 'GET') => app.remembered.protocols.get('app')!({ method, url });

describe('app://bundle', () => {
  test('serves the page under the strict policy', async () => {
    const response = get('app://bundle/index.html');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Strata</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(PAGE_POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('serves scripts, which may become workers, under the same policy', () => {
    const response = get('app://bundle/assets/main-AbCd1234.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(PAGE_POLICY);
  });

  test('allows no inline script, no evaluation, no other origin', () => {
    expect(PAGE_POLICY).toContain("default-src 'none'");
    expect(PAGE_POLICY).toContain("script-src 'self';");
    expect(PAGE_POLICY).not.toMatch(/unsafe-eval|https?:|\*|blob:/);
  });

  test.each([
    'app://bundle/../secret.txt',
    'app://bundle/..%2fsecret.txt',
    'app://bundle/%2e%2e/secret.txt',
    'app://bundle/%2e%2e%2f%2e%2e%2fsecret.txt',
    'app://bundle/..%5c..%5csecret.txt',
    'app://bundle/assets/../../../secret.txt',
    'app://bundle//etc/passwd',
    'app://bundle/%2fetc%2fpasswd',
    'app://bundle/index.html%00.js',
    'app://bundle/INDEX.HTML',
    'app://bundle/assets',
    'app://bundle/assets/',
    'app://other/index.html',
    'app://bundle:8080/index.html',
    'no address',
  ])('has nothing at %s', (url) => {
    expect(get(url).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'HEAD'])('does not answer to %s', (method) => {
    expect(get('app://bundle/index.html', method).status).toBe(405);
  });
});
