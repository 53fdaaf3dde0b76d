/** Every namespace has a ServiceAccount `default`. @k8s pkg/controller/serviceaccount/serviceaccounts_controller.go */
import { KINDS, type Namespace, type ServiceAccount } from '../../api/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'serviceaccount-controller';
export const DEFAULT = 'default';

export function* reconcileDefaultAccount(namespace: Namespace, account: ServiceAccount | undefined): Reconcile {
  if (account !== undefined || isDeleting(namespace)) return undefined;
  const object: ServiceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: DEFAULT, namespace: nameOf(namespace) } };
  const result = yield* send<ServiceAccount>({ verb: 'create', kind: kindOf(KINDS.ServiceAccount), object, because: { by: BY, rule: 'every namespace has a default service account', cause: `namespaces/${nameOf(namespace)}` } });
  return result.ok || result.status.reason === 'AlreadyExists' || result.status.code === 404 ? undefined : result.status;
}
