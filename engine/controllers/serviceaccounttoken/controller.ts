import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { signJwt, type ClusterIdentity } from '../../pki/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, nameOf, namespaceOf, splitKey } from '../owners.ts';
import { accountOf, BY, forgetToken, isTokenSecret, reconcileToken } from './reconcile.ts';

/** @k8s pkg/controller/serviceaccount/tokens_controller.go NewTokensController */
const MAX_RETRIES = 10;

export const createServiceAccountTokenController = (context: ComponentContext, identity: ClusterIdentity): Component => component(BY, () => {
  const { client } = context;
  const secrets = client.informer(KINDS.Secret);
  const accounts = client.informer(KINDS.ServiceAccount);
  const loop = createLoop(context, {
    source: BY, callMs: 2, maxRetries: MAX_RETRIES,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const secret = secrets.get(namespace, name);
      if (secret === undefined || !isTokenSecret(secret)) return undefined;
      return reconcileToken({ secret, account: accounts.get(namespace, accountOf(secret)), certificate: identity.authority.pem, sign: (claims) => signJwt(identity.tokenKey, claims, identity.tokenKeyId) });
    },
  });
  /** Keys are `namespace/account/secret`. */
  const forgetting = createLoop(context, {
    source: BY, callMs: 2, maxRetries: MAX_RETRIES,
    reconcile: (key) => {
      const [namespace = '', account = '', secret = ''] = key.split('/');
      const found = secrets.get(namespace, secret) === undefined ? accounts.get(namespace, account) : undefined;
      return found && forgetToken(found, secret);
    },
  });
  const stops = [
    secrets.onChange(({ type, object }) => {
      if (!isTokenSecret(object)) return;
      if (type === 'DELETED') forgetting.add(`${namespaceOf(object)}/${accountOf(object)}/${nameOf(object)}`); else loop.add(keyOf(object));
    }),
    accounts.onChange(({ type, object }) => {
      if (type !== 'DELETED') return;
      for (const secret of secrets.list(namespaceOf(object))) if (isTokenSecret(secret) && accountOf(secret) === nameOf(object)) loop.add(keyOf(secret));
    }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); forgetting.stop(); };
});
