/**
 * RBAC: roles and bindings as they are in the store. Bindings are found by their subjects; what a user may do is worked out once and
 * kept until some role or binding changes.
 * @k8s pkg/registry/rbac/validation/rule.go, plugin/pkg/auth/authorizer/rbac/rbac.go
 */
import {
  failure, notFoundStatus, ruleAllowsPath, ruleAllowsResource, type ClusterRole, type ClusterRoleBinding, type KindDefinition, type KubeObject, type PolicyRule, type RoleBinding,
  type RoleRef, type Status, type Subject,
} from '../../api/index.ts';
import { keyOf, type Store } from '../../store/index.ts';
import type { User } from '../request.ts';
import { attributes, VERBS, type Attributes } from './attributes.ts';
import type { Decision, RuleList } from './types.ts';

const GROUP = 'rbac.authorization.k8s.io';
const resource = (plural: string): string => `${plural}.${GROUP}`;
type Binding = RoleBinding | ClusterRoleBinding;

/** Rules of one binding, or why there are none. */
type Source = { readonly binding: Binding; readonly subject: Subject; readonly rules: readonly PolicyRule[]; readonly error: string };
/** What is known of one user. */
type Profile = {
  readonly cluster: readonly Source[];
  readonly namespaces: Map<string, readonly Source[]>;
  readonly decisions: Map<string, Decision>;
  /** What has been asked of kinds by method and subresource, and whether it is allowed in every namespace for every name. */
  readonly kinds: Map<KindDefinition, Known[]>;
  /** Set for who may do everything everywhere: no need to look at what is asked. */
  readonly everything: Decision | undefined;
};

type Known = { readonly method: string; readonly subresource: string | undefined; readonly allowed: boolean };

export type Rbac = {
  /** Whether cluster-wide roles allow it for all objects of the kind. Nothing is made for an answer that is known. */
  readonly everywhere: (user: User, kind: KindDefinition, method: string, subresource: string | undefined) => boolean;
  readonly decide: (about: Attributes) => Decision;
  /** The decision for a user who may do everything with objects. */
  readonly everything: (user: User) => Decision | undefined;
  readonly rulesFor: (user: User, namespace: string) => RuleList;
  readonly rulesOf: (roleRef: RoleRef, namespace: string) => readonly PolicyRule[] | Status;
};

/** Kept decisions and users; more begin anew. */
const MOST_DECISIONS = 2000;
const MOST_USERS = 1000;
const NONE: readonly PolicyRule[] = [];

/** Where the bindings of a subject are found: `namespace`, then who. Cluster-wide ones are under ''. */
function subjectKey(subject: Subject, namespace: string): string {
  if (subject.kind !== 'ServiceAccount') return `${namespace}\n${subject.kind === 'Group' ? 'g' : 'u'}:${subject.name}`;
  return `${namespace}\nu:system:serviceaccount:${(subject.namespace ?? '') === '' ? namespace : subject.namespace}:${subject.name}`;
}
const userKeys = (user: User, namespace: string): string[] => [`${namespace}\nu:${user.name}`, ...user.groups.map((group) => `${namespace}\ng:${group}`)];

function describeSubject({ kind, name, namespace }: Subject, bindingNamespace: string): string {
  if (kind !== 'ServiceAccount') return `${kind} ${JSON.stringify(name)}`;
  return `${kind} ${JSON.stringify(`${name}/${(namespace ?? '') === '' ? bindingNamespace : namespace}`)}`;
}

/** @k8s golden kubectl/auth-reconcile-whoami */
function reasonOf({ binding, subject }: Source): string {
  const { name = '', namespace = '' } = binding.metadata ?? {};
  const kind = namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
  const named = JSON.stringify(namespace === '' ? name : `${name}/${namespace}`);
  return `RBAC: allowed by ${kind} ${named} of ${binding.roleRef.kind} ${JSON.stringify(binding.roleRef.name)} to ${describeSubject(subject, namespace)}`;
}

/** @k8s apimachinery/pkg/util/errors NewAggregate */
function aggregate(errors: readonly string[]): string {
  const unique = [...new Set(errors)];
  return unique.length <= 1 ? unique[0] ?? '' : `[${unique.join(', ')}]`;
}

const allowsEverything = (rule: PolicyRule): boolean =>
  rule.verbs.includes('*') && (rule.apiGroups ?? []).includes('*') && (rule.resources ?? []).includes('*') && (rule.resourceNames ?? []).length === 0;

function allows(rule: PolicyRule, about: Attributes): boolean {
  if (about.resource === undefined) return ruleAllowsPath(rule, about.verb, about.path);
  return ruleAllowsResource(rule, about.verb, about.group, about.resource, about.subresource, about.name);
}

/** Bindings by subject, kept up to date with the store. */
function indexBindings(store: Store, changed: () => void): (key: string) => Iterable<Binding> {
  const bySubject = new Map<string, Map<string, Binding>>();
  const keysOf = (object: KubeObject | undefined): string[] => {
    const { subjects = [], metadata } = (object ?? {}) as Partial<Binding>; // the resource tells the type
    return subjects.map((subject) => subjectKey(subject, metadata?.namespace ?? ''));
  };
  const put = (key: string, object: KubeObject): void => {
    for (const subject of keysOf(object)) {
      const bindings = bySubject.get(subject);
      if (bindings === undefined) bySubject.set(subject, new Map([[key, object as Binding]])); // the resource tells the type
      else bindings.set(key, object as Binding);
    }
  };
  for (const plural of ['clusterrolebindings', 'rolebindings']) {
    for (const object of store.list(resource(plural))) put(keyOf(object.metadata?.namespace, object.metadata?.name ?? ''), object);
    store.subscribe(resource(plural), ({ type, key, object, old }) => {
      for (const subject of keysOf(old)) bySubject.get(subject)?.delete(key);
      if (type !== 'DELETED') put(key, object);
      changed();
    });
  }
  for (const plural of ['clusterroles', 'roles']) store.subscribe(resource(plural), changed);
  return (key) => bySubject.get(key)?.values() ?? [];
}

export function createRbac(store: Store): Rbac {
  let byUser = new WeakMap<User, Profile>();
  const byName = new Map<string, Profile>();
  const forget = (): void => {
    if (byName.size === 0) return;
    byUser = new WeakMap();
    byName.clear();
  };
  const bindingsOf = indexBindings(store, forget);

  const rulesOf: Rbac['rulesOf'] = ({ kind, name }, namespace) => {
    if (kind !== 'Role' && kind !== 'ClusterRole') return failure(500, '', `unsupported role reference kind: ${JSON.stringify(kind)}`);
    const found = store.get(resource(`${kind.toLowerCase()}s`), kind === 'Role' ? keyOf(namespace, name) : name);
    // The lister's own words: the kind, not the resource.
    return found === undefined ? notFoundStatus({ group: GROUP, resource: kind.toLowerCase() }, name) : (found as ClusterRole).rules ?? NONE; // so is a Role
  };
  const sourcesIn = (user: User, namespace: string): Source[] => {
    const found = new Map<string, Binding>();
    for (const key of userKeys(user, namespace)) for (const binding of bindingsOf(key)) found.set(binding.metadata?.name ?? '', binding);
    const keys = new Set(userKeys(user, namespace));
    return [...found.keys()].sort().flatMap((name) => {
      const binding = found.get(name);
      const subject = binding?.subjects?.find((each) => keys.has(subjectKey(each, namespace)));
      if (binding === undefined || subject === undefined) return [];
      const rules = rulesOf(binding.roleRef, namespace);
      return [isStatus(rules) ? { binding, subject, rules: NONE, error: rules.message ?? '' } : { binding, subject, rules, error: '' }];
    });
  };
  const makeProfile = (user: User): Profile => {
    const cluster = sourcesIn(user, '');
    const master = cluster.find(({ rules }) => rules.some(allowsEverything));
    const everything = master === undefined ? undefined : { allowed: true, reason: reasonOf(master) };
    return { cluster, namespaces: new Map(), decisions: new Map(), kinds: new Map(), everything };
  };
  const profileOf = (user: User): Profile => {
    const known = byUser.get(user);
    if (known !== undefined) return known;
    const name = `${user.name}\n${user.groups.join('\n')}`;
    let profile = byName.get(name);
    if (profile === undefined) {
      if (byName.size >= MOST_USERS) forget();
      profile = makeProfile(user);
      byName.set(name, profile);
    }
    byUser.set(user, profile);
    return profile;
  };
  const sourcesOf = (user: User, namespace: string): readonly Source[] => {
    const profile = profileOf(user);
    if (namespace === '') return profile.cluster;
    let own = profile.namespaces.get(namespace);
    if (own === undefined) { own = [...profile.cluster, ...sourcesIn(user, namespace)]; profile.namespaces.set(namespace, own); }
    return own;
  };
  const decide = (about: Attributes): Decision => {
    const { decisions } = profileOf(about.user);
    const key = about.resource === undefined ? `${about.verb} ${about.path}`
      : `${about.verb}\n${about.group}\n${about.resource}\n${about.subresource}\n${about.namespace}\n${about.name}`;
    let decision = decisions.get(key);
    if (decision === undefined) {
      if (decisions.size >= MOST_DECISIONS) decisions.clear();
      decision = fresh(sourcesOf(about.user, about.namespace), about);
      decisions.set(key, decision);
    }
    return decision;
  };
  const everywhere: Rbac['everywhere'] = (user, kind, method, subresource) => {
    const { kinds, cluster } = profileOf(user);
    let known = kinds.get(kind);
    if (known === undefined) { known = []; kinds.set(kind, known); }
    for (const each of known) if (each.method === method && each.subresource === subresource) return each.allowed;
    const about = attributes({ user, verb: VERBS[method] ?? '', group: kind.group, resource: kind.plural, subresource: subresource ?? '' });
    const { allowed } = fresh(cluster, about);
    known.push({ method, subresource, allowed });
    return allowed;
  };
  return {
    decide, everywhere, rulesOf,
    everything: (user) => profileOf(user).everything,
    rulesFor(user, namespace) {
      const sources = sourcesOf(user, namespace);
      return { rules: sources.flatMap(({ rules }) => rules), incomplete: false, error: aggregate(sources.flatMap(({ error }) => (error === '' ? [] : [error]))) };
    },
  };
}

const isStatus = (value: readonly PolicyRule[] | Status): value is Status => !Array.isArray(value);

function fresh(sources: readonly Source[], about: Attributes): Decision {
  for (const source of sources) if (source.rules.some((rule) => allows(rule, about))) return { allowed: true, reason: reasonOf(source) };
  const error = aggregate(sources.flatMap((source) => (source.error === '' ? [] : [source.error])));
  return { allowed: false, reason: error === '' ? '' : `RBAC: ${error}` };
}
