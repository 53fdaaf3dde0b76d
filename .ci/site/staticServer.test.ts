/** @jest-environment node */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveStatic } from './staticServer.ts';

test('files are found, what is missing is told in its language, and no request ends the server', async () => {
  const root = mkdtempSync(join(tmpdir(), 'peapod-site-'));
  for (const [file, text] of Object.entries({ 'site/index.html': 'home', 'site/404.html': 'nothing', 'site/learn/a/index.html': 'a lesson', 'site/zh-Hans/404.html': '没有', 'site-secret/key.txt': 'secret' })) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const server = await serveStatic(join(root, 'site'), 0);
  const { port } = server.address() as AddressInfo;
  // Not with fetch: it would tidy the paths.
  const ask = (path: string): Promise<string> => new Promise((resolve, reject) => {
    get({ port, path }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => resolve(`${response.statusCode} ${text}`));
    }).on('error', reject);
  });
  const asked = ['/', '/learn/a/', '/learn/b/', '/zh-Hans/learn/b/', '/%zz', '/zh-Hans/%00', '/../site-secret/key.txt', '/%2e%2e/site-secret/key.txt', '/?x=1'];
  const told = await Promise.all(asked.map(ask));
  server.close();
  expect(told).toEqual(['200 home', '200 a lesson', '404 nothing', '404 没有', '404 nothing', '404 没有', '404 nothing', '404 nothing', '200 home']);
});
