/** What a service account's token says. @k8s pkg/serviceaccount/claims.go */
import type { KubeObject } from '../../api/index.ts';
import { isObject, type Json, type JsonObject } from '../../base/index.ts';

/** @k8s kubeadm --service-account-issuer; golden cluster/sec-token-request */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';
export const LEGACY_ISSUER = 'kubernetes/serviceaccount';

export type Bound = { readonly pod?: KubeObject; readonly secret?: KubeObject; readonly node?: { readonly name: string; readonly uid?: string } };

export type ClaimOptions = {
  readonly account: KubeObject;
  readonly bound: Bound;
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
  readonly seconds: number;
  /** Of tokens that live longer than they were asked to. */
  readonly warnAfterSeconds?: number;
  readonly id: string;
};

const refOf = (object: KubeObject | undefined): JsonObject => ({ name: object?.metadata?.name ?? '', uid: object?.metadata?.uid ?? '' });

export function claimsFor({ account, bound, audiences, now, seconds, warnAfterSeconds, id }: ClaimOptions): JsonObject {
  const { name = '', namespace = '' } = account.metadata ?? {};
  return {
    aud: audiences, exp: now + seconds, iat: now, iss: ISSUER, jti: id,
    'kubernetes.io': {
      namespace,
      ...(bound.node === undefined ? {} : { node: { name: bound.node.name, ...(bound.node.uid === undefined ? {} : { uid: bound.node.uid }) } }),
      ...(bound.pod === undefined ? {} : { pod: refOf(bound.pod) }),
      ...(bound.secret === undefined ? {} : { secret: refOf(bound.secret) }),
      serviceaccount: refOf(account),
      ...(warnAfterSeconds === undefined ? {} : { warnafter: now + warnAfterSeconds }),
    },
    nbf: now, sub: `system:serviceaccount:${namespace}:${name}`,
  };
}

export type Ref = { readonly name: string; readonly uid: string };
export const textOf = (object: JsonObject, key: string): string => { const value = object[key]; return typeof value === 'string' ? value : ''; };
export const numberOf = (object: JsonObject, key: string): number | undefined => { const value = object[key]; return typeof value === 'number' ? value : undefined; };

export function textsOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

export function refIn(object: JsonObject, key: string): Ref | undefined {
  const value = object[key];
  return isObject(value) ? { name: textOf(value, 'name'), uid: textOf(value, 'uid') } : undefined;
}
