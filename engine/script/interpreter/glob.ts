/** Pathname expansion. */
import { absolute } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import type { FileSystem } from '../types.ts';
import { patternSource } from './pattern.ts';

const isPattern = (component: string): boolean => /(^|[^\\])([*?[]|[@+!]\()/.test(component);
const unescape = (text: string): string => text.replace(/\\(.)/g, '$1');

function names(files: FileSystem, directory: string): readonly string[] {
  try { return files.list(directory); } catch (error) { if (error instanceof FileError) return []; throw error; }
}

/** The paths that match, sorted; empty if none does. */
export function expandPathname(files: FileSystem, directory: string, pattern: string): string[] {
  const rooted = pattern.startsWith('/');
  const components = pattern.split('/');
  let found: string[] = [''];
  components.forEach((component, i) => {
    const last = i === components.length - 1;
    const separator = last ? '' : '/';
    if (!isPattern(component)) {
      const text = unescape(component);
      found = found.map((base) => base + text + separator)
        .filter((path) => !last || text === '' || files.realPath(absolute(directory, path)) !== undefined || files.stat(absolute(directory, path)) !== undefined);
      return;
    }
    const expression = new RegExp(`^(?:${patternSource(component, '[^/]')})$`, 'u');
    found = found.flatMap((base) => names(files, absolute(directory, base === '' ? '.' : base))
      .filter((name) => (component.startsWith('.') || !name.startsWith('.')) && expression.test(name))
      .filter((name) => last || files.stat(files.realPath(absolute(directory, base + name)) ?? '/\0')?.type === 'directory')
      .map((name) => base + name + separator));
  });
  return found.filter((path) => path !== '' || rooted).sort();
}
