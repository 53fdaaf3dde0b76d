/** Namespaces must exist before things are created in them, and three of them are not deleted. */
import { failure, notFoundStatus, type Namespace } from '../../api/index.ts';
import { fail } from '../context.ts';
import { forbid } from './forbid.ts';
import type { AdmissionPlugin } from './types.ts';

const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

/** @k8s apiserver/pkg/admission/plugin/namespace/lifecycle; golden controllers/ns-create-and-errors, ns-delete-with-content */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  idle: (operation) => operation !== 'CREATE' && operation !== 'DELETE',
  check(attributes, object, { store }) {
    const { operation, resource, kind, namespace, name } = attributes;
    if (operation === 'DELETE' && resource === 'namespaces' && IMMORTAL.has(name)) return forbid(attributes, undefined, 'this namespace may not be deleted');
    // Parts of objects count, too: nothing is evicted, bound or given a token in a namespace that goes.
    if (operation !== 'CREATE' || namespace === undefined || !kind.namespaced) return undefined;
    const found = store.get('namespaces', namespace) as Namespace | undefined; // the resource tells the type
    if (found === undefined) return fail(notFoundStatus({ group: '', resource: 'namespaces' }, namespace));
    if (found.metadata?.deletionTimestamp === undefined && found.status?.phase !== 'Terminating') return undefined;
    const { failure: refusal } = forbid(attributes, object, `unable to create new content in namespace ${namespace} because it is being terminated`);
    return fail(failure(403, 'Forbidden', refusal.message ?? '', {
      ...refusal.details,
      causes: [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }],
    }));
  },
};
