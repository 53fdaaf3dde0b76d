/** `pods/portforward`. @k8s pkg/registry/core/pod/strategy.go PortForwardLocation, pkg/kubelet/server/server.go getPortForward */
import { badRequest, type Pod } from '../../api/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import type { ApiResponse } from '../request.ts';
import { statusResponse, textResponse } from '../respond.ts';
import { find } from '../verbs/find.ts';
import { kubeletOf } from './connect.ts';

export function portForward(context: ServerContext, request: ResourceRequest): ApiResponse {
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  const pod = found as Pod; // `find` looks among the pods
  const { namespace = '', name = '' } = request;
  const node = pod.spec?.nodeName ?? '';
  if (node === '') return statusResponse(badRequest(`pod ${name} does not have a host assigned`));
  const kubelet = kubeletOf(context, node);
  if (isFailure(kubelet)) return statusResponse(kubelet.failure);
  const forward = kubelet.portForward?.(namespace, name) ?? { code: 404, message: '404 page not found\n' };
  // The kubelet answers the upgrade itself: its text stands for itself, without a Status around it.
  return 'code' in forward ? textResponse(forward.code, forward.message) : { type: 'forward', code: 101, forward };
}
