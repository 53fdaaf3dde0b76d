/** @k8s client-go/tools/leaderelection: 15 s, 10 s, 2 s */
import { KINDS } from '../../api/index.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createLeaderElection } from './leaderElection.ts';

function candidate(world: World, host: string, release: boolean) {
  const log: string[] = [];
  const led = { name: 'led', start: () => { log.push('leads'); }, stop: () => { log.push('follows'); } };
  const election = createLeaderElection(world.context, { name: 'kube-scheduler', host, source: 'default-scheduler', release, led: [led], onLost: () => { log.push('lost'); } });
  return { election, log };
}
function world(): World {
  const made = createWorld();
  made.create(KINDS.Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } });
  return made;
}
const lease = (w: World) => w.context.client.informer(KINDS.Lease).get('kube-system', 'kube-scheduler')?.spec;

test('the first leads at once, renews every two seconds, and says so', () => {
  const w = world();
  const { election, log } = candidate(w, 'a', true);
  election.start();
  expect(log).toEqual(['leads']);
  expect(lease(w)).toMatchObject({ leaseDurationSeconds: 15, leaseTransitions: 0 });
  const first = lease(w)?.renewTime;
  w.run(1999);
  expect(lease(w)?.renewTime).toBe(first);
  w.run(1);
  expect(lease(w)?.renewTime).not.toBe(first);
  expect(w.context.client.informer(KINDS.Event).list('kube-system').map(({ reason, message, source }) => [reason, message, source?.component]))
    .toEqual([['LeaderElection', `${lease(w)?.holderIdentity} became leader`, 'default-scheduler']]);
});

test.each([[true, 4400], [false, 15_000 + 2 * 4400]])('the next leads: given up %s, within %i ms', (release, withinMs) => {
  const w = world();
  const [a, b] = [candidate(w, 'a', release), candidate(w, 'b', release)];
  a.election.start();
  b.election.start();
  w.run(20_000);
  expect(b.log).toEqual([]);
  const at = w.clock.now;
  a.election.stop();
  expect(a.log).toEqual(['leads', 'follows']);
  expect(w.clock.runUntil(() => b.log.length > 0, 60_000)).toBe(true);
  expect([w.clock.now - at >= (release ? 0 : 13_000), w.clock.now - at <= withinMs]).toEqual([true, true]);
  expect(lease(w)).toMatchObject({ leaseTransitions: 1 });
});

test('who finds another in the lease for ten seconds ends', () => {
  const w = world();
  const { election, log } = candidate(w, 'a', true);
  election.start();
  const other = (): void => { w.context.client.patch(KINDS.Lease, 'kube-system', 'kube-scheduler', { spec: { holderIdentity: 'other', renewTime: new Date(w.clock.now).toISOString() } }, { by: 'test', rule: 'test' }); };
  other();
  w.run(11_000);
  expect(log).toEqual(['leads']);
  w.run(1500);
  expect(log).toEqual(['leads', 'follows', 'lost']);
});
