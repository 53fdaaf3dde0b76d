/**
 * Loads the sources fast: they are TypeScript in many small files, so they are bundled once into `.cache/cli` and taken
 * from there while no source has changed. Where that cannot be written, and while somebody debugs, tsx takes them as they are.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const ENGINE = join(dirname(fileURLToPath(import.meta.url)), '..');
const CACHE = join(ENGINE, '../.cache/cli');
const ENTRY = join(ENGINE, 'cli/entry.ts');
/** So many versions are kept: whoever goes back and forth between two branches need not wait. */
const KEPT = 3;

/** What `entry.ts` exports. */
export async function load() {
  // A proof runs much code a few times: optimizing all of it as eagerly as V8 does costs more than it gains.
  v8.setFlagsFromString('--interrupt-budget=2000000');
  const stamp = process.env.PEAPOD_DEBUG ? undefined : stampOf();
  if (stamp !== undefined) {
    try {
      return run(await bundled(stamp));
    } catch (error) {
      if (!['EACCES', 'EROFS', 'EPERM', 'ENOENT', 'ENOSPC', 'MODULE_NOT_FOUND'].includes(error?.code)) throw error;
    }
  }
  const { register } = await import('tsx/esm/api');
  register();
  return import('./entry.ts');
}

const sources = () => readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|json)$/.test(path) && !/\.test\.ts$|(^|\/)(testdata|testing|templates)\//.test(path)).sort();

/** Changes when a source does. */
function stampOf() {
  const hash = createHash('sha256').update(`${process.version} ${ENGINE}\n`);
  for (const path of sources()) {
    const { size, mtimeMs } = statSync(join(ENGINE, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function bundled(stamp) {
  const file = join(CACHE, `${stamp}.cjs`);
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  const { build } = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'))('esbuild');
  // Who asks where it lies is asked about its source, not about the bundle.
  const asking = sources().filter((path) => path.endsWith('.ts') && readFileSync(join(ENGINE, path), 'utf8').includes('import.meta.url')).map((path) => join(ENGINE, path));
  const { outputFiles } = await build({
    entryPoints: [ENTRY], bundle: true, write: false, platform: 'node', format: 'cjs', target: `node${process.versions.node}`, logLevel: 'silent',
    plugins: [{ name: 'own place', setup: ({ onLoad }) => { onLoad({ filter: new RegExp(`^(?:${asking.map((path) => path.replace(/[^\w/]/g, '\\$&')).join('|')})$`) }, ({ path }) => ({
      loader: 'ts', contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
    })); } }],
  });
  // Several may do this at the same time: each moves a whole file to its place.
  const mine = join(CACHE, `${stamp}.${process.pid}`);
  writeFileSync(mine, outputFiles[0].contents);
  renameSync(mine, file);
  forgetOld();
  return file;
}

function forgetOld() {
  const files = readdirSync(CACHE).filter((name) => name.endsWith('.cjs')).map((name) => ({ name, at: statSync(join(CACHE, name)).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { name } of files.slice(KEPT)) for (const path of [name, `${name}.code`]) rmSync(join(CACHE, path), { force: true });
}

/** With what V8 made of it the last time: most of a short command's time would be spent on that. */
function run(file) {
  const code = `${file}.code`;
  const cachedData = existsSync(code) ? readFileSync(code) : undefined;
  const script = new vm.Script(`(function (exports, require, module) {${readFileSync(file, 'utf8')}\n})`, { filename: file, importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER, ...(cachedData === undefined ? {} : { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module);
  if (isMainThread && (cachedData === undefined || script.cachedDataRejected)) process.once('exit', () => keep(code, script));
  return module.exports;
}

function keep(code, script) {
  try {
    writeFileSync(`${code}.${process.pid}`, script.createCachedData());
    renameSync(`${code}.${process.pid}`, code);
  } catch { /* it was only to save time */ }
}
