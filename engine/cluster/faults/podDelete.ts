import { KINDS } from '../../api/index.ts';
import type { Fault } from './fault.ts';

/** As `kubectl delete pod`, with the pod's own grace period. */
export const podDelete: Fault = {
  name: 'pod-delete',
  target: 'pod',
  apply({ context }, target) {
    const [namespace = 'default', name = ''] = target.split('/');
    const result = context.client.delete(KINDS.Pod, namespace, name, { by: 'fault', rule: 'delete a pod', cause: `pods/${target}` });
    return result.ok ? undefined : result.status.message;
  },
};
