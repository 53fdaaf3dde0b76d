/** Namespaces must exist before things are created in them, and three of them are not deleted. */
import { failure, forbiddenStatus, notFoundStatus, type Namespace } from '../../api/index.ts';
import { fail } from '../context.ts';
import type { AdmissionPlugin } from './types.ts';

const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);
const isNamespace = (resource: string): boolean => resource === 'namespaces';

/** @k8s apiserver/pkg/admission/plugin/namespace/lifecycle; golden controllers/ns-create-and-errors, ns-delete-with-content */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit({ operation, kind, namespace, name, subresource }, object, { store }) {
    if (operation !== 'CREATE' || namespace === undefined || subresource !== undefined || !kind.namespaced) return object;
    const found = store.get('namespaces', namespace) as Namespace | undefined; // the resource tells the type
    if (found === undefined) return fail(notFoundStatus({ group: '', resource: 'namespaces' }, namespace));
    if (found.metadata?.deletionTimestamp === undefined && found.status?.phase !== 'Terminating') return object;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    const refusal = forbiddenStatus({ group: kind.group, resource: kind.plural }, name, why);
    return fail(failure(403, 'Forbidden', refusal.message ?? why, {
      ...refusal.details,
      causes: [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }],
    }));
  },
  validate({ operation, resource, name }) {
    if (operation !== 'DELETE' || !isNamespace(resource) || !IMMORTAL.has(name)) return undefined;
    return fail(forbiddenStatus({ group: '', resource }, name, 'this namespace may not be deleted'));
  },
};
