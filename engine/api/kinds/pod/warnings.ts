/** Warnings of the API server itself about pods. @k8s pkg/api/pod/warnings.go */
import { canonicalQuantity, dns1123LabelProblems, labelValueProblems, quantityOf } from '../../../base/index.ts';
import type { ContainerPort, NodeSelectorTerm, ObjectMeta, Pod, PodAffinity, PodSpec, PodTemplateSpec, Volume } from '../../schema/types.ts';
import { sameObject } from '../../meta/equal.ts';
import { ipWarnings } from '../../rules/ipErrors.ts';
import { APPARMOR, SECCOMP_CONTAINER, SECCOMP_POD } from './annotations.ts';
import { visitContainers, type AnyContainer } from './context.ts';
import { pathWarnings } from './pathWarnings.ts';
import { annotatedProfile } from './strategy.ts';

/** @k8s pkg/api/node/util.go */
const OLD_LABELS: { readonly [label: string]: string | undefined } = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};
const OLD_ANNOTATIONS: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
];
const OLD_VOLUMES: readonly (readonly [keyof Volume, string, string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'], ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'], ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'], ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];
const NO_SELECTOR = 'a null labelSelector results in matching no pod';

/** Preferences may have values that no label can have; requirements may not. @k8s pkg/api/node/util.go GetWarningsForNodeSelectorTerm */
const termWarnings = (path: string, term: NodeSelectorTerm | undefined, withValues: boolean): string[] =>
  (term?.matchExpressions ?? []).flatMap(({ key, values = [] }, index) => {
    const here = `${path}.matchExpressions[${index}]`;
    return [
      ...(OLD_LABELS[key] === undefined ? [] : [`${here}.key: ${key} is ${OLD_LABELS[key]}`]),
      ...(withValues ? values.flatMap((value, at) => labelValueProblems(value).map((text) => `${here}.values[${at}]: ${value} is invalid, ${text}`)) : []),
    ];
  });

function placementWarnings(path: string, spec: PodSpec): string[] {
  const node = spec.affinity?.nodeAffinity;
  const here = `${path}.affinity.nodeAffinity`;
  return [
    ...Object.keys(spec.nodeSelector ?? {}).sort().flatMap((key) => (OLD_LABELS[key] === undefined ? [] : [`${path}.nodeSelector[${key}]: ${OLD_LABELS[key]}`])),
    ...(node?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).flatMap((term, index) =>
      termWarnings(`${here}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${index}]`, term, false)),
    ...(node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((term, index) =>
      termWarnings(`${here}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`, term.preference, true)),
    ...(spec.topologySpreadConstraints ?? []).flatMap(({ topologyKey, labelSelector }, index) => {
      const at = `${path}.topologySpreadConstraints[${index}]`;
      const old = OLD_LABELS[topologyKey];
      return [...(old === undefined ? [] : [`${at}.topologyKey: ${topologyKey} is ${old}`]), ...(labelSelector === undefined ? [`${at}.labelSelector: ${NO_SELECTOR}`] : [])];
    }),
  ];
}

/** The second of two that are called the same. */
function repeated(path: string, what: string, items: readonly string[]): string[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const again = seen.has(item);
    seen.add(item);
    return again ? [`${path}[${index}].${what === 'ip' ? 'ip' : 'name'}: duplicate ${what} ${JSON.stringify(item)}`] : [];
  });
}

type Amounts = { readonly [name: string]: string | number } | undefined;
const BYTES = ['memory', 'ephemeral-storage'];
function fraction(path: string, amounts: Amounts, name: string): string[] {
  const amount = amounts?.[name];
  return amount === undefined || quantityOf(amount).nano % 1_000_000_000n === 0n ? []
    : [`${path}[${name}]: fractional byte value ${JSON.stringify(canonicalQuantity(amount))} is invalid, must be an integer`];
}

const MAY_BE_LOST = 'which may be dropped when using apply';
function envWarnings(path: string, { env = [] }: AnyContainer): string[] {
  const seen = new Set<string>();
  return env.flatMap(({ name, value = '', valueFrom }, index) => {
    const again = seen.has(name);
    seen.add(name);
    const ref = `$(${name})`;
    const hides = valueFrom !== undefined || value === ref || !value.includes(ref);
    return again && hides ? [`${path}.env[${index}]: hides previous definition of ${JSON.stringify(name)}, ${MAY_BE_LOST}`] : [];
  });
}

type Seen = Map<string, { readonly path: string; readonly port: ContainerPort }[]>;
function portWarnings(path: string, ports: readonly ContainerPort[], seen: Seen): string[] {
  return ports.flatMap((port, index) => {
    const here = `${path}.ports[${index}]`;
    const key = `${port.containerPort}/${port.protocol ?? 'TCP'}`;
    const others = seen.get(key) ?? [];
    const [ip, host] = [port.hostIP ?? '', port.hostPort ?? 0];
    const lost = ip === '' || host !== 0 ? []
      : [`${here}: hostIP set without hostPort: {Name:${port.name ?? ''} HostPort:0 ContainerPort:${port.containerPort} Protocol:${port.protocol ?? 'TCP'} HostIP:${ip}}`];
    const warnings = others.flatMap((other) => {
      const [otherIp, otherHost] = [other.port.hostIP ?? '', other.port.hostPort ?? 0];
      if (ip === otherIp && host === otherHost) return [`${here}: duplicate port definition with ${other.path}`];
      if (host === 0 || otherHost === 0) return [`${here}: overlapping port definition with ${other.path}`];
      return host === otherHost && (ip === '') !== (otherIp === '') ? [`${here}: dangerously ambiguous port definition with ${other.path}`] : [];
    });
    seen.set(key, [...others, { path: here, port }]);
    return [...lost, ...warnings];
  });
}

/** Who asks for a port by its name gets the first one. */
function portNameWarnings(path: string, ports: readonly ContainerPort[], first: Map<string, string>): string[] {
  return ports.flatMap(({ name = '' }, index) => {
    const here = `${path}.ports[${index}]`;
    const other = first.get(name);
    if (name !== '' && other === undefined) first.set(name, here);
    return other === undefined ? [] : [`${here}: duplicate port name ${JSON.stringify(name)} with ${other}, services and probes that select ports by name will use ${other}`];
  });
}

const termsOf = (path: string, affinity: PodAffinity | undefined): string[] => [
  ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((term, index) =>
    (term.labelSelector === undefined ? [`${path}.requiredDuringSchedulingIgnoredDuringExecution[${index}].labelSelector: ${NO_SELECTOR}`] : [])),
  ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((term, index) => (term.podAffinityTerm?.labelSelector === undefined
    ? [`${path}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm.labelSelector: ${NO_SELECTOR}`] : [])),
];

function containerWarnings(path: string, meta: string, isTemplate: boolean, spec: PodSpec, annotations: ObjectMeta['annotations']): string[] {
  const warnings: string[] = [];
  const note = (key: string, text: string): void => { if (annotations?.[key] !== undefined) warnings.push(`${meta}[${key}]: ${text}`); };
  visitContainers(path, spec, (container, here) => {
    const { securityContext: security, resources } = container;
    if (security?.seccompProfile === undefined) note(`${SECCOMP_CONTAINER}${container.name}`, 'non-functional in v1.27+; use the "seccompProfile" field instead');
    const profile = security?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    if (isTemplate && profile === undefined) note(`${APPARMOR}${container.name}`, 'deprecated since v1.30; use the "appArmorProfile" field instead');
    for (const name of BYTES) {
      warnings.push(...fraction(`${here}.resources.limits`, resources?.limits, name), ...fraction(`${here}.resources.requests`, resources?.requests, name));
    }
    warnings.push(...envWarnings(here, container));
  });
  const seen: Seen = new Map();
  visitContainers(path, spec, (container, here) => { warnings.push(...portWarnings(here, container.ports ?? [], seen)); });
  const first = new Map<string, string>();
  visitContainers(path, spec, (container, here) => { warnings.push(...portNameWarnings(here, container.ports ?? [], first)); });
  return warnings;
}

/** `prefix` is '' for a pod and `spec.template.` for a template. */
function warningsOf(prefix: string, spec: PodSpec | undefined, metadata: ObjectMeta | undefined): string[] {
  if (spec === undefined) return [];
  const [path, meta, annotations] = [`${prefix}spec`, `${prefix}metadata.annotations`, metadata?.annotations];
  const unprotected = annotations?.[SECCOMP_POD] !== undefined && spec.securityContext?.seccompProfile === undefined;
  return [
    ...placementWarnings(path, spec),
    ...OLD_ANNOTATIONS.flatMap(([key, text]) => (annotations?.[key] === undefined ? [] : [`${meta}[${key}]: ${text}`])),
    ...(spec.volumes ?? []).flatMap((volume, index) => OLD_VOLUMES.flatMap(([field, name, text]) =>
      (volume[field] === undefined ? [] : [`${path}.volumes[${index}].${name}: ${text}`]))),
    ...pathWarnings(spec),
    ...repeated(`${path}.hostAliases`, 'ip', (spec.hostAliases ?? []).map(({ ip }) => ip)),
    ...repeated(`${path}.imagePullSecrets`, 'name', (spec.imagePullSecrets ?? []).map(({ name = '' }) => name)),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name = '' }, index) => (name === '' ? [`${path}.imagePullSecrets[${index}].name: invalid empty name ""`] : [])),
    ...BYTES.flatMap((name) => fraction(`${path}.overhead`, spec.overhead, name)),
    ...(unprotected ? [`${meta}[${SECCOMP_POD}]: non-functional in v1.27+; use the "seccompProfile" field instead`] : []),
    ...containerWarnings(path, meta, prefix !== '', spec, annotations),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [`${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`] : []),
    ...termsOf(`${path}.affinity.podAffinity`, spec.affinity?.podAffinity),
    ...termsOf(`${path}.affinity.podAntiAffinity`, spec.affinity?.podAntiAffinity),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((address, index) => ipWarnings(`${path}.dnsConfig.nameservers[${index}]`, address)),
    ...(spec.hostAliases ?? []).flatMap(({ ip }, index) => ipWarnings(`${path}.hostAliases[${index}].ip`, ip ?? '')),
  ];
}

const DNS_LABEL = 'which can result in surprising behavior; a DNS label is recommended:';
const nameProblems = (name: string): string[] => (name === '' ? [] : dns1123LabelProblems(name));

/** Of annotations that became fields: nobody can tell any more who set the field. @k8s pkg/registry/core/pod/strategy.go applyAppArmorVersionSkew */
function profileWarnings({ spec, metadata }: Pod): string[] {
  const warnings: string[] = [];
  if (spec === undefined || spec.os?.name === 'windows' || metadata?.annotations === undefined) return warnings;
  visitContainers('', spec, ({ name, securityContext }) => {
    const key = `${APPARMOR}${name}`;
    const text = metadata.annotations?.[key];
    if (text === undefined) return;
    const profile = annotatedProfile(text);
    const own = securityContext?.appArmorProfile;
    if (own === undefined ? profile === undefined : sameObject(own, profile)) warnings.push(`metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`);
  });
  return warnings;
}

/** Pods are warned of when they are made only. @k8s pkg/registry/core/pod/strategy.go WarningsOnUpdate */
export function podWarnings(pod: Pod, old: Pod | undefined): string[] {
  if (old !== undefined) return [];
  const problems = nameProblems(pod.metadata?.name ?? '');
  const named = problems.length > 0 ? [`metadata.name: this is used in the Pod's hostname, ${DNS_LABEL} [${problems.join(' ')}]`] : [];
  return [...profileWarnings(pod), ...named, ...warningsOf('', pod.spec, pod.metadata)];
}

type Workload = { readonly metadata?: ObjectMeta };

/** The name of a new workload becomes that of its pods. @k8s pkg/registry/apps/deployment/strategy.go WarningsOnCreate */
export function workloadNameWarnings(object: Workload, old: Workload | undefined): string[] {
  const problems = old === undefined ? nameProblems(object.metadata?.name ?? '') : [];
  return problems.length > 0 ? [`metadata.name: this is used in Pod names and hostnames, ${DNS_LABEL} [${problems.join(' ')}]`] : [];
}

/** `path` of the template: `spec.template`. Said again with every change of the spec. */
export const templateWarnings = (path: string, template: PodTemplateSpec | undefined): string[] => warningsOf(`${path}.`, template?.spec, template?.metadata);

/** What most workloads say: of the name when new, of the template when the spec changed. */
export function workloadWarnings(object: Workload & { readonly spec?: { readonly template?: PodTemplateSpec } }, old: Workload | undefined): string[] {
  if (old !== undefined && object.metadata?.generation === old.metadata?.generation) return [];
  return [...workloadNameWarnings(object, old), ...templateWarnings('spec.template', object.spec?.template)];
}
