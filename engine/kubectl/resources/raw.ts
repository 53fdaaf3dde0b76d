/** `--raw`: one request to a path, the answer as it is. */
import type { Status } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { textStatus } from '../api.ts';
import type { Method } from '../api.ts';
import { Failure, statusProblem } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';

export function* rawTask(context: KubectlContext, method: Method, path: string, body?: Json): Task<number> {
  const response = context.api.send(method, path, body === undefined ? {} : { body });
  if (response.type === 'stream') {
    for (let text = yield* response.body.read(); text !== undefined; text = yield* response.body.read()) context.out(text);
    return 0;
  }
  if (response.code >= 400) {
    throw new Failure(statusProblem(response.type === 'object' ? (response.body as Status) : textStatus(response)));
  }
  if (response.type === 'object') {
    // `/version` is the one answer that the server indents.
    context.out(path === '/version' ? JSON.stringify(response.body, undefined, 2) : `${JSON.stringify(response.body)}\n`);
  } else if (response.type === 'text') context.out(response.body);
  return 0;
}
