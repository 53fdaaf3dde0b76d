/**
 * The lease by which one of several schedulers or controller managers leads. There is only one here, so it always wins.
 * @k8s client-go/tools/leaderelection; golden cluster/adm-scheduler-down
 */
import { KINDS, type Lease } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339Micro } from '../../time/index.ts';
import { component } from '../component.ts';
import { createTimers } from '../timers.ts';

const NAMESPACE = 'kube-system';
const DURATION_SECONDS = 15;
const RETRY_MS = 2000;

/** @param name `kube-scheduler` or `kube-controller-manager` @param host the machine it runs on */
export const createLeaderLease = (context: ComponentContext, name: string, host: string): Component => component(`${name}-lease`, () => {
  const { client, clock, ids } = context;
  const identity = `${host}_${ids.uid()}`;
  const timers = createTimers(clock);
  const because = (rule: string) => ({ by: name, rule, cause: `leases/${NAMESPACE}/${name}` });
  const write = (spec: NonNullable<Lease['spec']>, rule: string): void => {
    const present = client.informer(KINDS.Lease).get(NAMESPACE, name);
    const object: Lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...present, metadata: present?.metadata ?? { name, namespace: NAMESPACE }, spec };
    if (present === undefined) client.create(KINDS.Lease, object, because(rule)); else client.update(KINDS.Lease, object, because(rule));
  };
  const old = (): Lease['spec'] => client.informer(KINDS.Lease).get(NAMESPACE, name)?.spec;
  const renew = (): void => {
    const held = old();
    const now = rfc3339Micro(clock.now);
    const own = held?.holderIdentity === identity;
    write({
      holderIdentity: identity, leaseDurationSeconds: DURATION_SECONDS, acquireTime: own ? held?.acquireTime ?? now : now, renewTime: now,
      leaseTransitions: own || held === undefined ? held?.leaseTransitions ?? 0 : (held.leaseTransitions ?? 0) + 1,
    }, own ? 'keep leading' : 'lead');
  };
  timers.after(1, renew);
  timers.every(RETRY_MS, renew);
  return () => {
    timers.stop();
    const held = old();
    const now = rfc3339Micro(clock.now);
    if (held?.holderIdentity === identity) write({ ...held, holderIdentity: '', leaseDurationSeconds: 1, renewTime: now, acquireTime: now }, 'give up leading');
  };
});
