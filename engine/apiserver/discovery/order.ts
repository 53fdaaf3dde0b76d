/** The order in which groups and versions are discovered. @k8s kube-aggregator/pkg/apis/apiregistration/v1/helper; golden world/discovery/apis.json */
import type { Registry } from '../registry.ts';

/** The groups that are built in, by the priority of their APIServices. */
const BUILT_IN = [
  'apiregistration.k8s.io', 'apps', 'events.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io', 'autoscaling', 'batch',
  'certificates.k8s.io', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io', 'admissionregistration.k8s.io',
  'apiextensions.k8s.io', 'scheduling.k8s.io', 'coordination.k8s.io', 'node.k8s.io', 'discovery.k8s.io', 'resource.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];
/** Served by servers of their own, which come after everything else. */
const LAST = ['metrics.k8s.io'];

type Group = Registry['groups'][number];

/** `v2` before `v1` before `v2beta1` before anything else. @k8s apimachinery/pkg/version/helpers.go CompareKubeAwareVersionStrings */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [versionParts(a), versionParts(b)];
  if (left === undefined || right === undefined) return left === right ? (a < b ? -1 : 1) : left === undefined ? 1 : -1;
  for (const part of ['stability', 'major', 'minor'] as const) if (left[part] !== right[part]) return right[part] - left[part];
  return 0;
}

function versionParts(text: string): { readonly stability: number; readonly major: number; readonly minor: number } | undefined {
  const [, major, stability, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(text) ?? [];
  if (major === undefined) return undefined;
  return { stability: stability === undefined ? 2 : stability === 'beta' ? 1 : 0, major: Number(major), minor: Number(minor ?? 0) };
}

/** Groups of one priority stand in the order of their APIServices' names, `v1.example.com`. */
const serviceName = ({ name, versions }: Group): string => [...versions].map((version) => `${version}.${name}`).sort()[0] ?? name;

export function orderedGroups(registry: Registry): readonly Group[] {
  const place = (name: string): number => {
    const at = BUILT_IN.indexOf(name);
    return at >= 0 ? at : LAST.includes(name) ? BUILT_IN.length + 1 : BUILT_IN.length;
  };
  return [...registry.groups].sort((a, b) => place(a.name) - place(b.name) || (serviceName(a) < serviceName(b) ? -1 : 1))
    .map(({ name, versions }) => ({ name, versions: [...versions].sort(compareVersions) }));
}
