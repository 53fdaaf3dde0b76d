/** `peapod serve`: a cluster, its keys, its state file and its server, from start to stop. */
import { createCluster, PRESETS, type Cluster, type PresetName } from '../cluster/index.ts';
import { ENGINE_VERSION } from '../session/index.ts';
import { documentation } from './fieldDocs.ts';
import { identityOf, makeClusterKeys, makeCredentials, type ClusterKeys } from './identity/clusterIdentity.ts';
import { kubeconfigFor } from './kubeconfig.ts';
import { startServer, type ServeOptions } from './server.ts';
import { createJournal, replayInputs } from './state/journal.ts';
import { takeLock } from './state/lock.ts';
import { FORMAT, FORMAT_VERSION } from './state/record.ts';
import { openStateFile, type StateFile } from './state/stateFile.ts';

export type ServeClusterOptions = Pick<ServeOptions, 'port' | 'speed' | 'limits' | 'onBug'> & {
  /** Undefined: three-nodes, or what the state file holds. */
  readonly preset: PresetName | undefined;
  /** Undefined: `serve`, or what the state file holds. */
  readonly seed: string | undefined;
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  readonly http: boolean;
  readonly statePath: string | undefined;
  /** Ms since 1970. */
  readonly now: () => number;
  /** The state file takes no more: what happens now would be lost. */
  readonly onStateLost: (error: unknown) => void;
};
export type ServedSession = {
  readonly url: string;
  readonly port: number;
  readonly cluster: Cluster;
  readonly preset: PresetName;
  readonly seed: string;
  readonly kubeconfig: string;
  /** What was found in the state file: inputs, and bytes of a last record that was not whole. */
  readonly restored: { readonly inputs: number; readonly dropped: number } | undefined;
  readonly stop: () => Promise<void>;
};

const MARK_MS = 5000;

type State = { readonly file: StateFile; readonly release: () => void };
type Kept = { readonly preset: PresetName; readonly seed: string; readonly startTime: string; readonly keys: ClusterKeys };

/** @returns the running cluster, or why there is none, in a sentence for the person who asked for it; throws what `listen` throws */
export async function serveCluster(options: ServeClusterOptions): Promise<ServedSession | { readonly problem: string }> {
  const fresh = async (): Promise<Kept> => ({
    preset: options.preset ?? 'three-nodes', seed: options.seed ?? 'serve', startTime: new Date(options.now()).toISOString(), keys: await makeClusterKeys(options.now()),
  });
  const state = options.statePath === undefined ? undefined : await openState(options.statePath, options, fresh);
  if (state !== undefined && 'problem' in state) return state;
  try {
    const kept = state === undefined ? await fresh() : keptIn(state.file);
    const started = await start(options, kept, state);
    if ('problem' in started) close(state);
    return started;
  } catch (error) {
    close(state);
    throw error;
  }
}

function close(state: State | undefined): void {
  state?.file.close();
  state?.release();
}

// The header was checked when the file was opened; the preset's name is one of ours, or createCluster would not have made the file.
const keptIn = ({ header }: StateFile): Kept => ({ preset: header.preset as PresetName, seed: header.seed, startTime: header.startTime, keys: header.keys });

async function openState(path: string, { preset, seed }: ServeClusterOptions, fresh: () => Promise<Kept>): Promise<State | { readonly problem: string }> {
  const lock = takeLock(`${path}.lock`);
  if ('heldBy' in lock) return { problem: `${path} is in use by process ${lock.heldBy}. Stop that one, choose another --state file, or remove ${path}.lock if no peapod serve is running.` };
  const file = await openStateFile(path, ENGINE_VERSION, async () => ({ format: FORMAT, version: FORMAT_VERSION, engine: ENGINE_VERSION, ...await fresh() }));
  const problem = 'problem' in file ? file.problem
    : preset !== undefined && preset !== file.header.preset ? `${path} holds a cluster of preset ${file.header.preset}; leave --preset out, or choose another --state file.`
      : seed !== undefined && seed !== file.header.seed ? `${path} holds a cluster with seed ${file.header.seed}; leave --seed out, or choose another --state file.` : undefined;
  if (problem === undefined && !('problem' in file)) return { file, release: lock.release };
  if (!('problem' in file)) file.close();
  lock.release();
  return { problem: problem ?? '' };
}

async function start(options: ServeClusterOptions, kept: Kept, state: State | undefined): Promise<ServedSession | { readonly problem: string }> {
  const { host = '127.0.0.1', http, now } = options;
  const cluster = createCluster({ preset: kept.preset, seed: kept.seed, startTime: kept.startTime, identity: identityOf(kept.keys), documentation });
  const append = (input: Parameters<StateFile['append']>[0]): void => {
    try { state?.file.append(input); } catch (error) { options.onStateLost(error); throw error; }
  };
  const replayed = replayInputs(cluster, state?.file.inputs ?? [], append);
  if ('problem' in replayed) return { problem: `${options.statePath ?? ''}: ${replayed.problem}.` };
  const journal = state === undefined ? undefined : createJournal(cluster, replayed.nextId, append);
  const marking = setInterval(() => { try { journal?.mark(); } catch { /* onStateLost was told */ } }, MARK_MS);
  const { tls, admin } = makeCredentials(kept.keys, namesOf(kept.preset, host), now(), cluster.clock.now);
  const server = await startServer({
    cluster: journal === undefined ? cluster : { clock: cluster.clock, api: journal.api }, port: options.port, host, speed: options.speed,
    ...(http ? {} : { tls }), ...(options.limits === undefined ? {} : { limits: options.limits }), ...(options.onBug === undefined ? {} : { onBug: options.onBug }),
  }).catch((error: unknown) => { clearInterval(marking); throw error; });
  const url = isAnyAddress(host) ? server.url.replace(/\/\/[^/]*:/, '//127.0.0.1:') : server.url;
  return {
    url, port: server.port, cluster, preset: kept.preset, seed: kept.seed,
    kubeconfig: kubeconfigFor(url, http ? undefined : { ca: tls.ca, ...admin }),
    restored: state === undefined ? undefined : { inputs: state.file.inputs.length, dropped: state.file.dropped },
    async stop() {
      clearInterval(marking);
      await server.close();
      journal?.mark();
      close(state);
    },
  };
}

/** The control plane's machine, as in kubeadm's certificate, and where it really listens. */
function namesOf(preset: PresetName, host: string): readonly string[] {
  const master = PRESETS[preset].machines.find(({ controlPlane }) => controlPlane);
  return [...(master === undefined ? [] : [master.name, master.address]), ...(isAnyAddress(host) ? ['localhost'] : [host])];
}

const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '::';
/** Reached from this machine only. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
