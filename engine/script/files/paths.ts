/** Paths as text. A normalised path is absolute, without `.`, `..`, double or trailing slashes. */

/** An empty step, `.` or `..`: most paths have none and are what they should be. */
const ODD = /\/\.{0,2}(?:\/|$)/;
const isNormal = (path: string): boolean => path.startsWith('/') && !ODD.test(path);

/** The names that lead from the root to `path`. */
export function stepsOf(path: string): string[] {
  if (isNormal(path)) return path.slice(1).split('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return out;
}

export const normalise = (path: string): string => (isNormal(path) ? path : `/${stepsOf(path).join('/')}`);

/** `path` as seen from `directory`. */
export const absolute = (directory: string, path: string): string =>
  normalise(path.startsWith('/') ? path : `${directory}/${path}`);

export function parentOf(path: string): string {
  const above = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return above === '' ? '/' : normalise(above);
}
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const childOf = (directory: string, name: string): string => (directory === '/' ? `/${name}` : `${directory}/${name}`);

const NOT_ASCII = /[^\0-\x7f]/;
/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  if (!NOT_ASCII.test(text)) return text.length;
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00) { bytes += 2; i++; } else bytes += 2;
  }
  return bytes;
}
