/** From a file to a static pod. @k8s pkg/kubelet/config/common.go */
import { canonicalJson, decode, fnv32aLanes, KINDS, type Pod } from '../../api/index.ts';
import { isObject, loadYaml, type Json } from '../../base/index.ts';
import { apiReference } from './references.ts';

export const ANNOTATIONS = {
  hash: 'kubernetes.io/config.hash', mirror: 'kubernetes.io/config.mirror', seen: 'kubernetes.io/config.seen', source: 'kubernetes.io/config.source',
} as const;
export type Manifest = { readonly ok: true; readonly pod: Pod } | { readonly ok: false; readonly problem: string };
const unusable = (problem: string): Manifest => ({ ok: false, problem });

/** 32 digits that belong to this pod in this file on this node: its uid. */
function hashOf(pod: Pod, node: string, file: string): string {
  const text = `${canonicalJson(pod as unknown as Json)}host:${node}file:${file}`; // an API object is JSON
  return fnv32aLanes(text).map((lane) => lane.toString(16).padStart(8, '0')).join('');
}

/** @param file its path, part of the pod's identity */
export function readManifest(text: string, file: string, node: string): Manifest {
  const loaded = loadYaml(text);
  const body = loaded.ok ? loaded.documents[0]?.value : undefined;
  if (!isObject(body) || body['apiVersion'] !== 'v1' || body['kind'] !== 'Pod') return unusable(`${file}: couldn't parse as pod, please check config file`);
  const decoded = decode('core.v1.Pod', body);
  if (!decoded.ok) return unusable(`${file}: couldn't parse as pod(${decoded.error}), please check config file`);
  const written = decoded.object as Pod; // decoded as one
  if ((written.metadata?.name ?? '') === '') return unusable('invalid pod: name is needed for the pod');
  const pod = completedPod(written, file, node);
  const errors = [...KINDS.Pod.validate(pod), ...KINDS.Pod.validateCreate?.(pod) ?? []];
  if (errors.length > 0) return unusable(`invalid pod: ${errors.map(({ path, detail }) => `${path}: ${detail}`).join(', ')}`);
  const reference = apiReference(pod);
  return reference === undefined ? { ok: true, pod } : unusable(`static pods may not reference ${reference}`);
}

/** One that is known to be in order: the engine wrote it itself. */
export function completedPod({ status: _status, ...written }: Pod, file: string, node: string): Pod {
  const pod = KINDS.Pod.defaults({ ...written, metadata: { ...written.metadata, namespace: written.metadata?.namespace ?? 'default' } });
  const uid = pod.metadata?.uid ?? hashOf(pod, node, file);
  const spec = pod.spec ?? { containers: [] };
  const stays = (spec.tolerations ?? []).filter(({ operator, effect, key }) => !(operator === 'Exists' && effect === 'NoExecute' && key === undefined));
  return {
    ...pod,
    metadata: { ...pod.metadata, name: `${pod.metadata?.name ?? ''}-${node.toLowerCase()}`, uid, annotations: { ...pod.metadata?.annotations, [ANNOTATIONS.hash]: uid, [ANNOTATIONS.source]: 'file' } },
    spec: { ...spec, nodeName: node, tolerations: [...stays, { effect: 'NoExecute', operator: 'Exists' }] },
    status: { phase: 'Pending' },
  };
}
