import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../scripts/policy.ts';
import { StaticServer } from '../../scripts/static-server.ts';

let folder: string;
let server: StaticServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'limpet-server-'));
  mkdirSync(join(folder, 'site/assets'), { recursive: true });
  writeFileSync(join(folder, 'site/index.html'), '<p>here</p>');
  writeFileSync(join(folder, 'site/assets/a.js'), 'export {};');
  writeFileSync(join(folder, 'secret'), 'secret');
  server = new StaticServer(join(folder, 'site'));
  await server.start();
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

it('serves files with their types and the policy', async () => {
  const page = await fetch(server.url);
  expect(await page.text()).toBe('<p>here</p>');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const script = await fetch(new URL('assets/a.js', server.url));
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('cache-control')).toContain('immutable');
});

it('serves nothing outside its folder', async () => {
  for (const path of ['/../secret', '/%2e%2e/secret', '/assets/../../secret', '/assets', '/none']) {
    // fetch would tidy the path before it asks.
    const status = await new Promise((resolve, reject) => {
      get({ host: 'localhost', port: server.port, path }, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect([path, status]).toEqual([path, 404]);
  }
});

it('stops, starts on the same port, misses and holds', async () => {
  const { url } = server;
  await server.stop();
  await expect(fetch(url)).rejects.toThrow();
  await server.start();
  expect(server.url).toBe(url);
  server.miss(['assets/a.js']);
  expect((await fetch(new URL('assets/a.js', url))).status).toBe(404);
  server.miss([]);
  const held = server.hold('wait');
  let answered = false;
  const answer = fetch(new URL('wait', url)).then((response) => {
    answered = true;
    return response.status;
  });
  await held.arrived;
  await fetch(url);
  expect(answered).toBe(false);
  held.release();
  expect(await answer).toBe(204);
});
