/** Which secrets pods may name. @k8s plugin/pkg/admission/serviceaccount/admission.go limitSecretReferences */
import type { Container, EphemeralContainer, Pod, ServiceAccount } from '../../api/index.ts';

const ENFORCE = 'kubernetes.io/enforce-mountable-secrets';

type Any = Container | EphemeralContainer;
const unknownTo = (account: ServiceAccount): string => `is not allowed because service account ${account.metadata?.name ?? ''} does not reference that secret`;

function containerProblem(account: ServiceAccount, what: string, container: Any, allowed: ReadonlySet<string>): string | undefined {
  for (const { name, valueFrom } of container.env ?? []) {
    const secret = valueFrom?.secretKeyRef?.name;
    if (secret !== undefined && !allowed.has(secret)) return `${what} ${container.name} with envVar ${name} referencing secret.secretName="${secret}" ${unknownTo(account)}`;
  }
  for (const { secretRef } of container.envFrom ?? []) {
    if (secretRef !== undefined && !allowed.has(secretRef.name ?? '')) return `${what} ${container.name} with envFrom referencing secret.secretName="${secretRef.name ?? ''}" ${unknownTo(account)}`;
  }
  return undefined;
}

/** Only accounts that ask for it are strict. @param later only the ephemeral containers are new */
export function forbiddenSecret(account: ServiceAccount, { spec }: Pod, later: boolean): string | undefined {
  if (account.metadata?.annotations?.[ENFORCE] !== 'true' || spec === undefined) return undefined;
  const allowed = new Set((account.secrets ?? []).map(({ name = '' }) => name));
  const first = (what: string, containers: readonly Any[] | undefined): string | undefined => {
    for (const container of containers ?? []) {
      const problem = containerProblem(account, what, container, allowed);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  if (later) return first('ephemeral container', spec.ephemeralContainers);
  for (const { secret } of spec.volumes ?? []) {
    if (secret !== undefined && !allowed.has(secret.secretName ?? '')) return `volume with secret.secretName="${secret.secretName ?? ''}" ${unknownTo(account)}`;
  }
  const problem = first('init container', spec.initContainers) ?? first('container', spec.containers);
  if (problem !== undefined) return problem;
  const pullable = new Set((account.imagePullSecrets ?? []).map(({ name = '' }) => name));
  const at = (spec.imagePullSecrets ?? []).findIndex(({ name = '' }) => !pullable.has(name));
  return at < 0 ? undefined : `imagePullSecrets[${at}].name="${spec.imagePullSecrets?.[at]?.name ?? ''}" is not allowed because service account `
    + `${account.metadata?.name ?? ''} does not reference that imagePullSecret`;
}

/** Pods that a kubelet only shows may use nothing of the API. */
export function mirrorProblem({ spec }: Pod): string | undefined {
  if ((spec?.serviceAccountName ?? '') !== '') return 'a mirror pod may not reference service accounts';
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const named = (spec?.imagePullSecrets ?? []).length > 0 || (spec?.volumes ?? []).some(({ secret, projected }) => secret !== undefined || (projected?.sources ?? []).some((source) => source.secret !== undefined))
    || containers.some(({ env = [], envFrom = [] }) => env.some(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined) || envFrom.some(({ secretRef }) => secretRef !== undefined));
  if (named) return 'a mirror pod may not reference secrets';
  const token = (spec?.volumes ?? []).some(({ projected }) => (projected?.sources ?? []).some(({ serviceAccountToken }) => serviceAccountToken !== undefined));
  return token ? 'a mirror pod may not use ServiceAccountToken volume projections' : undefined;
}
