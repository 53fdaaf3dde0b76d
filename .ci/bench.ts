/**
 * `npm run bench`: CPU time from process start until the pods of one Deployment are Ready, beside a calibration loop of the
 * same run, the API server's rates in process and over loopback, and the engine's size. `-- --json` prints one line. Figures are medians of three processes.
 * A whole cluster (start, roll-out, loss of a tenth of its nodes; one process each) is measured with 500 pods; `-- --scale` adds 2,000, 8,000 and 30,000, for many minutes.
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

/** 30 pods a node, so that 1,000 nodes have 30,000. */
const PODS_PER_NODE = 30;
const PHASES = ['start', 'roll-out', 'loss'] as const;
type Phase = (typeof PHASES)[number];
type ScaleFigures = { readonly pods: number; readonly phase: Phase; readonly cpuSeconds: number; readonly bootCpuSeconds: number; readonly peakRssMiB: number; readonly virtualSeconds: number; readonly perPodMs: number };
/** What the largest cluster may take in each phase, and how much more a pod of it may cost than one of the smallest. */
const BARS = { pods: 30_000, cpuSeconds: 20, mib: 1536, ratio: 2 } as const;

async function measureScale(sizes: readonly number[]): Promise<readonly ScaleFigures[]> {
  await build({ ...common, entryPoints: ['.ci/bench/scale.ts'], outfile: `${OUT}/scale.mjs`, platform: 'node', packages: 'external', alias: { '@site': process.cwd() } });
  return sizes.flatMap((pods) => PHASES.map((phase) => {
    const args = ['--max-old-space-size=8192', `${OUT}/scale.mjs`, String(Math.ceil(pods / PODS_PER_NODE)), String(pods), phase];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ScaleFigures; // it prints exactly these
  }));
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
const scale = await measureScale(process.argv.includes('--scale') ? [500, 2_000, 8_000, BARS.pods] : [500]);
const scaleFigures = Object.fromEntries(scale.flatMap(({ pods, phase, cpuSeconds, peakRssMiB }) => {
  const name = `scale_${pods}_${phase.replace('-', '')}`;
  return [[`${name}_cpu_s`, cpuSeconds], [`${name}_mib`, peakRssMiB]];
}));
/** One line a phase; beside the largest cluster what it may take. */
function scaleLine({ pods, phase, cpuSeconds, bootCpuSeconds, peakRssMiB, virtualSeconds, perPodMs }: ScaleFigures): string {
  const smallest = scale.find((each) => each.phase === phase)?.perPodMs ?? perPodMs;
  const bars = pods === BARS.pods ? `   bars: ${BARS.cpuSeconds} s, ${BARS.mib} MiB, ${BARS.ratio} ×` : '';
  const boot = phase === 'start' ? `, of it ${bootCpuSeconds.toFixed(1)} s until the nodes are Ready` : '';
  return `${`${pods} pods, ${phase}`.padEnd(22)} ${cpuSeconds.toFixed(1)} s CPU   ${(cpuSeconds / calibration).toFixed(0)} × calibration   ${perPodMs.toFixed(2)} ms a pod `
    + `(${(perPodMs / smallest).toFixed(2)} × the smallest)   ${peakRssMiB} MiB   ${virtualSeconds.toFixed(0)} s of cluster time${boot}${bars}`;
}
if (process.argv.includes('--json')) console.log(JSON.stringify({ ...figures, ...scaleFigures }));
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
    ...scale.map(scaleLine),
  ].join('\n'));
}
