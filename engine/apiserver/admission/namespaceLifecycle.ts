/** Namespaces must exist before things are created in them, and three of them are not deleted. */
import { failure, notFoundStatus, type Namespace } from '../../api/index.ts';
import { fail } from '../context.ts';
import { forbid } from './forbid.ts';
import type { AdmissionPlugin } from './types.ts';

const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

/** @k8s apiserver/pkg/admission/plugin/namespace/lifecycle; golden controllers/ns-create-and-errors, ns-delete-with-content */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit(attributes, object, { store }) {
    const { operation, kind, namespace, subresource } = attributes;
    if (operation !== 'CREATE' || namespace === undefined || subresource !== undefined || !kind.namespaced) return object;
    const found = store.get('namespaces', namespace) as Namespace | undefined; // the resource tells the type
    if (found === undefined) return fail(notFoundStatus({ group: '', resource: 'namespaces' }, namespace));
    if (found.metadata?.deletionTimestamp === undefined && found.status?.phase !== 'Terminating') return object;
    const { failure: refusal } = forbid(attributes, object, `unable to create new content in namespace ${namespace} because it is being terminated`);
    return fail(failure(403, 'Forbidden', refusal.message ?? '', {
      ...refusal.details,
      causes: [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }],
    }));
  },
  validate(attributes) {
    const { operation, resource, name } = attributes;
    if (operation !== 'DELETE' || resource !== 'namespaces' || !IMMORTAL.has(name)) return undefined;
    return forbid(attributes, undefined, 'this namespace may not be deleted');
  },
};
