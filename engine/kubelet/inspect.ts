/** Where the machines of a Pod or a Node are now: for pictures of them. Looks only, and costs nothing until somebody asks. */
import type { Snapshot } from '../machines/index.ts';
import type { ContainerRole, PodWork } from './types.ts';

/** `machine` is a key of `loadMachines()`; `of` says which one of several: a container, an image, a volume; '' if there is only one. */
export type LifeState = { readonly machine: string; readonly of: string; readonly value: Snapshot<unknown>['value'] };
/** `namespace` is '' for a Node. */
export type LivesOf = { readonly kind: 'Pod' | 'Node'; readonly namespace: string; readonly name: string };

type Holder = { readonly life: Snapshot<unknown> };
export const lifeState = (machine: string, of: string, { life }: Holder): LifeState => ({ machine, of, value: life.value });

const MACHINE_OF: { readonly [role in ContainerRole]: string } = { init: 'container', main: 'container', sidecar: 'sidecar', ephemeral: 'ephemeralContainer' };

/** The pod first, then its volumes and images, then each container with its probes and its hook. */
export function livesOfPod(work: PodWork): readonly LifeState[] {
  return [
    lifeState('pod', '', work),
    ...(work.init === undefined ? [] : [lifeState('initSequence', '', work.init)]),
    ...(work.resize === undefined ? [] : [lifeState('resize', '', work.resize)]),
    ...[...work.mounts?.lives ?? []].map(([name, volume]) => lifeState('volumeMount', name, volume)),
    ...[...work.pulls].map(([image, pull]) => lifeState('imagePull', image, pull)),
    ...work.containers.flatMap((c) => [
      lifeState(MACHINE_OF[c.role], c.name, c),
      ...c.probes.map((p) => lifeState('probe', `${c.name} ${p.kind}`, p)),
      ...(c.hook === undefined ? [] : [lifeState('hook', `${c.name} ${c.hook.point}`, c.hook)]),
    ]),
  ];
}
