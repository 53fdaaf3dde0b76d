/**
 * The lease by which an API server shows that it lives. It is named by a digest of the machine's own name.
 * @k8s pkg/controlplane/instance.go; golden world/describe/kube-system_leases
 */
import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339Micro } from '../../time/index.ts';
import { component } from '../component.ts';
import { createTimers } from '../timers.ts';

const NAMESPACE = 'kube-system';
const NAME = 'apiserver-h2pptbp4kob5jr26gfr7sa5mua';
const DURATION_SECONDS = 3600;
const RENEW_MS = 10_000;

/** @param host the machine it runs on @param address its own */
export const createIdentityLease = (context: ComponentContext, host: string, address: string): Component => component('apiserver-lease', () => {
  const { client, clock, ids } = context;
  const identity = `${NAME}_${ids.uid()}`;
  const timers = createTimers(clock);
  const because = (rule: string) => ({ by: 'kube-apiserver', rule, cause: `leases/${NAMESPACE}/${NAME}` });
  const renew = (): void => {
    const present = client.informer(KINDS.Lease).get(NAMESPACE, NAME);
    const spec = { holderIdentity: identity, leaseDurationSeconds: DURATION_SECONDS, renewTime: rfc3339Micro(clock.now) };
    if (present !== undefined) { client.update(KINDS.Lease, { ...present, spec }, because('show that it lives')); return; }
    const metadata = {
      name: NAME, namespace: NAMESPACE, annotations: { 'kubernetes.io/peer-advertise-address': `${address}:6443` },
      labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver', 'kubernetes.io/hostname': host },
    };
    client.create(KINDS.Lease, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec }, because('show that it lives'));
  };
  timers.after(1, renew);
  timers.every(RENEW_MS, renew);
  return () => timers.stop();
});
