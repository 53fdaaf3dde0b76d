import type { Event, KubeObject } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Api } from '../api.ts';

/** What a describer may ask. */
export type DescribeContext = {
  readonly api: Api;
  readonly now: number;
  readonly showEvents: boolean;
};
export type Describer = (object: JsonObject, context: DescribeContext) => string;

/** Items of a list; empty if the server refuses: a description shows what it can. */
export function listOf<T extends KubeObject>(context: DescribeContext, path: string): readonly T[] {
  const answer = context.api.attempt('GET', path);
  return answer.ok ? ((answer.body['items'] ?? []) as unknown as readonly T[]) : [];
}

/** Events of a static pod are about the pod that the kubelet knows, not about its mirror. @k8s kubectl/pkg/describe/describe.go PodDescriber */
const uidOf = ({ metadata }: KubeObject): string => metadata?.annotations?.['kubernetes.io/config.mirror'] ?? metadata?.uid ?? '';

export function eventsOf(context: DescribeContext, object: KubeObject, uid = uidOf(object)): readonly Event[] {
  const namespace = object.metadata?.namespace;
  const base = namespace === undefined ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`;
  const selector = [`involvedObject.kind=${object.kind}`, `involvedObject.name=${object.metadata?.name}`, `involvedObject.uid=${uid}`].join(',');
  return listOf<Event>(context, `${base}?fieldSelector=${encodeURIComponent(selector)}&limit=500`);
}
