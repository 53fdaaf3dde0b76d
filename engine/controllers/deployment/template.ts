/** Whether two pod templates are the same one. */
import type { PodTemplateSpec } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';

export const HASH_LABEL = 'pod-template-hash';

/** Equal but for the label that the hash itself adds. @k8s pkg/controller/deployment/util/deployment_util.go EqualIgnoreHash */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return a === b || jsonEqual(withoutHash(a), withoutHash(b));
}

function withoutHash(template: PodTemplateSpec | undefined): Json {
  const { [HASH_LABEL]: _, ...labels } = template?.metadata?.labels ?? {};
  const { annotations = {}, creationTimestamp: _never, ...metadata } = template?.metadata ?? {};
  // An empty map and none are the same.
  return { ...template, metadata: { ...metadata, labels, annotations } } as unknown as Json;
}
