/** The kubeconfig: which server, as whom, in which namespace. The learner's file is read anew by every command. */
import { dumpYaml, isList, isObject, loadYaml } from '../base/index.ts';
import type { Json, JsonObject } from '../base/index.ts';
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
  load(): Kubeconfig;
  save(config: Kubeconfig): void;
};

export const EMPTY_CONFIG: Kubeconfig = { clusters: [], contexts: [], users: [], currentContext: '' };

/** As kubeadm writes it for the administrator. */
export function adminConfig(server: string): Kubeconfig {
  const redacted = { 'client-certificate-data': 'REFUQQ==', 'client-key-data': 'REFUQQ==' };
  return {
    clusters: [{ name: 'kubernetes', cluster: { 'certificate-authority-data': 'REFUQQ==', server } }],
    contexts: [{ name: 'kubernetes-admin@kubernetes', context: { cluster: 'kubernetes', user: 'kubernetes-admin' } }],
    users: [{ name: 'kubernetes-admin', user: redacted }],
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

export const configObject = (config: Kubeconfig): JsonObject => ({
  apiVersion: 'v1', kind: 'Config', preferences: undefined,
  clusters: config.clusters, contexts: config.contexts, 'current-context': config.currentContext, users: config.users,
});

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

/** @param fallback what holds when there is no file at ~/.kube/config */
export function createConfigStore(command: Place, explicit: string, fallback: Kubeconfig): KubeconfigStore {
  const fromEnvironment = command.environment.get('KUBECONFIG') ?? '';
  const home = command.environment.get('HOME') ?? '/';
  const names = explicit !== '' ? [explicit] : fromEnvironment !== '' ? fromEnvironment.split(':').filter((name) => name !== '') : [];
  const paths = names.length > 0 ? names : [`${home === '/' ? '' : home}/.kube/config`];
  const readOne = (path: string): Kubeconfig | undefined => {
    const full = resolvePath(command, path);
    const stat = command.machine.files.stat(full);
    if (stat === undefined || full === '/dev/null') return undefined;
    const loaded = loadYaml(readText(command, full));
    if (!loaded.ok) fail(`error loading config file ${JSON.stringify(path)}: yaml: ${loaded.error.message}`);
    return parseConfig(loaded.documents[0]?.value);
  };
  return {
    paths,
    load() {
      if (explicit !== '' && explicit !== '/dev/null' && command.machine.files.stat(resolvePath(command, explicit)) === undefined) {
        fail(`stat ${explicit}: no such file or directory`);
      }
      const found = paths.map(readOne).filter((config) => config !== undefined);
      if (found.length === 0) return names.length > 0 ? EMPTY_CONFIG : fallback;
      return mergeConfigs(found);
    },
    save(config) {
      const full = resolvePath(command, paths[0] ?? '');
      command.machine.files.makeDirectory(full.slice(0, full.lastIndexOf('/')) || '/', { parents: true });
      command.machine.files.write(full, dumpYaml(configObject(config)), { mode: 0o600 });
    },
  };
}
