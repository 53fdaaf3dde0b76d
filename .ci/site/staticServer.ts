/** Serves a folder of static files with gzip: what `npm start` and the browser tests open. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, resolve as absolute, sep } from 'node:path';
import { createGzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'text/yaml; charset=utf-8', '.xml': 'application/xml', '.ico': 'image/x-icon', '.webmanifest': 'application/manifest+json',
};
const COMPRESSED = /\.(html|js|css|json|svg|txt|yaml|xml|webmanifest)$/;

/** The file for a path: itself, its index.html, or itself with .html; undefined if none is inside the folder. */
function fileFor(folder: string, path: string): string | undefined {
  const file = absolute(join(folder, path));
  if (!`${file}${sep}`.startsWith(`${absolute(folder)}${sep}`)) return undefined;
  return [file, join(file, 'index.html'), `${file}.html`].find((f) => existsSync(f) && statSync(f).isFile());
}

/** Without the question; undefined if it is no text in UTF-8, as whoever tries doors sends it. */
function pathOf(url: string): string | undefined {
  try { return decodeURIComponent(url.split(/[?#]/)[0] ?? '/'); } catch { return undefined; }
}

/** In the language of the page that is missing. */
const missing = (folder: string, path: string): string | undefined => fileFor(folder, `${/^\/[^/]+\//.exec(path)?.[0] ?? '/'}404.html`) ?? fileFor(folder, '404.html');

/** @param port 0 lets the system choose. Resolves once the server listens. */
export function serveStatic(folder: string, port: number, host = '127.0.0.1'): Promise<Server> {
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/');
    const found = path === undefined ? undefined : fileFor(folder, path);
    const file = found ?? missing(folder, path ?? '/');
    if (file === undefined) { response.writeHead(404).end(); return; }
    const zip = COMPRESSED.test(file) && String(request.headers['accept-encoding'] ?? '').includes('gzip');
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': path?.startsWith('/assets/') === true ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(zip ? { 'content-encoding': 'gzip' } : {}),
    });
    const stream = createReadStream(file);
    if (zip) stream.pipe(createGzip()).pipe(response); else stream.pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
