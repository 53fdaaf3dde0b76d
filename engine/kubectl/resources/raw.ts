/** `--raw`: one request to a path, the answer as it is. */
import type { Status } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { textStatus } from '../api.ts';
import type { Method } from '../api.ts';
import { readText, resolvePath } from '../paths.ts';
import { Failure, fail, statusProblem } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { awaited } from '../verbs/proxy/answer.ts';
import { parseJson } from './json.ts';

/** What `-f` of a raw request names: one file. @k8s kubectl/pkg/rawhttp/raw.go */
export function* rawBody(context: KubectlContext, file: string): Task<Json | undefined> {
  if (file === '') return undefined;
  const { command } = context;
  if (file !== '-' && command.machine.files.realPath(resolvePath(command, file)) === undefined) fail(`open ${file}: no such file or directory`);
  const text = file === '-' ? yield* command.stdin.readAll() : readText(command, file);
  return parseJson(text) ?? text;
}

export function* rawTask(context: KubectlContext, method: Method, path: string, body?: Json): Task<number> {
  if (!path.startsWith('/') && !/^[a-z]+:\/\//.test(path)) fail(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: invalid URI for request`);
  const first = context.api.send(method, path, body === undefined ? {} : { body });
  const response = first.type === 'later' ? yield* awaited(first) : first;
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
