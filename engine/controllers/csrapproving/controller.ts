import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, reconcileApproval } from './reconcile.ts';

/** @k8s pkg/controller/certificates/certificate_controller.go NewCertificateController */
const REST_MS = { first: 200, longest: 1_000_000 };

export const createCsrApprover = (context: ComponentContext): Component => component('csrapproving', () => {
  const requests = context.client.informer(KINDS.CertificateSigningRequest);
  const loop = createLoop(context, {
    source: BY, restMs: REST_MS,
    reconcile: (name) => { const csr = requests.get(undefined, name); return csr === undefined ? undefined : reconcileApproval(csr); },
  });
  const stop = requests.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(nameOf(object)); });
  return () => { stop(); loop.stop(); };
});
