import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isLoopback, isOurKubeconfig, serveCluster, writeKubeconfig, type ServedSession } from '../../serve/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';

const PRESETS = ['minikube', 'three-nodes', 'recorded'] as const;
const FLAGS = {
  host: { type: 'string', default: '127.0.0.1' }, http: { type: 'boolean', default: false }, kubeconfig: { type: 'string', default: 'peapod.kubeconfig' },
  port: { type: 'string', default: '6443' }, preset: { type: 'string' }, seed: { type: 'string' }, speed: { type: 'string', default: '1' }, state: { type: 'string' },
} as const;

function wholeNumber(text: string, flag: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) throw new UsageError(`${flag} is a whole number from ${low} to ${high}, not ${text}`);
  return value;
}

function readFlags(args: readonly string[]) {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  const preset = PRESETS.find((p) => p === values.preset);
  if (values.preset !== undefined && preset === undefined) throw new UsageError(`--preset is one of ${PRESETS.join(', ')}, not ${values.preset}`);
  const speed = values.speed === 'max' ? 'max' as const : wholeNumber(values.speed, '--speed', 1, 10_000);
  return { ...values, preset, speed, port: wholeNumber(values.port, '--port', 0, 65_535) };
}

const openToOthers = (host: string, http: boolean): string =>
  `peapod serve: --host ${host}: everybody who can reach this address over the network can reach the cluster${http
    ? ', and over plain HTTP everybody is its administrator. Leave --http out, or listen on 127.0.0.1.'
    : '. Who has no certificate or token is refused, but the programs in it are a simulation and were not made to be attacked.'} Without --host it listens on 127.0.0.1 only.\n`;

async function run({ args, out, err }: CliContext): Promise<number> {
  const flags = readFlags(args);
  if (existsSync(flags.kubeconfig) && !isOurKubeconfig(readFileSync(flags.kubeconfig, 'utf8'))) {
    err(`peapod serve: ${flags.kubeconfig} exists and leads to other clusters; nothing was changed. Choose another file with --kubeconfig.\n`);
    return 1;
  }
  if (!isLoopback(flags.host)) err(openToOthers(flags.host, flags.http));
  const stopping = stopSignal();
  let session: ServedSession | { readonly problem: string };
  try {
    session = await serveCluster({
      preset: flags.preset, seed: flags.seed, port: flags.port, host: flags.host, speed: flags.speed, http: flags.http, statePath: flags.state,
      now: () => Date.now(), onBug: onceEach(err), onStateLost: (error) => stopping.stop(`the state file takes no more (${messageOf(error)})`),
    });
  } catch (error) {
    const words = cannotListen((error as NodeJS.ErrnoException).code, flags);
    if (words === undefined) throw error;
    err(`peapod serve: ${words}\n`);
    return 1;
  }
  if ('problem' in session) { err(`peapod serve: ${session.problem}\n`); return 1; }
  writeKubeconfig(flags.kubeconfig, session.kubeconfig);
  out(greeting(session, flags.kubeconfig, flags.state));
  const why = await stopping.done;
  await session.stop();
  if (why !== undefined) err(`peapod serve: ${why}; stopped.\n`);
  return why === undefined ? 0 : 1;
}

function cannotListen(code: string | undefined, { port, host }: { readonly port: number; readonly host: string }): string | undefined {
  switch (code) {
    case 'EADDRINUSE': return `port ${port} is in use. Choose another one with --port (0: any that is free).`;
    case 'EACCES': return `port ${port} may not be used by you. Choose one above 1023 with --port (0: any that is free).`;
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': return `${host} is no address of this machine. Choose another one with --host.`;
    default: return undefined;
  }
}

function greeting({ preset, url, restored, cluster }: ServedSession, kubeconfig: string, state: string | undefined): string {
  const kept = restored === undefined ? '' : restored.inputs === 0 ? `Its state is kept in ${state}.\n`
    : `Back from ${state}, as it was at ${new Date(cluster.clock.now).toISOString()}.${restored.dropped > 0 ? ` (${restored.dropped} bytes at its end were no whole record; nobody had been told that they were.)` : ''}\n`;
  return `${preset}: an API server of Kubernetes v1.36 on ${url}\n${kept}\n  export KUBECONFIG=${kubeconfig}\n  kubectl get nodes\n\nCtrl-C stops it.\n`;
}

/** `done` resolves when it is time to stop: with a reason, or with none when somebody wants it. */
function stopSignal(): { readonly done: Promise<string | undefined>; readonly stop: (why: string) => void } {
  let stop: (why?: string) => void = () => undefined;
  const done = new Promise<string | undefined>((resolve) => { stop = resolve; });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
  return { done, stop };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A mistake of ours is told once; the server goes on. */
function onceEach(err: (text: string) => void): (error: unknown) => void {
  const told = new Set<string>();
  return (error) => {
    const message = messageOf(error);
    if (told.has(message)) return;
    told.add(message);
    err(`peapod serve: this is our mistake, not yours: ${message}\n${process.env['PEAPOD_DEBUG'] === undefined || !(error instanceof Error) ? '' : `${error.stack ?? ''}\n`}`);
  };
}

export const serve: CliCommand = {
  name: 'serve',
  usage: 'serve [--port N] [--host ADDRESS] [--http] [--preset NAME] [--speed N|max] [--seed TEXT] [--state FILE] [--kubeconfig FILE]',
  summary: 'an API server on this machine for your own kubectl, helm and client libraries',
  options: [
    ['--port N', '6443 by default; 0 takes a free one'],
    ['--host ADDRESS', '127.0.0.1 by default: nobody else can reach it'],
    ['--http', 'plain HTTP, where everybody is the administrator; HTTPS by default'],
    ['--preset NAME', `${PRESETS.join(', ')} (default three-nodes)`],
    ['--speed N|max', 'virtual seconds per second (default 1); max jumps to the next timer while a request waits'],
    ['--seed TEXT', 'chance is drawn from it (keys and certificates are not)'],
    ['--state FILE', 'keeps what happens, so that the next start goes on from there; holds the cluster\'s keys'],
    ['--kubeconfig FILE', 'written once it is ready (default peapod.kubeconfig)'],
  ],
  run,
};
