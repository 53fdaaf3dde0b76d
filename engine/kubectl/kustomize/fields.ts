/** Changing fields by their path; a list on the way stands for each of its items. @k8s kustomize/api/filters/fieldspec */
import { isList, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';

/** @param create fields on the way are made where they are missing. */
export function changeAt(value: Json | undefined, path: readonly string[], create: boolean, change: (value: Json | undefined) => Json | undefined): Json | undefined {
  if (isList(value)) return value.map((each) => changeAt(each, path, create, change) ?? each);
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (value !== undefined && value !== null && !isObject(value)) return value;
  const inner = isObject(value) ? value[key] : undefined;
  if (inner === undefined && !create) return value;
  const next = changeAt(inner ?? undefined, rest, create, change);
  if (next === inner || next === undefined) return value;
  return { ...(isObject(value) ? value : {}), [key]: next };
}

export function changeObject(object: JsonObject, path: string, create: boolean, change: (value: Json | undefined) => Json | undefined): JsonObject {
  const changed = changeAt(object, path.split('/'), create, change);
  return isObject(changed) ? changed : object;
}

/** `create`: made where it is missing. */
export type FieldSpec = { readonly path: string; readonly create: boolean };

const WITH_TEMPLATE = ['ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'];

/** Where the pods of a kind are described: `spec/template/spec`. */
export function podSpecAt(kind: string): string | undefined {
  if (kind === 'Pod') return 'spec';
  if (kind === 'CronJob') return 'spec/jobTemplate/spec/template/spec';
  if (kind === 'PodTemplate') return 'template/spec';
  return WITH_TEMPLATE.includes(kind) ? 'spec/template/spec' : undefined;
}

const all = (create: boolean, paths: readonly string[]): FieldSpec[] => paths.map((path) => ({ path, create }));
const inAffinity = (spec: string): string[] => [
  ...['podAffinity', 'podAntiAffinity'].flatMap((side) => ['preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm', 'requiredDuringSchedulingIgnoredDuringExecution']
    .map((rule) => `${spec}/affinity/${side}/${rule}/labelSelector/matchLabels`)),
  `${spec}/topologySpreadConstraints/labelSelector/matchLabels`,
];

/** Labels of what a kind makes. @k8s kustomize/api/internal/konfig/builtinpluginconsts/metadatalabels.go, templatelabels.go */
export function templateLabels(kind: string): FieldSpec[] {
  if (kind === 'CronJob') return all(true, ['spec/jobTemplate/metadata/labels', 'spec/jobTemplate/spec/template/metadata/labels']);
  const templates = WITH_TEMPLATE.includes(kind) ? all(true, ['spec/template/metadata/labels']) : [];
  return kind === 'StatefulSet' ? [...templates, ...all(true, ['spec/volumeClaimTemplates/metadata/labels'])] : templates;
}

/** Where a kind selects by labels. @k8s kustomize/api/internal/konfig/builtinpluginconsts/commonlabels.go */
export function selectors(kind: string): FieldSpec[] {
  switch (kind) {
    case 'Service': case 'ReplicationController': return all(true, ['spec/selector']);
    case 'Deployment': case 'StatefulSet': return [...all(true, ['spec/selector/matchLabels']), ...all(false, inAffinity('spec/template/spec'))];
    case 'ReplicaSet': case 'DaemonSet': return all(true, ['spec/selector/matchLabels']);
    case 'Job': case 'PodDisruptionBudget': return all(false, ['spec/selector/matchLabels']);
    case 'CronJob': return all(false, ['spec/jobTemplate/spec/selector/matchLabels']);
    case 'NetworkPolicy': return all(false, ['spec/podSelector/matchLabels', 'spec/ingress/from/podSelector/matchLabels', 'spec/egress/to/podSelector/matchLabels']);
    default: return [];
  }
}

/** @k8s kustomize/api/internal/konfig/builtinpluginconsts/commonannotations.go */
export function annotationFields(kind: string): FieldSpec[] {
  if (kind === 'CronJob') return all(true, ['metadata/annotations', 'spec/jobTemplate/metadata/annotations', 'spec/jobTemplate/spec/template/metadata/annotations']);
  return all(true, ['metadata/annotations', ...(WITH_TEMPLATE.includes(kind) ? ['spec/template/metadata/annotations'] : [])]);
}

/** Adds to the maps that stand at these places. */
export function withPairs(object: JsonObject, fields: readonly FieldSpec[], pairs: { readonly [key: string]: string }): JsonObject {
  return fields.reduce((changed, { path, create }) => changeObject(changed, path, create, (value) => ({ ...(isObject(value) ? value : {}), ...pairs })), object);
}

