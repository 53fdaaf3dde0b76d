import { KINDS } from '../../api/index.ts';
import { noPodName, type Fault } from './fault.ts';

/** As `kubectl delete pod`, with the pod's own grace period. */
export const podDelete: Fault = {
  name: 'pod-delete',
  target: 'pod',
  apply({ context }, target) {
    const [namespace = '', name = '', ...rest] = target.split('/');
    if (namespace === '' || name === '' || rest.length > 0) return noPodName(target);
    const result = context.client.delete(KINDS.Pod, namespace, name, { by: 'fault', rule: 'delete a pod', cause: `pods/${target}` });
    return result.ok ? undefined : result.status.message;
  },
};
