/** The learner's computer: a shell with kubectl (and minikube, where the cluster is minikube's), outside the cluster. */
import type { ApiRequest, ApiResponse, ApiServer } from '../apiserver/index.ts';
import { adminConfig, completeKubectl, createKubectl, kubeconfigText, type Kubeconfig } from '../kubectl/index.ts';
import type { Network } from '../network/index.ts';
import type { ClusterIdentity } from '../pki/index.ts';
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
  readonly api: ApiServer; readonly identity: ClusterIdentity; readonly preset: Preset;
  /** False while the control plane's machine has no power: then connections are refused. */
  readonly apiAnswers: () => boolean;
  readonly minikube: MinikubePort | undefined;
};

const HOST_ADDRESS = '172.30.0.1';

const LEARNER = 1000;

/** The files that let kubectl in: made when somebody looks, since signing takes a while and not every page has a kubectl command. */
function writeKubeconfig(host: Host, server: string, identity: ClusterIdentity, minikube: boolean, namespace: string | undefined): void {
  const { files, home } = host;
  const owned = { owner: LEARNER };
  if (files.stat(`${home}/.kube`) !== undefined) return; // an exercise brings its own
  const config = (): Kubeconfig => {
    const made = minikube ? minikubeConfig(server, home) : adminConfig(server, { authority: identity.authority.pem, certificate: identity.admin.pem, key: identity.admin.keyPem });
    return namespace === undefined ? made : { ...made, contexts: made.contexts.map((each) => ({ ...each, context: { ...each.context, namespace } })) };
  };
  files.makeLater(`${home}/.kube`, () => [{ name: 'config', text: kubeconfigText(config()), mode: 0o600 }], { ...owned, mode: minikube ? 0o755 : 0o700 });
  if (!minikube) return;
  files.makeDirectory(`${home}/.minikube/profiles`, { parents: true });
  files.makeLater(`${home}/.minikube/profiles/minikube`, () => [
    { name: 'client.crt', text: identity.admin.pem, mode: 0o644 }, { name: 'client.key', text: identity.admin.keyPem, mode: 0o600 },
  ], owned);
  files.write(`${home}/.minikube/ca.crt`, identity.authority.pem);
  for (const path of ['', '/profiles', '/ca.crt']) files.chown(`${home}/.minikube${path}`, LEARNER, LEARNER);
}

/** As minikube writes it. */
function minikubeConfig(server: string, userHome: string): Kubeconfig {
  const home = `${userHome}/.minikube`;
  return {
    clusters: [{ name: 'minikube', cluster: { 'certificate-authority': `${home}/ca.crt`, server } }],
    contexts: [{ name: 'minikube', context: { cluster: 'minikube', namespace: 'default', user: 'minikube' } }],
    users: [{ name: 'minikube', user: { 'client-certificate': `${home}/profiles/minikube/client.crt`, 'client-key': `${home}/profiles/minikube/client.key` } }],
    currentContext: 'minikube',
  };
}

export function createComputer(parts: ComputerParts, { files = {}, namespace }: ComputerOptions): Host {
  const { clock, random, ids, network, api, identity, apiAnswers, preset, minikube } = parts;
  const server = `https://${preset.machines.find((m) => m.controlPlane)?.address ?? ''}:${preset.apiPort}`;
  const request = (asked: ApiRequest): ApiResponse => api.handle(asked);
  const options = { request, get servers() { return apiAnswers() ? [server] : []; }, authority: () => identity.authority.pem, earlier: request, clock };
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
  writeKubeconfig(host, server, identity, minikube !== undefined, namespace);
  const completers = new Map<string, Completer>([['kubectl', (words, word) =>
    completeKubectl(options, { machine: host.machine, environment: new Map(host.environment), directory: host.home }, words.slice(1, -1), word)]]);
  return { ...host, openTerminal: (onOutput) => host.openTerminal(onOutput, completers) };
}
