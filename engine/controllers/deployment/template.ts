/** Whether two pod templates are the same one. */
import type { PodTemplateSpec } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';

export const HASH_LABEL = 'pod-template-hash';

/** Equal but for the label that the hash itself adds. @k8s pkg/controller/deployment/util/deployment_util.go EqualIgnoreHash */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  if (a === b) return true;
  const before = a === undefined ? undefined : compared.get(a);
  if (before !== undefined && before.with === b) return before.same;
  const same = jsonEqual(withoutHash(a), withoutHash(b));
  if (a !== undefined) compared.set(a, { with: b, same });
  return same;
}
/** Templates stay the same objects while only counts change, so each sync asks what the last one asked. */
const compared = new WeakMap<PodTemplateSpec, { readonly with: PodTemplateSpec | undefined; readonly same: boolean }>();

function withoutHash(template: PodTemplateSpec | undefined): Json {
  const { [HASH_LABEL]: _, ...labels } = template?.metadata?.labels ?? {};
  const { annotations = {}, creationTimestamp: _never, ...metadata } = template?.metadata ?? {};
  // An empty map and none are the same.
  return { ...template, metadata: { ...metadata, labels, annotations } } as unknown as Json;
}
