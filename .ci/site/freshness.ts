/** Is `build/` made from the present sources? A hash of names, sizes and times of everything that the site is built from. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['docs', 'i18n', 'exercises', 'engine', 'src', 'static', 'docusaurus.config.ts', 'sidebars.ts', 'package-lock.json'];
const STAMP = 'build/.made-from';

function walk(path: string, visit: (file: string) => void): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) { visit(path); return; }
  for (const name of readdirSync(path).sort()) if (name !== 'node_modules') walk(join(path, name), visit);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    walk(source, (file) => { const s = statSync(file); hash.update(`${file}\0${s.size}\0${Math.trunc(s.mtimeMs)}\n`); });
  }
  return hash.digest('hex');
}

export const isFresh = (): boolean => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
export const markFresh = (): void => writeFileSync(STAMP, fingerprint());
