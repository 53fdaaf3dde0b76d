import { controllerOf, isPodReady, KINDS, type ControllerRevision, type DaemonSet, type Node, type Pod, type PodSpec } from '../../api/index.ts';
import { jsonEqual, matchesLabelSelector, type Json } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop, type Loop } from '../loop.ts';
import { indexByNode } from '../nodes.ts';
import { indexByController, keyOf, nameOf, namespaceOf, splitKey, uidOf } from '../owners.ts';
import { createBackOff } from './backOff.ts';
import { createBoard, type Board } from './board.ts';
import { daemonSpec, verdictOn } from './placement.ts';
import { BY, reconcileDaemonSet } from './reconcile.ts';

/** Changes are gathered for a moment; longer where there are many nodes. */
const GATHER_MS = 2;
const GATHER_LARGE_MS = 25;
const LARGE = 100;
/** An index of one list: the same one as long as nothing changes. */
const ALL = 'daemonset/all';

const same = (a: unknown, b: unknown): boolean => a === b || jsonEqual(a as Json | undefined, b as Json | undefined); // parts of API objects are JSON

/** What of a pod a set looks at: where it is bound changes nothing, it was meant for that node. */
const looksTheSame = (a: Pod, b: Pod): boolean => a.status?.phase === b.status?.phase && a.metadata?.deletionTimestamp === b.metadata?.deletionTimestamp
  && isPodReady(a) === isPodReady(b) && same(a.metadata?.labels, b.metadata?.labels) && controllerOf(a)?.uid === controllerOf(b)?.uid;

export const createDaemonSetController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const sets = client.informer(KINDS.DaemonSet);
  const nodes = client.informer(KINDS.Node);
  const pods = client.informer(KINDS.Pod);
  const revisions = client.informer(KINDS.ControllerRevision);
  const podsOf = indexByController(pods);
  const podsOn = indexByNode(pods);
  const revisionsOf = indexByController(revisions);
  nodes.addIndex(ALL, () => [ALL], () => ALL);
  const allNodes = (): readonly Node[] => nodes.by(ALL, ALL);
  const backOff = createBackOff();
  const boards = new Map<string, Board>();
  const boardOf = (uid: string): Board => {
    const board = boards.get(uid) ?? createBoard();
    boards.set(uid, board);
    return board;
  };
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace = '', name } = splitKey(key);
      const set = sets.get(namespace, name);
      if (set === undefined) return undefined;
      const uid = uidOf(set);
      return reconcileDaemonSet({
        set, nodes: allNodes, pods: () => podsOf.owned(uid), orphans: podsOf.orphans(namespace),
        revisions: { owned: revisionsOf.owned(uid), orphans: revisionsOf.orphans(namespace) },
        revisionNamed: (revision) => revisions.get(namespace, revision), latest: () => sets.get(namespace, name),
        board: boardOf(uid), backOff, now: () => clock.now,
      });
    },
  });
  const add = (set: DaemonSet): void => loop.add(keyOf(set), allNodes().length > LARGE ? GATHER_LARGE_MS : GATHER_MS);
  const dependents = watchDependents(sets, add);
  const podChanged = dependents<Pod>(true);
  const nodeChanged = watchNodes(sets, podsOn, add);
  const stops = [
    sets.onChange(({ type, object }) => { if (type === 'DELETED') boards.delete(uidOf(object)); else loop.add(keyOf(object)); }),
    pods.onChange((change) => { if (change.type !== 'MODIFIED' || !looksTheSame(change.object, change.old)) podChanged(change); }),
    revisions.onChange(dependents<ControllerRevision>(false)),
    nodes.onChange(nodeChanged),
  ];
  return () => { stop(stops, loop); };
});

function stop(stops: readonly (() => void)[], loop: Loop): void {
  for (const each of stops) each();
  loop.stop();
}

type Sets = { list(namespace?: string): readonly DaemonSet[]; get(namespace: string, name: string): DaemonSet | undefined };

/** Pods and revisions wake their set, and without one all that could adopt them. */
function watchDependents(sets: Sets, add: (set: DaemonSet) => void) {
  const addOwnerOf = (object: Pod | ControllerRevision): void => {
    const owner = controllerOf(object);
    const set = owner?.kind === 'DaemonSet' ? sets.get(namespaceOf(object), owner.name) : undefined;
    if (set !== undefined && uidOf(set) === owner?.uid) add(set);
  };
  /** @param onCreation a new one with an owner wakes it as well */
  return <T extends Pod | ControllerRevision>(onCreation: boolean) => ({ type, object, old }: Change<T>): void => {
    const owned = controllerOf(object) !== undefined;
    const before = type === 'MODIFIED' ? controllerOf(old) : undefined;
    if (type === 'MODIFIED' && before?.uid !== controllerOf(object)?.uid) addOwnerOf(old);
    if (owned) { if (onCreation || type !== 'ADDED') addOwnerOf(object); return; }
    if (type === 'DELETED') return;
    if (type === 'MODIFIED' && before === undefined && same(object.metadata?.labels, old.metadata?.labels)) return;
    for (const set of sets.list(namespaceOf(object))) if (matchesLabelSelector(set.spec?.selector, object.metadata?.labels)) add(set);
  };
}

/** A changed node is held against each set: only those are woken that have something to do there. @k8s pkg/controller/daemon/daemon_controller.go syncNodeUpdate */
function watchNodes(sets: Sets, podsOn: (node: string) => readonly Pod[], add: (set: DaemonSet) => void): (change: Change<Node>) => void {
  const specs = new WeakMap<object, PodSpec>();
  const specOf = ({ spec }: DaemonSet): PodSpec => {
    const template = spec?.template ?? {};
    const known = specs.get(template) ?? daemonSpec(template);
    specs.set(template, known);
    return known;
  };
  return ({ type, object: node, old }) => {
    if (type === 'DELETED') return;
    if (type === 'MODIFIED' && same(node.metadata?.labels, old.metadata?.labels) && same(node.spec?.taints, old.spec?.taints)) return;
    const controllers = new Set(podsOn(nameOf(node)).map((pod) => controllerOf(pod)?.uid));
    for (const set of sets.list()) {
      const { runs, stays } = verdictOn(node, specOf(set));
      const scheduled = controllers.has(uidOf(set));
      if (runs && !scheduled) add(set);
      else if (scheduled && (!stays || (set.status?.numberMisscheduled ?? 0) > 0)) add(set);
    }
  };
}
