/** Server-side apply. */
import { unsupportedMediaType, type KubeObject } from '../../api/index.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext, type Written } from '../context.ts';
import type { Change } from '../write.ts';

export function serverSideApply(_context: ServerContext, _request: ResourceRequest, _changeOf: (next: KubeObject) => Change, _force: boolean): Written | Failure {
  return fail(unsupportedMediaType('apply'));
}
