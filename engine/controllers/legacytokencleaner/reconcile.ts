/**
 * Tokens that were made by themselves for accounts, in the days before bound tokens, go after a year without use.
 * @k8s pkg/controller/serviceaccount/legacy_serviceaccount_token_cleaner.go
 */
import { KINDS, type Pod, type Secret, type ServiceAccount } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { kindOf, type Reconcile, type Request } from '../request.ts';

export const BY = 'legacy-service-account-token-cleaner';
const DAY_MS = 86_400_000;
const PERIOD_MS = 365 * DAY_MS;
const LAST_USED = 'kubernetes.io/legacy-token-last-used';
const INVALID_SINCE = 'kubernetes.io/legacy-token-invalid-since';

export type LegacyView = {
  readonly secrets: readonly Secret[];
  readonly account: (namespace: string, name: string) => ServiceAccount | undefined;
  readonly pods: (namespace: string) => readonly Pod[];
  /** `YYYY-MM-DD`: since when uses are noted. */
  readonly trackedSince: string | undefined;
  readonly now: number;
};

const isDate = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** @k8s pkg/api/v1/pod/util.go VisitPodSecretNames */
export function secretsOf({ spec }: Pod): readonly string[] {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  return [
    ...(spec?.imagePullSecrets ?? []).map(({ name }) => name),
    ...containers.flatMap(({ env = [], envFrom = [] }) =>
      [...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name), ...envFrom.map(({ secretRef }) => secretRef?.name)]),
    ...(spec?.volumes ?? []).flatMap(({ secret, projected }) => [secret?.secretName, ...(projected?.sources ?? []).map((source) => source.secret?.name)]),
  ].filter((name): name is string => name !== undefined && name !== '');
}

export function* reconcileLegacyTokens(view: LegacyView): Reconcile {
  const { now, trackedSince } = view;
  if (!isDate(trackedSince) || now < Date.parse(trackedSince) + DAY_MS + PERIOD_MS) return undefined;
  for (const secret of view.secrets) {
    const request = requestFor(secret, view);
    if (request !== undefined) yield [request];
  }
  return undefined;
}

function requestFor(secret: Secret, { account, pods, now }: LegacyView): Request | undefined {
  const { labels = {}, annotations = {}, creationTimestamp, resourceVersion = '' } = secret.metadata ?? {};
  const since = now - PERIOD_MS;
  if (secret.type !== 'kubernetes.io/service-account-token' || isDeleting(secret) || (parseTimestamp(creationTimestamp) ?? since) >= since) return undefined;
  const lastUsed = labels[LAST_USED];
  if (lastUsed !== undefined && (!isDate(lastUsed) || lastUsed >= dateOf(since))) return undefined;
  const owner = account(namespaceOf(secret), annotations['kubernetes.io/service-account.name'] ?? '');
  const claimed = annotations['kubernetes.io/service-account.uid'] ?? '';
  if (owner === undefined || (claimed !== '' && claimed !== uidOf(owner)) || owner.secrets?.some(({ name }) => name === nameOf(secret)) !== true) return undefined;
  if (pods(namespaceOf(secret)).some((pod) => secretsOf(pod).includes(nameOf(secret)))) return undefined;
  const place = {
    kind: kindOf(KINDS.Secret), namespace: namespaceOf(secret), name: nameOf(secret),
    because: { by: BY, rule: 'nobody has used the token for a year', cause: `secrets/${keyOf(secret)}` },
  };
  const invalidSince = labels[INVALID_SINCE];
  if (!isDate(invalidSince)) return { verb: 'patch', ...place, patch: { metadata: { uid: uidOf(secret), labels: { [INVALID_SINCE]: dateOf(now) } } } };
  return invalidSince >= dateOf(since) ? undefined : { verb: 'delete', ...place, options: { preconditions: { resourceVersion } } };
}
