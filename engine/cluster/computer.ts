/** The learner's computer: a shell with kubectl (and minikube, where the cluster is minikube's), outside the cluster. */
import type { ApiRequest, ApiServer, User } from '../apiserver/index.ts';
import { adminConfig, completeKubectl, createKubectl, type Kubeconfig } from '../kubectl/index.ts';
import type { Network } from '../network/index.ts';
import { textOf } from '../script/index.ts';
import { createHost, createMinikube, type Completer, type Host, type MinikubePort } from '../shell/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
import type { Preset } from './presets.ts';

export type ComputerOptions = {
  /** By absolute path, or relative to the home. */
  readonly files?: { readonly [path: string]: string };
  /** The kubeconfig's current namespace. */
  readonly namespace?: string;
};

export type ComputerParts = {
  readonly clock: Clock; readonly random: Random; readonly ids: Ids; readonly network: Network;
  readonly api: ApiServer; readonly preset: Preset; readonly admin: User;
  /** False while the control plane's machine has no power: then connections are refused. */
  readonly apiAnswers: () => boolean;
  readonly minikube: MinikubePort | undefined;
};

const HOST_ADDRESS = '172.30.0.1';

/** As minikube writes it. */
function minikubeConfig(server: string): Kubeconfig {
  const home = '/home/learner/.minikube';
  return {
    clusters: [{ name: 'minikube', cluster: { 'certificate-authority': `${home}/ca.crt`, server } }],
    contexts: [{ name: 'minikube', context: { cluster: 'minikube', namespace: 'default', user: 'minikube' } }],
    users: [{ name: 'minikube', user: { 'client-certificate': `${home}/profiles/minikube/client.crt`, 'client-key': `${home}/profiles/minikube/client.key` } }],
    currentContext: 'minikube',
  };
}

export function createComputer(parts: ComputerParts, { files = {}, namespace }: ComputerOptions): Host {
  const { clock, random, ids, network, api, apiAnswers, preset, admin, minikube } = parts;
  const server = `https://${preset.machines.find((m) => m.controlPlane)?.address ?? ''}:${preset.apiPort}`;
  const config = minikube === undefined ? adminConfig(server) : minikubeConfig(server);
  const kubeconfig = namespace === undefined ? config
    : { ...config, contexts: config.contexts.map((c) => ({ ...c, context: { ...c.context, namespace } })) };
  const options = { request: (request: ApiRequest) => api.handle({ user: admin, ...request }), get servers() { return apiAnswers() ? [server] : []; }, kubeconfig, admin, clock };
  const kubectl = createKubectl(options);
  const made: { host?: Host } = {};
  const readText = (path: string): string | undefined => {
    const disk = made.host?.files;
    const real = disk?.realPath(path);
    return disk === undefined || real === undefined || disk.stat(real)?.type !== 'file' ? undefined : textOf(disk.read(real));
  };
  const port = network.portFor({ party: { kind: 'host' }, node: undefined, address: HOST_ADDRESS, readText });
  const host = createHost({
    clock, random, ids, network: port, files, extraCommands: { kubectl, ...(minikube === undefined ? {} : { minikube: createMinikube(minikube) }) },
  });
  made.host = host;
  const completers = new Map<string, Completer>([['kubectl', (words, word) =>
    completeKubectl(options, { machine: host.machine, environment: new Map(host.environment), directory: host.home }, words.slice(1, -1), word)]]);
  return { ...host, openTerminal: (onOutput) => host.openTerminal(onOutput, completers) };
}
