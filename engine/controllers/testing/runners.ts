/** Stands in for kubelets whose containers end: each bound pod runs for a while and exits with a code; deleted ones end and then go. */
import { KINDS, type Pod } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { rfc3339 } from '../../time/index.ts';
import type { World } from './world.ts';

/** `undefined`: it runs until it is deleted. */
export type Fate = { readonly runMs: number; readonly code: number } | undefined;
type RunnerTimes = { readonly startMs?: number; readonly stopMs?: number; readonly removeMs?: number };

export function startRunners(world: World, fateOf: (pod: Pod) => Fate, { startMs = 500, stopMs = 300, removeMs = 600 }: RunnerTimes = {}): void {
  const { clock, context: { client } } = world;
  const pods = client.informer(KINDS.Pod);
  const now = (): string => rfc3339(clock.now);
  const write = (name: string, status: { readonly [key: string]: Json }): void => {
    client.patch(KINDS.Pod, 'default', name, { status }, { by: 'kubelet', rule: 'test' }, { subresource: 'status' });
  };
  const container = (state: Json): Json => [{ name: 'nginx', image: 'nginx', imageID: '', ready: false, restartCount: 0, state }];
  const conditions = (ready: boolean): Json => [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: now() }];
  const live = (name: string, uid: string | undefined): Pod | undefined => {
    const pod = pods.get('default', name);
    return pod?.metadata?.uid === uid ? pod : undefined;
  };
  const end = (name: string, code: number): void =>
    write(name, { phase: code === 0 ? 'Succeeded' : 'Failed', conditions: conditions(false), containerStatuses: container({ terminated: { exitCode: code, finishedAt: now() } }) });
  pods.onChange(({ type, object: pod, old }) => {
    const { name = '', uid, deletionTimestamp } = pod.metadata ?? {};
    if (type === 'DELETED') return;
    if (type === 'ADDED') {
      clock.after(startMs, () => {
        if (live(name, uid)?.metadata?.deletionTimestamp !== undefined || live(name, uid) === undefined) return;
        write(name, { phase: 'Running', conditions: conditions(true), containerStatuses: container({ running: { startedAt: now() } }) });
        const fate = fateOf(pod);
        if (fate !== undefined) clock.after(fate.runMs, () => { if (live(name, uid)?.status?.phase === 'Running') end(name, fate.code); });
      });
    }
    if (deletionTimestamp === undefined || old?.metadata?.deletionTimestamp !== undefined) return;
    clock.after(stopMs, () => { const phase = live(name, uid)?.status?.phase; if (phase === 'Running' || phase === 'Pending') end(name, 137); });
    clock.after(stopMs + removeMs, () => {
      if (live(name, uid) !== undefined) client.delete(KINDS.Pod, 'default', name, { by: 'kubelet', rule: 'test' }, { gracePeriodSeconds: 0 });
    });
  });
}
