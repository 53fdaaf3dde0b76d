/** Serving files over HTTP, as nginx, httpd and Python's server do; each brings its own headers and error pages. */
import { type Content, type FileSystem, type HttpRequest } from '../../script/index.ts';

export type Found =
  | { readonly type: 'file'; readonly path: string; readonly body: string; readonly size: number; readonly mtime: number }
  | { readonly type: 'directory'; readonly path: string }
  | { readonly type: 'redirect'; readonly to: string }
  | { readonly type: 'missing'; readonly path: string };

const TYPES: { readonly [extension: string]: string } = {
  html: 'text/html', htm: 'text/html', css: 'text/css', js: 'application/javascript', json: 'application/json', txt: 'text/plain',
  xml: 'text/xml', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', ico: 'image/x-icon',
};
export const contentType = (path: string, fallback: string): string => TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? fallback;

const bytes = (content: Content): number => (typeof content === 'string' ? new TextEncoder().encode(content).length : content.zeros);
/** Longer runs of zeros are cut in what a client gets; the length told is right. */
const MAX_ZEROS = 1 << 16;
const text = (content: Content): string => (typeof content === 'string' ? content : '\0'.repeat(Math.min(content.zeros, MAX_ZEROS)));

/** The path without query, escapes undone, `..` taken out. */
export function pathOf(request: Pick<HttpRequest, 'path'>): string {
  const raw = request.path.split(/[?#]/)[0] ?? '/';
  let decoded = raw;
  try { decoded = decodeURIComponent(raw); } catch (error) { if (!(error instanceof URIError)) throw error; }
  const parts: string[] = [];
  for (const part of decoded.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${decoded.endsWith('/') && parts.length > 0 ? '/' : ''}`;
}

export function findFile(files: FileSystem, root: string, path: string, indexNames: readonly string[]): Found {
  const full = `${root.replace(/\/$/, '')}${path}`;
  const real = files.realPath(full);
  const stat = real === undefined ? undefined : files.stat(real);
  if (real === undefined || stat === undefined) return { type: 'missing', path: full };
  const open = (at: string): Found => {
    const target = files.realPath(at) ?? at;
    const content = files.read(target);
    return { type: 'file', path: at, body: text(content), size: bytes(content), mtime: files.stat(target)?.mtime ?? 0 };
  };
  if (stat.type !== 'directory') return open(full);
  if (!path.endsWith('/')) return { type: 'redirect', to: `${path}/` };
  for (const name of indexNames) {
    const at = files.realPath(`${full}${name}`);
    if (at !== undefined && files.stat(at)?.type === 'file') return open(`${full}${name}`);
  }
  return { type: 'directory', path: full };
}
