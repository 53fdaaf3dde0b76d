/** `pods/log`. @k8s pkg/registry/core/pod/rest/log.go, pkg/apis/core/validation ValidatePodLogOptions */
import { invalid, invalidStatus, type FieldError, type Pod } from '../../api/index.ts';
import { fail, isFailure, type Failure, type Query, type ResourceRequest, type ServerContext } from '../context.ts';
import { flag, whole } from '../query.ts';
import type { ApiResponse, LogOptions } from '../request.ts';
import { statusResponse } from '../respond.ts';
import { emptyReader } from '../../time/index.ts';
import { find } from '../verbs/find.ts';
import { containerOf, kubeletOf, kubeletRefusal } from './connect.ts';

const TEXT = { 'content-type': 'text/plain' };

export function podLog(context: ServerContext, request: ResourceRequest): ApiResponse {
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  const pod = found as Pod; // `find` looks among the pods
  const options = logOptions(pod, request);
  if (isFailure(options)) return statusResponse(options.failure);
  const node = pod.spec?.nodeName ?? '';
  if (node === '') return { type: 'stream', code: 200, headers: TEXT, body: emptyReader() }; // nothing can have been logged
  const kubelet = kubeletOf(context, node);
  if (isFailure(kubelet)) return statusResponse(kubelet.failure);
  const logs = kubelet.logs(request.namespace ?? '', request.name ?? '', options);
  return 'code' in logs ? kubeletRefusal(logs) : { type: 'stream', code: 200, headers: TEXT, body: logs };
}

function logOptions(pod: Pod, { query, name = '' }: ResourceRequest): LogOptions | Failure {
  const errors = numbersAbove(query);
  if (errors.length > 0) return fail(invalidStatus({ group: '', kind: 'PodLogOptions' }, name, errors));
  const chosen = containerOf(pod, query.get('container') ?? '');
  if (isFailure(chosen)) return chosen;
  const [tailLines, sinceSeconds, limitBytes, sinceTime] = [whole(query, 'tailLines'), whole(query, 'sinceSeconds'), whole(query, 'limitBytes'), query.get('sinceTime')];
  return {
    container: chosen.container, follow: flag(query, 'follow'), previous: flag(query, 'previous'), timestamps: flag(query, 'timestamps'),
    ...(tailLines === undefined ? {} : { tailLines }), ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
    ...(limitBytes === undefined ? {} : { limitBytes }), ...(sinceTime === undefined ? {} : { sinceTime }),
  };
}

function numbersAbove(query: Query): FieldError[] {
  const rule = (name: string, least: number, detail: string): FieldError[] => {
    const value = whole(query, name);
    return value !== undefined && value < least ? [invalid(name, value, detail)] : [];
  };
  return [
    ...rule('tailLines', 0, 'must be greater than or equal to 0'),
    ...rule('limitBytes', 1, 'must be greater than 0'),
    ...rule('sinceSeconds', 1, 'must be greater than 0'),
  ];
}
