/**
 * One of several schedulers or controller managers leads: who holds the Lease. Its parts run while it does.
 * @k8s client-go/tools/leaderelection; golden cluster/adm-scheduler-down, cluster/adm-controller-manager-down
 */
import { KINDS, type Lease } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339Micro, type TimerId } from '../../time/index.ts';

const NAMESPACE = 'kube-system';
const DURATION_SECONDS = 15;
const RETRY_MS = 2000;
/** Who tries waits up to 1.2 times as long again. @k8s JitterFactor */
const JITTER_MS = 2400;
/** Who could not renew for so long gives up. */
const RENEW_DEADLINE_MS = 10_000;

export type LeaderElectionOptions = {
  /** `kube-scheduler` or `kube-controller-manager`. */
  readonly name: string;
  /** The machine it runs on. */
  readonly host: string;
  /** As its events name their source. */
  readonly source: string;
  /** Whether the lease is given up when it is told to stop: then the next need not wait until it has run out. */
  readonly release: boolean;
  readonly led: readonly Component[];
  /** It could not renew in time: the program ends. */
  readonly onLost: () => void;
};
type Spec = NonNullable<Lease['spec']>;
/** What was last seen of the lease, and when by its own clock. */
type Seen = { readonly record: string; readonly at: number };

export function createLeaderElection(context: ComponentContext, options: LeaderElectionOptions): Component {
  const { client, clock, ids, random } = context;
  const { name, host, led } = options;
  const recorder = context.recorder(options.source);
  let identity = '';
  let leads = false;
  let seen: Seen | undefined;
  let failedSince: number | undefined;
  let timer: TimerId | undefined;
  const leases = client.informer(KINDS.Lease);
  const present = (): Lease | undefined => leases.get(NAMESPACE, name);
  const because = (rule: string) => ({ by: name, rule, cause: `leases/${NAMESPACE}/${name}` });

  const write = (spec: Spec, rule: string): boolean => {
    const old = present();
    if (old === undefined) return client.create(KINDS.Lease, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: NAMESPACE }, spec }, because(rule)).ok;
    return client.update(KINDS.Lease, { ...old, spec }, because(rule)).ok;
  };
  /** Somebody else's lease that has not run out since it was last seen to change. */
  const isTaken = (held: Spec | undefined): boolean => {
    const record = JSON.stringify(held ?? null);
    if (seen?.record !== record) seen = { record, at: clock.now };
    const holder = held?.holderIdentity ?? '';
    return holder !== '' && holder !== identity && seen.at + (held?.leaseDurationSeconds ?? DURATION_SECONDS) * 1000 > clock.now;
  };
  const acquireOrRenew = (): boolean => {
    if (context.link?.problem() !== undefined) return false;
    const held = present()?.spec;
    if (isTaken(held)) return false;
    const own = held?.holderIdentity === identity;
    const now = rfc3339Micro(clock.now);
    return write({
      holderIdentity: identity, leaseDurationSeconds: DURATION_SECONDS, acquireTime: own ? held?.acquireTime ?? now : now, renewTime: now,
      leaseTransitions: own || held === undefined ? held?.leaseTransitions ?? 0 : (held.leaseTransitions ?? 0) + 1,
    }, own ? 'keep leading' : 'lead');
  };
  const lose = (): void => {
    leads = false;
    failedSince = undefined;
    for (const component of led.toReversed()) component.stop();
    options.onLost();
  };
  const renew = (): void => {
    if (acquireOrRenew()) failedSince = undefined;
    else {
      failedSince ??= clock.now;
      if (clock.now - failedSince >= RENEW_DEADLINE_MS) { timer = undefined; lose(); return; }
    }
    timer = clock.after(RETRY_MS, renew);
  };
  const acquire = (): void => {
    if (!acquireOrRenew()) { timer = clock.after(RETRY_MS + random.int(`leader election ${name}`, 0, JITTER_MS), acquire); return; }
    leads = true;
    recorder.event({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: NAMESPACE } }, 'Normal', 'LeaderElection', `${identity} became leader`);
    for (const component of led) component.start();
    timer = clock.after(RETRY_MS, renew);
  };
  const giveUp = (): void => {
    const held = present()?.spec;
    const now = rfc3339Micro(clock.now);
    if (held?.holderIdentity === identity) write({ ...held, holderIdentity: '', leaseDurationSeconds: 1, renewTime: now, acquireTime: now }, 'give up leading');
  };
  return {
    name: `${name}-election`,
    start() {
      if (identity !== '') return;
      identity = `${host}_${ids.uid()}`;
      seen = failedSince = undefined;
      acquire();
    },
    stop() {
      if (identity === '') return;
      if (timer !== undefined) clock.cancel(timer);
      timer = undefined;
      if (leads) {
        leads = false;
        for (const component of led.toReversed()) component.stop();
        if (options.release) giveUp();
      }
      identity = '';
    },
  };
}
