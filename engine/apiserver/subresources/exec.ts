/** `pods/exec` and `pods/attach`. @k8s pkg/registry/core/pod/strategy.go ExecLocation */
import { badRequest, type Pod } from '../../api/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { flag } from '../query.ts';
import type { ApiResponse } from '../request.ts';
import { statusResponse, textResponse } from '../respond.ts';
import { find } from '../verbs/find.ts';
import { containerOf, kubeletOf } from './connect.ts';

export function execOrAttach(context: ServerContext, request: ResourceRequest): ApiResponse {
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  const pod = found as Pod; // `find` looks among the pods
  const { query, namespace = '', name = '' } = request;
  const command = query.all('command');
  if (request.subresource === 'exec' && command.length === 0) return statusResponse(badRequest('you must specify at least one command for the container'));
  const chosen = containerOf(pod, query.get('container') ?? '');
  if (isFailure(chosen)) return statusResponse(chosen.failure);
  const node = pod.spec?.nodeName ?? '';
  if (node === '') return statusResponse(badRequest(`pod ${name} does not have a host assigned`));
  const kubelet = kubeletOf(context, node);
  if (isFailure(kubelet)) return statusResponse(kubelet.failure);
  const options = { container: chosen.container, stdin: flag(query, 'stdin'), tty: flag(query, 'tty') };
  const session = request.subresource === 'exec' ? kubelet.exec(namespace, name, { ...options, command }) : kubelet.attach(namespace, name, options);
  // The kubelet answers the upgrade itself: its text stands for itself, without a Status around it.
  return 'code' in session ? textResponse(session.code, session.message) : { type: 'session', code: 101, session };
}
