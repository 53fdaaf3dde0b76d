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

export function eventsOf(context: DescribeContext, object: KubeObject, uid = object.metadata?.uid ?? ''): readonly Event[] {
  const namespace = object.metadata?.namespace;
  const base = namespace === undefined ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`;
  const selector = [`involvedObject.kind=${object.kind}`, `involvedObject.name=${object.metadata?.name}`, `involvedObject.uid=${uid}`].join(',');
  return listOf<Event>(context, `${base}?fieldSelector=${encodeURIComponent(selector)}&limit=500`);
}
