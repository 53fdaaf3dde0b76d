/** The kubeconfig: which server, as whom, in which namespace. The learner's file is read anew by every command. */
import { dumpYaml, isList, isObject, loadYaml } from '../base/index.ts';
import type { Json, JsonObject } from '../base/index.ts';
import { textBytes, toBase64 } from '../pki/index.ts';
import { readText, resolvePath } from './paths.ts';
import type { Place } from './paths.ts';
import { fail } from './problems.ts';

export type Named<K extends string> = { readonly name: string } & { readonly [key in K]?: JsonObject };
export type Kubeconfig = {
  readonly clusters: readonly Named<'cluster'>[];
  readonly contexts: readonly Named<'context'>[];
  readonly users: readonly Named<'user'>[];
  readonly currentContext: string;
};
export type KubeconfigStore = {
  /** The files in use, first the one that is written to. */
  readonly paths: readonly string[];
  /** As it stands in the files. */
  load(): Kubeconfig;
  /** The one that requests go by, with absolute names of files: without a kubeconfig that of the pod, if it runs in one. */
  loadUsed(): Kubeconfig;
  save(config: Kubeconfig): void;
};

export const EMPTY_CONFIG: Kubeconfig = { clusters: [], contexts: [], users: [], currentContext: '' };

/** PEM texts. */
export type AdminPems = { readonly authority: string; readonly certificate: string; readonly key: string };

/** As kubeadm writes it for the administrator; without certificates nobody says who they are. */
export function adminConfig(server: string, pems?: AdminPems): Kubeconfig {
  const data = (text: string): string => toBase64(textBytes(text));
  return {
    clusters: [{ name: 'kubernetes', cluster: { ...(pems === undefined ? {} : { 'certificate-authority-data': data(pems.authority) }), server } }],
    contexts: [{ name: 'kubernetes-admin@kubernetes', context: { cluster: 'kubernetes', user: 'kubernetes-admin' } }],
    users: [{ name: 'kubernetes-admin', user: pems === undefined ? {} : { 'client-certificate-data': data(pems.certificate), 'client-key-data': data(pems.key) } }],
    currentContext: 'kubernetes-admin@kubernetes',
  };
}

function namedList<K extends string>(value: Json | undefined, key: K): Named<K>[] {
  if (!isList(value)) return [];
  return value.filter(isObject).map((entry) => ({ name: typeof entry['name'] === 'string' ? entry['name'] : '', [key]: isObject(entry[key]) ? entry[key] : {} }) as Named<K>);
}

export function parseConfig(value: Json | undefined): Kubeconfig {
  if (!isObject(value)) return EMPTY_CONFIG;
  return {
    clusters: namedList(value['clusters'], 'cluster'),
    contexts: namedList(value['contexts'], 'context'),
    users: namedList(value['users'], 'user'),
    currentContext: typeof value['current-context'] === 'string' ? value['current-context'] : '',
  };
}

const byName = <T extends { readonly name: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

export const configObject = (config: Kubeconfig): JsonObject => ({
  apiVersion: 'v1', kind: 'Config', preferences: undefined,
  clusters: byName(config.clusters), contexts: byName(config.contexts), 'current-context': config.currentContext, users: byName(config.users),
});

/** As it stands in a file. */
export const kubeconfigText = (config: Kubeconfig): string => dumpYaml(configObject(config));

/** Several files are merged: the first that says something wins. */
function mergeConfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const merge = <T extends { readonly name: string }>(lists: readonly (readonly T[])[]): T[] => {
    const seen = new Map<string, T>();
    for (const entry of lists.flat()) if (!seen.has(entry.name)) seen.set(entry.name, entry);
    return [...seen.values()];
  };
  return {
    clusters: merge(configs.map((config) => config.clusters)),
    contexts: merge(configs.map((config) => config.contexts)),
    users: merge(configs.map((config) => config.users)),
    currentContext: configs.find((config) => config.currentContext !== '')?.currentContext ?? '',
  };
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** The file that was read last: each command of a script reads the same one. */
let last: { readonly path: string; readonly text: string; readonly config: Kubeconfig } | undefined;

/** @k8s client-go/tools/clientcmd/loader.go ResolveLocalPaths, RelativizeAuthInfoLocalPaths */
function withPaths(config: Kubeconfig, change: (file: string) => string): Kubeconfig {
  const changed = (entry: JsonObject | undefined, keys: readonly string[]): JsonObject => {
    const out: { [key: string]: Json | undefined } = { ...entry };
    for (const key of keys) { const value = out[key]; if (typeof value === 'string' && value !== '') out[key] = change(value); }
    return out;
  };
  return {
    ...config, clusters: config.clusters.map(({ name, cluster }) => ({ name, cluster: changed(cluster, ['certificate-authority']) })),
    users: config.users.map(({ name, user }) => ({ name, user: changed(user, ['client-certificate', 'client-key', 'tokenFile']) })),
  };
}

/** Names of files are seen from the kubeconfig that they stand in. */
export const resolvePaths = (command: Place, config: Kubeconfig, path: string): Kubeconfig =>
  withPaths(config, (file) => (file.startsWith('/') ? file : resolvePath(command, `${parentOf(resolvePath(command, path))}/${file}`)));

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Inside a pod there is no kubeconfig, but a token. @k8s client-go/rest/config.go InClusterConfig */
function inClusterConfig(command: Place): Kubeconfig | undefined {
  const [host, port] = [command.environment.get('KUBERNETES_SERVICE_HOST') ?? '', command.environment.get('KUBERNETES_SERVICE_PORT') ?? ''];
  if (host === '' || port === '' || command.machine.files.realPath(`${ACCOUNT}/token`) === undefined) return undefined;
  const namespace = command.machine.files.realPath(`${ACCOUNT}/namespace`) === undefined ? '' : readText(command, `${ACCOUNT}/namespace`).trim();
  return {
    clusters: [{ name: '', cluster: { server: `https://${host}:${port}`, 'certificate-authority': `${ACCOUNT}/ca.crt` } }], users: [{ name: '', user: { tokenFile: `${ACCOUNT}/token` } }],
    contexts: [{ name: 'in-cluster', context: { cluster: '', user: '', ...(namespace === '' ? {} : { namespace }) } }], currentContext: 'in-cluster',
  };
}

/** @param fallback what holds when there is no file at ~/.kube/config */
export function createConfigStore(command: Place, explicit: string, fallback?: Kubeconfig): KubeconfigStore {
  const fromEnvironment = command.environment.get('KUBECONFIG') ?? '';
  const home = command.environment.get('HOME') ?? '/';
  const names = explicit !== '' ? [explicit] : fromEnvironment !== '' ? fromEnvironment.split(':').filter((name) => name !== '') : [];
  const paths = names.length > 0 ? names : [`${home === '/' ? '' : home}/.kube/config`];
  const readOne = (path: string): Kubeconfig | undefined => {
    const full = resolvePath(command, path);
    const stat = command.machine.files.stat(full);
    if (stat === undefined || full === '/dev/null') return undefined;
    const text = readText(command, full);
    if (text === last?.text && full === last.path) return last.config;
    const loaded = loadYaml(text);
    if (!loaded.ok) fail(`error loading config file ${JSON.stringify(path)}: yaml: ${loaded.error.message}`);
    const config = parseConfig(loaded.documents[0]?.value);
    last = { path: full, text, config };
    return config;
  };
  const load = (resolved: boolean): Kubeconfig => {
    if (explicit !== '' && explicit !== '/dev/null' && command.machine.files.stat(resolvePath(command, explicit)) === undefined) {
      fail(`stat ${explicit}: no such file or directory`);
    }
    const found = paths.flatMap((path) => {
      const config = readOne(path);
      return config === undefined ? [] : [resolved ? resolvePaths(command, config, path) : config];
    });
    if (found.length === 0) return names.length > 0 ? EMPTY_CONFIG : fallback ?? EMPTY_CONFIG;
    return mergeConfigs(found);
  };
  return {
    paths,
    load: () => load(false),
    loadUsed() {
      const config = load(true);
      return config === EMPTY_CONFIG && names.length === 0 ? inClusterConfig(command) ?? config : config;
    },
    save(config) {
      const full = resolvePath(command, paths[0] ?? '');
      const directory = parentOf(full);
      command.machine.files.makeDirectory(directory, { parents: true });
      const below = withPaths(config, (file) => (file.startsWith(`${directory}/`) ? file.slice(directory.length + 1) : file));
      command.machine.files.write(full, kubeconfigText(below), { mode: 0o600 });
    },
  };
}
