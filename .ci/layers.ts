/**
 * What the linter cannot say about the house: layers, siblings apart, npm packages per folder, doors, sizes.
 * Prints every breach with file and line; exit code 1 if there is one.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';

/** Lowest first: a folder imports only folders before it, through their index.ts. */
export const LAYERS = ['base', 'time', 'pki', 'api', 'cel', 'machines', 'store', 'apiserver', 'client', 'script', 'network', 'runtime', 'kubelet',
  'scheduler', 'controllers', 'learner', 'kubectl', 'shell', 'cluster', 'session', 'grading', 'serve', 'cli'] as const;
/** These speak through API objects only; none knows another. */
const STRANGERS = ['kubelet', 'scheduler', 'controllers', 'kubectl'];
/** Each controller (and each filter, score, verb …) stands alone beside its siblings. */
const SIBLINGS_APART = ['controllers'];
/** npm packages by folder; everything else is refused. */
const PACKAGES: Record<string, readonly string[]> = {
  base: ['js-yaml'], pki: ['@noble/hashes'], cel: ['@marcbachmann/cel-js'], machines: ['xstate'], script: ['unbash'],
  learner: ['quickjs-emscripten-core', '@jitl/quickjs-singlefile-cjs-release-sync', '@jitl/quickjs-ffi-types'], grading: ['zod'], serve: ['ws'],
};
const NODE_FOLDERS = ['serve', 'cli'];
const MAX_LINES = { engine: 400, src: 250 } as const;

type Breach = { file: string; line: number; message: string };
type Import = { line: number; specifier: string };

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return /\.(ts|tsx)$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(text: string): Import[] {
  const out: Import[] = [];
  text.split('\n').forEach((content, index) => {
    const match = /^\s*(?:import|export|\})(?:.*\sfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/.exec(content);
    const specifier = match?.[1] ?? match?.[2];
    if (specifier !== undefined) out.push({ line: index + 1, specifier });
  });
  return out;
}

/** Breaches of one engine file; `file` like `engine/kubelet/probes.ts`. Tests may import anything. */
export function engineBreaches(file: string, text: string): Breach[] {
  const [, folder = ''] = file.split('/');
  const own = LAYERS.indexOf(folder as (typeof LAYERS)[number]);
  if (own < 0 || file.endsWith('.test.ts') || file.includes('/testing/')) return [];
  return importsOf(text).flatMap(({ line, specifier }) => {
    const message = specifier.startsWith('.') ? relativeBreach(file, folder, own, specifier) : packageBreach(folder, specifier);
    return message === undefined ? [] : [{ file, line, message }];
  });
}

function relativeBreach(file: string, folder: string, own: number, specifier: string): string | undefined {
  const target = normalize(join(dirname(file), specifier));
  const [top, other = '', inside = ''] = target.split('/');
  if (top !== 'engine') return `imports ${specifier}: the engine knows nothing outside itself`;
  if (other === folder) {
    if (!SIBLINGS_APART.includes(folder)) return undefined;
    const sibling = file.split('/')[2] ?? '';
    const nested = target.split('/').length > 3 && file.split('/').length > 3;
    return nested && inside !== sibling ? `imports its sibling ${inside}: move the shared part down` : undefined;
  }
  const layer = LAYERS.indexOf(other as (typeof LAYERS)[number]);
  if (layer < 0) return `imports ${specifier}: no such layer`;
  if (layer > own) return `imports ${other}, a higher layer`;
  if (STRANGERS.includes(folder) && STRANGERS.includes(other)) return `imports ${other}: the two meet at the API server only`;
  if (inside !== 'index.ts') return `imports ${specifier}: go through engine/${other}/index.ts`;
  return undefined;
}

function packageBreach(folder: string, specifier: string): string | undefined {
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? '');
  if (specifier.startsWith('node:') || builtinModules.includes(name)) {
    return NODE_FOLDERS.includes(folder) ? undefined : `imports ${specifier}: the engine also runs in browsers`;
  }
  return (PACKAGES[folder] ?? []).includes(name) ? undefined : `imports ${name}: not a package of engine/${folder}`;
}

/** Long tables are data and live in files of their own: generated ones and `*.data.ts` have no cap. */
export function sizeBreach(file: string, text: string): Breach[] {
  const top = file.split('/')[0] as keyof typeof MAX_LINES;
  const lines = text.split('\n').length - 1;
  if (MAX_LINES[top] === undefined || lines <= MAX_LINES[top] || /\.data\.ts$|schema\/types\.ts$|\.test\.tsx?$/.test(file)) return [];
  return [{ file, line: lines, message: `has ${lines} lines, the cap is ${MAX_LINES[top]}: split it by responsibility` }];
}

export function houseBreaches(root: string): Breach[] {
  const folders = ['engine', 'src'].map((f) => join(root, f)).filter((f) => statSync(f, { throwIfNoEntry: false }) !== undefined);
  return folders.flatMap(filesUnder).map((path) => relative(root, path)).sort().flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...engineBreaches(file, text), ...sizeBreach(file, text)];
  });
}

if (process.argv[1]?.endsWith('layers.ts')) {
  const breaches = houseBreaches('.');
  for (const { file, line, message } of breaches) console.error(`${file}:${line}: ${message}`);
  console.log(breaches.length === 0 ? 'house rules: kept' : `house rules: ${breaches.length} broken`);
  process.exit(breaches.length === 0 ? 0 : 1);
}
