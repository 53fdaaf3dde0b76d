/** How pods and nodes came to be as they are: the one word of the look for each of them, from moment to moment. */
import { KINDS, type KubeObject, type Node, type Pod } from '../api/index.ts';
import type { Store, StoreChange } from '../store/index.ts';
import type { StateTrack } from './types.ts';
import { nodeState, podState } from './visibleState.ts';

type Spans = { state: StateTrack['spans'][number]['state']; status: string; from: number }[];
type Track = Omit<StateTrack, 'spans'> & { readonly spans: Spans; until?: number };

export type States = {
  noteChange(change: StoreChange): void;
  /** `pod/web` or `pod/web-*`, `node/node01`; with a namespace in front where it is not default. In the order in which they came. */
  of(names: readonly string[]): readonly StateTrack[];
};

const statusOf = (object: KubeObject, kind: 'Pod' | 'Node', now: number): string =>
  // The column is that of the object's own kind.
  String((KINDS[kind].columns as readonly { readonly name: string; cell(object: KubeObject, now: number): unknown }[]).find(({ name }) => name === 'Status')?.cell(object, now) ?? '');

/** `*` at the end stands for anything. */
function matches({ kind, namespace, name }: Track, wanted: string): boolean {
  const parts = wanted.split('/');
  const [inNamespace, ofKind, called = ''] = parts.length === 3 ? parts : ['default', ...parts];
  if (kind !== ofKind || (kind === 'pod' && namespace !== inNamespace)) return false;
  return called.endsWith('*') ? name.startsWith(called.slice(0, -1)) : name === called;
}

export function createStates(store: Pick<Store, 'get' | 'list'>, startedAt: number, now: number): States {
  const tracks = new Map<string, Track>();
  const note = (resource: string, object: KubeObject, time: number): void => {
    const { uid = '', name = '', namespace = '' } = object.metadata ?? {};
    const isPod = resource === 'pods';
    let track = tracks.get(uid);
    if (track === undefined) tracks.set(uid, track = { kind: isPod ? 'pod' : 'node', namespace, name, spans: [] });
    const status = statusOf(object, isPod ? 'Pod' : 'Node', time);
    // What lies under `pods` is a Pod, under `nodes` a Node.
    const state = isPod ? podState(object as Pod, status, nodeAnswers(object as Pod)) : nodeState(object as Node);
    const last = track.spans.at(-1);
    if (last?.state === state && last.status === status) return;
    const from = time - startedAt;
    // Several writes in one moment: only the last of them is ever seen.
    if (last?.from === from) track.spans.pop();
    track.spans.push({ from, state, status });
  };
  const nodeAnswers = ({ spec }: Pod): boolean => {
    const node = spec?.nodeName === undefined ? undefined : store.get('nodes', spec.nodeName);
    return node === undefined || nodeState(node as Node) !== 'unknown';
  };
  for (const resource of ['nodes', 'pods']) for (const object of store.list(resource)) if (!(object.metadata?.namespace ?? '').startsWith('kube-')) note(resource, object, now);
  return {
    noteChange({ resource, type, object, time }) {
      if ((resource !== 'pods' && resource !== 'nodes') || (object.metadata?.namespace ?? '').startsWith('kube-')) return;
      const track = tracks.get(object.metadata?.uid ?? '');
      if (type !== 'DELETED') note(resource, object, time);
      else if (track !== undefined) track.until = time - startedAt;
    },
    of: (names) => [...tracks.values()].filter((track) => names.some((wanted) => matches(track, wanted))).map((track) => ({ ...track, spans: [...track.spans] })),
  };
}
