import { encodeBase64, KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, nameOf, namespaceOf, splitKey } from '../owners.ts';
import { accountOf, BY, isTokenSecret, reconcileToken } from './reconcile.ts';

/** Looks like a JSON web token; the signature is chance: nobody checks one. */
const urlSafe = (text: string): string => encodeBase64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

export const createServiceAccountTokenController = (context: ComponentContext, certificate: string): Component => component(BY, () => {
  const { client, ids } = context;
  const secrets = client.informer(KINDS.Secret);
  const accounts = client.informer(KINDS.ServiceAccount);
  const header = urlSafe(JSON.stringify({ alg: 'RS256', kid: ids.hex(43) }));
  const sign = (claims: object): string => `${header}.${urlSafe(JSON.stringify(claims))}.${urlSafe(ids.hex(256))}`;
  const loop = createLoop(context, {
    source: BY, callMs: 2,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const secret = secrets.get(namespace, name);
      if (secret === undefined || !isTokenSecret(secret)) return undefined;
      return reconcileToken({ secret, account: accounts.get(namespace, accountOf(secret)), certificate, sign });
    },
  });
  const stops = [
    secrets.onChange(({ type, object }) => { if (type !== 'DELETED' && isTokenSecret(object)) loop.add(keyOf(object)); }),
    accounts.onChange(({ type, object }) => {
      if (type !== 'DELETED') return;
      for (const secret of secrets.list(namespaceOf(object))) if (isTokenSecret(secret) && accountOf(secret) === nameOf(object)) loop.add(keyOf(secret));
    }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
