import type { Pod } from '../../api/index.ts';
import { nodeNamed } from '../../controllers/testing/world.ts';
import { createNodeCache } from '../cache/cache.ts';
import { podInfoOf } from '../cache/nodeInfo.ts';
import { NO_LOOKUPS } from '../lookups.ts';
import { DEFAULT_PROFILE } from '../profiles/profile.ts';
import type { Around } from '../plugin.ts';
import { podTopologySpread } from './podTopologySpread.ts';

const HOSTNAME = 'kubernetes.io/hostname';
const webPod = (uid: string): Pod => ({ metadata: { name: uid, uid, namespace: 'default', labels: { app: 'web' } }, spec: { containers: [{ name: 'c' }] } });

/** `count` nodes, two pods on every third. */
function around(count: number, labelled: (n: number) => boolean): Around {
  const cache = createNodeCache();
  for (let n = 0; n < count; n++) cache.setNode(nodeNamed(`node-${n}`, { metadata: { name: `node-${n}`, labels: labelled(n) ? { [HOSTNAME]: `node-${n}` } : {} } }));
  for (let n = 0; n < count; n += 3) for (const which of ['a', 'b']) cache.setPod(webPod(`${which}-${n}`), `node-${n}`);
  return { cache, args: DEFAULT_PROFILE.args, claims: undefined, lookups: { ...NO_LOOKUPS, siblingsOf: () => ({ key: 'web', matches: (labels) => labels?.['app'] === 'web' }) } };
}

describe('all nodes at once', () => {
  test('say the same as one by one', () => {
    const world = around(12, () => true);
    const nodes = world.cache.nodes();
    const prepared = podTopologySpread.prepare(podInfoOf(webPod('new')), nodes, world);
    if (prepared === undefined || 'constant' in prepared) throw new Error('nothing was said');
    const into = new Float64Array(nodes.length);
    prepared.scoreAll?.(nodes, into);
    expect(prepared.scoreAll).toBeDefined();
    expect(Array.from(into)).toEqual(nodes.map((node) => prepared.score(node)));
    expect(new Set(into).size).toBe(2);
  });
  test('are not asked where a node has no host name', () => {
    const world = around(12, (n) => n !== 5);
    const prepared = podTopologySpread.prepare(podInfoOf(webPod('new')), world.cache.nodes(), world);
    expect(prepared).not.toHaveProperty('scoreAll');
  });
});
