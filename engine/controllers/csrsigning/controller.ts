import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import type { ClusterIdentity } from '../../pki/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, reconcileSigning } from './reconcile.ts';
import { signRequest } from './sign.ts';

/** @k8s pkg/controller/certificates/certificate_controller.go NewCertificateController */
const REST_MS = { first: 200, longest: 1_000_000 };

export const createCsrSigner = (context: ComponentContext, identity: ClusterIdentity): Component => component('csrsigning', () => {
  const { client, clock } = context;
  const requests = client.informer(KINDS.CertificateSigningRequest);
  const loop = createLoop(context, {
    source: BY, restMs: REST_MS,
    reconcile: (name) => {
      const csr = requests.get(undefined, name);
      return csr === undefined ? undefined : reconcileSigning(csr, () => signRequest(identity, csr, clock.now), rfc3339(clock.now));
    },
  });
  const stop = requests.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(nameOf(object)); });
  return () => { stop(); loop.stop(); };
});
