/** The default roles and bindings as objects, made once. */
import type { ClusterRole, ClusterRoleBinding, KubeObject, PolicyRule, Role, RoleBinding, RoleRef, Subject } from '../../api/index.ts';
import { CONTROLLER_ROLES } from './controllerPolicy.data.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, NAMESPACE_ROLES, ROLE_BINDINGS } from './policy.data.ts';

const GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${GROUP}/v1`;
const DEFAULTS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' } as const;
const AUTO_UPDATE = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' } as const;
const PREFIX = `${GROUP}/aggregate-to-`;
const CONTROLLER = 'system:controller:';

const READ = ['get', 'list', 'watch'];
const SHORT: { readonly [word: string]: readonly string[] } = {
  R: READ, W: ['create', 'delete', 'deletecollection', 'patch', 'update'],
  A: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
};
const EVENTS: PolicyRule = { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] };

function ruleOf(line: string): PolicyRule {
  const [verb = '', group = '', resources, names] = line.trim().split(' ');
  if (verb === 'E') return EVENTS;
  const verbs = SHORT[verb] ?? verb.split(',');
  if (resources === undefined) return { nonResourceURLs: group.split(','), verbs };
  return {
    apiGroups: group.split(',').map((each) => (each === '.' ? '' : each)),
    ...(names === undefined ? {} : { resourceNames: names.split(',') }), resources: resources.split(','), verbs,
  };
}

type Block = { readonly name: string; readonly marks: readonly string[]; readonly rules: readonly PolicyRule[] };

function blocksOf(text: string): Block[] {
  return text.trim().split(/\n(?! )/).map((block) => {
    const [head = '', ...rules] = block.split('\n');
    const [name = '', ...marks] = head.split(' ');
    return { name, marks, rules: rules.map(ruleOf) };
  });
}

function clusterRoleOf({ name, marks, rules }: Block): ClusterRole {
  const mark = (sign: string): readonly string[] => marks.filter((each) => each.startsWith(sign) && each !== sign).map((each) => each.slice(1));
  const [source] = mark('<');
  return {
    apiVersion: API_VERSION, kind: 'ClusterRole',
    metadata: { name, labels: { ...DEFAULTS, ...Object.fromEntries(mark('>').map((role) => [`${PREFIX}${role}`, 'true'])) }, annotations: AUTO_UPDATE },
    ...(source === undefined ? { rules } : { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [`${PREFIX}${source}`]: 'true' } }] } }),
  };
}

function subjectOf(text: string): Subject {
  const name = text.slice(2);
  if (text.startsWith('u:')) return { kind: 'User', apiGroup: GROUP, name };
  return text.startsWith('g:') ? { kind: 'Group', apiGroup: GROUP, name } : { kind: 'ServiceAccount', name: text, namespace: 'kube-system' };
}

const refTo = (kind: 'Role' | 'ClusterRole', name: string): RoleRef => ({ apiGroup: GROUP, kind, name });
const placed = (path: string): { namespace: string; name: string } => {
  const cut = path.indexOf('/');
  return { namespace: path.slice(0, cut), name: path.slice(cut + 1) };
};
const subjectsOf = (words: readonly string[]): { subjects?: Subject[] } => (words.length === 0 ? {} : { subjects: words.map(subjectOf) });

function clusterRoleBindingOf(line: string): ClusterRoleBinding {
  const [name = '', ...subjects] = line.split(' ');
  return {
    apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata: { name, labels: DEFAULTS, annotations: AUTO_UPDATE },
    roleRef: refTo('ClusterRole', name), ...subjectsOf(subjects),
  };
}

function roleBindingOf(line: string): RoleBinding {
  const [head = '', ...subjects] = line.split(' ');
  const [path = '', role] = head.split('=');
  const place = placed(path);
  return {
    apiVersion: API_VERSION, kind: 'RoleBinding', metadata: { ...place, labels: DEFAULTS, annotations: AUTO_UPDATE },
    roleRef: refTo('Role', role ?? place.name), ...subjectsOf(subjects),
  };
}

const roleOf = ({ name, rules }: Block): Role =>
  ({ apiVersion: API_VERSION, kind: 'Role', metadata: { ...placed(name), labels: DEFAULTS, annotations: AUTO_UPDATE }, rules });

let made: readonly KubeObject[] | undefined;
let nodeRules: readonly PolicyRule[] | undefined;

/** ClusterRoles, ClusterRoleBindings, Roles and RoleBindings, in the order in which they are created. Shared by all clusters: nobody changes them. */
export function defaultPolicy(): readonly KubeObject[] {
  if (made !== undefined) return made;
  const controllers = blocksOf(CONTROLLER_ROLES);
  const lines = (text: string): string[] => text.trim().split('\n');
  made = [
    ...blocksOf(CLUSTER_ROLES).map(clusterRoleOf), ...controllers.map((block) => clusterRoleOf({ ...block, name: CONTROLLER + block.name })),
    ...lines(CLUSTER_ROLE_BINDINGS).map(clusterRoleBindingOf),
    ...controllers.map(({ name }) => clusterRoleBindingOf(`${CONTROLLER}${name} ${name}`)),
    ...blocksOf(NAMESPACE_ROLES).map(roleOf), ...lines(ROLE_BINDINGS).map(roleBindingOf),
  ];
  return made;
}

/** What the Node authoriser lets every kubelet do. @k8s bootstrappolicy NodeRules */
export function rulesOfNodes(): readonly PolicyRule[] {
  nodeRules ??= (defaultPolicy().find(({ metadata }) => metadata?.name === 'system:node') as ClusterRole).rules ?? []; // the first of that name is the role
  return nodeRules;
}
