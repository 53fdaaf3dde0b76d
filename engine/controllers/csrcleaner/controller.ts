import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { reconcileOld } from './reconcile.ts';

export const createCsrCleaner = (context: ComponentContext): Component => component('csrcleaner', () => {
  const requests = context.client.informer(KINDS.CertificateSigningRequest);
  const loop = createLoop(context, { source: 'csrcleaner', reconcile: () => reconcileOld(requests.list(), context.clock.now) });
  loop.add('all');
  return () => loop.stop();
});
