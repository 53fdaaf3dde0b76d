/** A whole cluster behind a port, and the real kubectl and helm pointed at it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { realKubectl } from '../../../.ci/tools/kubectl.ts';
import { createCluster, type Cluster } from '../../cluster/index.ts';
import { identityOf, kubeconfigFor, makeClusterKeys, makeCredentials, startServer, writeKubeconfig, type Speed } from '../index.ts';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };
/** `saw` resolves with the whole stdout when it matches. */
export type Watching = { saw(pattern: RegExp): Promise<string>; type(text: string): void; stop(): Promise<void> };
export type RealTools = {
  readonly cluster: Cluster;
  readonly folder: string;
  readonly url: string;
  /** `kubectl …` or `helm …` as one would type it, through a shell; `input` is what stands on its stdin. */
  run(line: string, input?: string): Promise<Ran>;
  /** A command that goes on until it is stopped. */
  watch(line: string): Watching;
  close(): Promise<void>;
};
export type Options = { readonly speed: Speed; readonly seed: string; readonly files: { readonly [path: string]: string }; readonly prepare?: (cluster: Cluster) => void; readonly startTime?: string };

/** kubectl itself reckons some ages by its own clock, and calls what lies in its future `<invalid>`. */
const LONG_AGO = '2025-01-01T00:00:00Z';
/** A command that does not end is a failure, soon; not so soon that a busy machine makes one of it. */
const LIMIT_MS = 40_000;
/** What kubectl's informer logs when its own deadline comes while a watch is being opened: a race inside the client, on a busy machine. */
const OWN_DEADLINE = /^E\d{4} [\d:.]+ +\d+ reflector\.go:\d+\] "Failed to watch" err=".*: context canceled" .*\n/gm;

/** Undefined where the real tools cannot be had; a failure where they must be there. */
export async function serveForRealTools({ speed, seed, files, prepare, startTime = LONG_AGO }: Options): Promise<RealTools | undefined> {
  const tools = await realKubectl();
  if (tools === undefined) {
    if (process.env['PEAPOD_REQUIRE_TOOLS'] === '1') throw new Error('the real kubectl and helm are required and not available');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'peapod-tools-'));
  for (const [path, text] of Object.entries(files)) { mkdirSync(dirname(join(folder, path)), { recursive: true }); writeFileSync(join(folder, path), text); }
  const keys = await makeClusterKeys(Date.parse(startTime));
  const cluster = createCluster({ preset: 'three-nodes', seed, startTime, identity: identityOf(keys) });
  prepare?.(cluster);
  const { tls, admin } = makeCredentials(keys, [], Date.now(), cluster.clock.now);
  const server = await startServer({ cluster, port: 0, speed, tls });
  writeKubeconfig(join(folder, 'config'), kubeconfigFor(server.url, { ca: tls.ca, ...admin }));
  const env = { HOME: folder, KUBECONFIG: join(folder, 'config'), PATH: `${dirname(tools.kubectl)}:${process.env['PATH']}`, TZ: 'UTC' };
  const start = (line: string): ChildProcess => spawn('/bin/sh', ['-c', `exec ${line}`], { cwd: folder, env, timeout: LIMIT_MS });
  return {
    cluster, folder, url: server.url,
    run: (line, input) => ended(start(line), input),
    watch: (line) => watching(start(line)),
    async close() { await server.close(); rmSync(folder, { recursive: true, force: true }); },
  };
}

function ended(child: ChildProcess, input = ''): Promise<Ran> {
  return new Promise((done) => {
    let [out, err] = ['', ''];
    child.stdout?.on('data', (text: Buffer) => { out += String(text); });
    child.stderr?.on('data', (text: Buffer) => { err += String(text); });
    child.on('close', (code, signal) => done({ code: code ?? -1, out, err: `${err.replace(OWN_DEADLINE, '')}${signal === null ? '' : `stopped by ${signal}`}` }));
    child.stdin?.on('error', () => undefined); // it may end without reading
    child.stdin?.end(input);
  });
}

function watching(child: ChildProcess): Watching {
  let out = '';
  let listen = (): void => undefined;
  child.stdout?.on('data', (text: Buffer) => { out += String(text); listen(); });
  const closed = new Promise<void>((done) => { child.on('close', () => done()); });
  return {
    saw: (pattern) => new Promise((found, failed) => {
      listen = () => { if (pattern.test(out)) found(out); };
      listen();
      void closed.then(() => failed(new Error(`it ended before ${String(pattern)} was seen: ${out}`)));
    }),
    type(text) { child.stdin?.write(text); },
    stop() { child.kill('SIGINT'); return closed; },
  };
}

/** Says loudly that a test did not run. */
export function skipped(tools: RealTools | undefined): tools is undefined {
  if (tools === undefined) process.stderr.write('\n*** SKIPPED: the real kubectl and helm are not available, so they judge nothing here ***\n');
  return tools === undefined;
}
