/**
 * `npm run bench`: CPU time from process start until the pods of one Deployment are Ready, beside a calibration loop of the
 * same run, the API server's rates in process and over loopback, and the engine's size. `-- --json` prints one line. Figures are medians of three processes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';
import { calibrate } from './bench/calibrate.ts';

const OUT = '.cache/bench';
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const common: BuildOptions = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'error' };

/** KiB of gzip -9 of what an entry loads at once: itself and the chunks that it imports, not what it imports later. */
async function gzKib(options: BuildOptions): Promise<number> {
  const { outputFiles = [], metafile } = await build({ ...common, minify: true, write: false, platform: 'browser', splitting: true, metafile: true, outdir: OUT, alias: { '@site': process.cwd() }, ...options });
  const outputs = metafile?.outputs ?? {};
  const loaded = new Set<string>();
  const queue = Object.keys(outputs).filter((file) => (options.entryPoints as string[]).includes(outputs[file]?.entryPoint ?? '')); // always given as a list here
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    for (const each of outputs[file]?.imports ?? []) if (each.kind === 'import-statement' && outputs[each.path] !== undefined) queue.push(each.path);
  }
  const bytes = outputFiles.filter((f) => loaded.has(relative(process.cwd(), f.path))).reduce((sum, f) => sum + gzipSync(f.contents, { level: 9 }).length, 0);
  return Math.round((bytes / 1024) * 10) / 10;
}

type ServeFigures = { serve_http_requests_per_s: number; serve_https_requests_per_s: number };
type ApiFigures = { api_reads_per_s: number; api_writes_per_s: number; table_10000_pods_ms: number; watch_events_per_s: number };

mkdirSync(OUT, { recursive: true });
// As a page has it: small, and what nobody has asked for yet is not there.
await build({ ...common, minify: true, entryPoints: ['.ci/bench/pods.ts'], outfile: `${OUT}/pods.mjs`, platform: 'browser' });
await build({ ...common, minify: true, entryPoints: ['.ci/bench/pods.ts'], outfile: `${OUT}/pods.js`, platform: 'browser', format: 'iife' });
await build({ ...common, entryPoints: ['.ci/bench/again.ts'], outfile: `${OUT}/again.mjs`, platform: 'node' });
const worker = { entryPoints: ['src/worker/engine.worker.ts'], external: ['@generated/*', './engine/grading/index.ts'] };
const cpuOf = (...args: readonly string[]): number => (JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as { cpuSeconds: number }).cpuSeconds;
const measure = (pods: number): number => median([1, 2, 3].map(() => cpuOf(`${OUT}/pods.mjs`, String(pods))));
function measureAgain(pods: number): number {
  const kept = `${OUT}/pods.${pods}.cache`;
  rmSync(kept, { force: true });
  const again = (): number => cpuOf(`${OUT}/again.mjs`, String(pods), `${OUT}/pods.js`, kept);
  again();
  return median([again(), again(), again()]);
}

/** Figures that a measurement prints as JSON, each the median of three processes. */
async function measured(name: string): Promise<Record<string, number>> {
  await build({ ...common, entryPoints: [`.ci/bench/${name}.ts`], outfile: `${OUT}/${name}.mjs`, platform: 'node', packages: 'external' });
  const runs = [1, 2, 3].map(() => JSON.parse(execFileSync(process.execPath, [`${OUT}/${name}.mjs`], { encoding: 'utf8' })) as Record<string, number>);
  return Object.fromEntries(Object.keys(runs[0] ?? {}).map((figure) => [figure, median(runs.map((run) => run[figure] ?? 0))]));
}

const calibration = median([calibrate(), calibrate(), calibrate()]);
const figures = {
  calibration_cpu_s: calibration,
  pods_1_cpu_s: measure(1),
  pods_1_again_cpu_s: measureAgain(1),
  pods_100_cpu_s: measure(100),
  pods_1000_cpu_s: measure(1000),
  ...(await measured('apiServer')) as ApiFigures, // it prints exactly these
  ...(await measured('serve')) as ServeFigures, // it prints exactly these
  core_gz_kib: await gzKib({ entryPoints: ['engine/index.ts'], external: ['js-yaml'] }),
  // Bundled without what comes later: shared lists would pull some of it in here, as they do not in the site.
  first_view_gz_kib: await gzKib({ ...worker, external: [...worker.external, './engine/parts.ts'] }),
  full_gz_kib: await gzKib({ ...worker, splitting: false }),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  const ratio = (seconds: number): string => `${seconds.toFixed(2)} s CPU   ${(seconds / calibration).toFixed(1)} × calibration`;
  const perSecond = (rate: number, what = 'requests'): string => `${rate} ${what}/s   ${Math.round(rate * calibration)} per calibration`;
  console.log([
    `calibration loop   ${calibration.toFixed(2)} s CPU`,
    `1 pod Ready        ${ratio(figures.pods_1_cpu_s)}`, `        … again    ${ratio(figures.pods_1_again_cpu_s)} (its code compiled before, as browsers keep it)`,
    `100 pods Ready     ${ratio(figures.pods_100_cpu_s)}`, `1,000 pods Ready   ${ratio(figures.pods_1000_cpu_s)}`,
    `small reads        ${perSecond(figures.api_reads_per_s)}`, `small writes       ${perSecond(figures.api_writes_per_s)}`,
    `10,000 pods        ${figures.table_10000_pods_ms} ms as a Table   ${(figures.table_10000_pods_ms / 1000 / calibration).toFixed(2)} × calibration`,
    `serve, HTTP        ${perSecond(figures.serve_http_requests_per_s)} (wall clock, client beside it)`, `serve, HTTPS       ${perSecond(figures.serve_https_requests_per_s)}`,
    `watch, 100 ears    ${perSecond(figures.watch_events_per_s, 'events')}`,
    `engine, core       ${figures.core_gz_kib} KiB gz (without YAML, documentation and what commands need)`,
    `engine, first view ${figures.first_view_gz_kib} KiB gz (what the worker loads until a cluster is seen)`,
    `engine, full       ${figures.full_gz_kib} KiB gz (and until a command can be typed)`,
  ].join('\n'));
}
