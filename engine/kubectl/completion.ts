/** What Tab offers after `kubectl`: verbs, types, names, flags and their values. */
import { createApi } from './api.ts';
import { connect } from './connection.ts';
import { collectionPath, createDiscovery, preferredOnly } from './discovery.ts';
import type { Discovery, Resource } from './discovery.ts';
import type { Api } from './api.ts';
import { findVerb, namesOf } from './dispatch.ts';
import { parseLine, takesValue } from './flags.ts';
import type { FlagSpec, Flags } from './flags.ts';
import { GLOBAL_FLAGS } from './globalFlags.ts';
import { createConfigStore } from './kubeconfig.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { SERVERS } from './kubectl.ts';
import type { KubectlOptions } from './kubectl.ts';
import { listAt, nameOf } from './objects.ts';
import type { Place } from './paths.ts';
import { Failure } from './problems.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs/index.ts';

/** Verbs whose first argument is a type, and names after it. */
const TYPED = new Set(['annotate', 'delete', 'describe', 'edit', 'expose', 'get', 'label', 'patch', 'scale', 'wait', 'autoscale', 'view-last-applied', 'can-i', 'explain', 'resources', 'env', 'image', 'serviceaccount', 'selector', 'subject', 'taint']);
const ROLLOUT_TYPES = ['daemonset', 'deployment', 'statefulset'];
const ONE_TYPE: { readonly [verb: string]: string } = {
  attach: 'pods', cordon: 'nodes', debug: 'pods', drain: 'nodes', exec: 'pods', logs: 'pods', 'port-forward': 'pods', uncordon: 'nodes', node: 'nodes', pod: 'pods',
};
const OUTPUTS = ['custom-columns=', 'custom-columns-file=', 'go-template=', 'go-template-file=', 'json', 'jsonpath=', 'jsonpath-as-json=', 'jsonpath-file=', 'kyaml', 'name', 'wide', 'yaml'];

type Scene = { readonly api: Api; readonly discovery: Discovery; readonly config: Kubeconfig; readonly namespace: string; readonly verb: Verb | undefined };

/**
 * @param words the words between `kubectl` and the one at the cursor; @param current what is typed of that one
 * @returns candidates in order; undefined where a file is meant
 */
export function completeKubectl(options: Omit<KubectlOptions, 'clock' | 'editor'>, place: Place, words: readonly string[], current: string): readonly string[] | undefined {
  const { verb, words: rest } = findVerb(VERBS, words);
  const specs = [...(verb?.flags ?? []), ...GLOBAL_FLAGS];
  try {
    const last = words[words.length - 1] ?? '';
    const valueOf = pendingFlag(specs, last);
    const line = parseLine(specs, valueOf === undefined ? rest : rest.slice(0, -1));
    const flags = line === 'help' || 'error' in line ? undefined : line.flags;
    const scene = sceneOf(options, place, flags, verb);
    if (valueOf !== undefined) return valuesOf(scene, valueOf)?.filter((each) => each.startsWith(current));
    const cut = current.indexOf('=');
    if (current.startsWith('--') && cut > 0) return valuesOf(scene, current.slice(2, cut))?.map((value) => `${current.slice(0, cut + 1)}${value}`).filter((each) => each.startsWith(current));
    if (current.startsWith('-')) return flagNames(specs, current);
    const args = line === 'help' || 'error' in line ? [] : line.args;
    return argumentsOf(scene, args, current)?.filter((each) => each.startsWith(current));
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

function sceneOf(options: Omit<KubectlOptions, 'clock' | 'editor'>, place: Place, flags: Flags | undefined, verb: Verb | undefined): Scene {
  const servers = options.servers ?? SERVERS;
  const given = flags ?? emptyFlags();
  const config = createConfigStore(place, given.text('kubeconfig'), options.kubeconfig).loadUsed();
  const connection = connect(config, given, place, { addresses: servers, authority: options.authority?.() });
  const api = createApi({ request: options.request, credentials: connection.credentials, headers: connection.headers, trouble: connection.trouble, rule: 'completion', printError: () => undefined });
  return { api, discovery: createDiscovery(api), config, namespace: given.text('namespace') || connection.namespace || 'default', verb };
}

function emptyFlags(): Flags {
  const line = parseLine(GLOBAL_FLAGS, []);
  if (line === 'help' || 'error' in line) throw new Failure({ type: 'silent' });
  return line.flags;
}

/** The name of the flag whose value is being typed. */
function pendingFlag(specs: readonly FlagSpec[], word: string): string | undefined {
  if (!word.startsWith('-') || word.includes('=')) return undefined;
  const spec = specs.find((each) => word === `--${each.name}` || (each.short !== undefined && word === `-${each.short}`));
  return spec !== undefined && takesValue(spec) ? spec.name : undefined;
}

function flagNames(specs: readonly FlagSpec[], current: string): readonly string[] {
  const names = specs.filter((spec) => spec.hidden !== true).flatMap((spec) => {
    const long = `--${spec.name}${takesValue(spec) ? '=' : ''}`;
    return spec.short === undefined ? [long] : [long, `-${spec.short}`];
  });
  return [...new Set(names)].filter((name) => name.startsWith(current)).sort();
}

function valuesOf(scene: Scene, flag: string): readonly string[] | undefined {
  switch (flag) {
    case 'namespace': return namesOfType(scene, 'namespaces');
    case 'output': return OUTPUTS;
    case 'context': return scene.config.contexts.map((each) => each.name);
    case 'cluster': return scene.config.clusters.map((each) => each.name);
    case 'user': return scene.config.users.map((each) => each.name);
    case 'dry-run': return ['client', 'none', 'server'];
    case 'type': return scene.verb?.name === 'patch' ? ['json', 'merge', 'strategic'] : [];
    case 'cascade': return ['background', 'foreground', 'orphan'];
    case 'filename': case 'kubeconfig': case 'patch-file': case 'from-file': case 'from-env-file': case 'cert': case 'key': return undefined;
    default: return [];
  }
}

function argumentsOf(scene: Scene, args: readonly string[], current: string): readonly string[] | undefined {
  const { verb, config } = scene;
  if (verb === undefined) return VERBS.filter((each) => each.hidden !== true).map((each) => each.name).sort();
  if (verb.subcommands !== undefined && args.length === 0 && !(TYPED.has(verb.name) && verb.run !== undefined)) return verb.subcommands.flatMap((each) => namesOf(each).slice(0, 1));
  if (verb.name === 'use-context') return args.length === 0 ? config.contexts.map((each) => each.name) : [];
  if (verb.name === 'cp') return undefined;
  const one = ONE_TYPE[verb.name];
  if (one !== undefined) return current.includes('/') ? pairs(scene, current) : args.length === 0 || one === 'nodes' ? namesOfType(scene, one) : [];
  const rollout = verb.usage.startsWith('rollout ');
  if (!TYPED.has(verb.name) && !rollout) return [];
  if (current.includes('/')) return pairs(scene, current);
  if (args.length === 0) return rollout ? ROLLOUT_TYPES : typeNames(scene, current);
  return args[0]?.includes('/') === true ? [] : namesOfType(scene, args[0] ?? '');
}

/** Types by their plural; after a comma the next of a list. */
function typeNames(scene: Scene, current: string): readonly string[] {
  const head = current.includes(',') ? current.slice(0, current.lastIndexOf(',') + 1) : '';
  const types = preferredOnly(scene.discovery.all()).filter((each) => each.verbs.includes('list') || each.verbs.includes('get'));
  const taken = new Set<string>();
  const names = types.map((each: Resource) => {
    const name = taken.has(each.plural) ? `${each.plural}.${each.group}` : each.plural;
    taken.add(each.plural);
    return head + name;
  });
  return names.sort();
}

function pairs(scene: Scene, current: string): readonly string[] {
  const type = current.slice(0, current.indexOf('/'));
  return namesOfType(scene, type).map((name) => `${type}/${name}`);
}

function namesOfType(scene: Scene, type: string): readonly string[] {
  const resource = scene.discovery.find(type.split(',')[0] ?? '');
  if (resource === undefined) return [];
  const answer = scene.api.attempt('GET', collectionPath(resource, resource.namespaced ? scene.namespace : undefined));
  return answer.ok ? listAt(answer.body, 'items').map(nameOf).sort() : [];
}
