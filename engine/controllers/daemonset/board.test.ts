import type { DaemonSet, Node, Pod } from '../../api/index.ts';
import { createRandom } from '../../time/index.ts';
import { createBoard, type Place } from './board.ts';

const set = (template: object): DaemonSet => ({ metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template } });
const node = (i: number, tainted: boolean): Node => ({ metadata: { name: `n${i}` }, spec: tainted ? { taints: [{ key: 'k', effect: 'NoSchedule' }] } : {} });
const pod = (name: string, on: number, app: string, phase: string, deleted: boolean): Pod => ({
  metadata: { name, labels: { app, 'controller-revision-hash': 'a' }, ...(deleted ? { deletionTimestamp: '2026-11-21T12:00:00Z' } : {}) }, spec: { containers: [], nodeName: `n${on}` }, status: { phase },
});
const shown = (places: Iterable<Place>): readonly unknown[] => [...places].map(({ name, node: at, verdict, pods, look }) => [name, at?.metadata?.name, verdict, pods.map((each) => each.metadata?.name), look])
  .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

test('after any changes it is what a new one would be', () => {
  const random = createRandom('board');
  const chance = (share: number): boolean => random.float('chance') < share;
  const board = createBoard();
  let template: object = { spec: { containers: [] } };
  let hash = 'a';
  let nodes: readonly Node[] = [];
  let pods: readonly Pod[] = [];
  for (let step = 0; step < 300; step++) {
    if (chance(0.1)) template = { spec: { containers: [], ...(chance(0.5) ? { tolerations: [{ operator: 'Exists' }] } : {}) } };
    if (chance(0.1)) hash = chance(0.5) ? 'a' : 'b';
    nodes = Array.from({ length: 6 }, (_, i) => i).flatMap((i) => {
      const known = nodes.find(({ metadata }) => metadata?.name === `n${i}`);
      if (known === undefined ? chance(0.7) : chance(0.1)) return [];
      return known !== undefined && chance(0.8) ? [known] : [node(i, chance(0.3))];
    });
    pods = Array.from({ length: 9 }, (_, i) => `p${i}`).flatMap((name) => {
      const known = pods.find(({ metadata }) => metadata?.name === name);
      if (known === undefined ? chance(0.6) : chance(0.1)) return [];
      return known !== undefined && chance(0.7) ? [known] : [pod(name, random.int('node', 0, 7), chance(0.9) ? 'agent' : 'other', chance(0.8) ? 'Running' : 'Failed', chance(0.2))];
    });
    const [fresh, now] = [createBoard(), set(template)];
    board.update(now, hash, nodes, pods);
    fresh.update(now, hash, nodes, pods);
    expect(shown(board.places)).toEqual(shown(fresh.places));
    expect(board.strangers).toBe(fresh.strangers);
  }
});
