import { finished, startTask } from '../../../time/index.ts';
import type { Task, Wait } from '../../../time/index.ts';
import { readText, resolvePath } from '../../paths.ts';
import { exit, fail } from '../../problems.ts';
import { sessionOf } from '../../sessions.ts';
import type { KubectlContext } from '../../verb.ts';
import { execPath } from '../exec.ts';

export type Place = { readonly namespace: string; readonly pod: string; readonly container: string };
type Result = { readonly code: number; readonly out: string; readonly errors: string };

/** One command in the container, with its input. */
function* call(context: KubectlContext, place: Place, command: readonly string[], input?: string): Task<Result> {
  const session = sessionOf(context.api.send('GET', execPath({ ...place, command, stdin: input !== undefined, tty: false })));
  let ending: { readonly code: number; readonly error?: string } | undefined;
  const ended: Wait = (wake) => { session.onExit((result) => { ending = result; wake(); }); return () => undefined; };
  const [out, errors] = [startTask(context.clock, session.stdout.readAll()), startTask(context.clock, session.stderr.readAll())];
  try {
    if (input !== undefined) { session.stdin.write(input); session.stdin.close(); }
    yield ended;
    yield finished(out);
    yield finished(errors);
  } finally {
    out.cancel();
    errors.cancel();
    if (ending === undefined) session.kill();
  }
  if (ending?.error !== undefined) fail(`Internal error occurred: Internal error occurred: error executing command in container: ${ending.error}`);
  return { code: ending?.code ?? 0, out: out.result ?? '', errors: errors.result ?? '' };
}

/** The words of the command that failed, and its code. */
function check(context: KubectlContext, result: Result): Result {
  if (result.code === 0) return result;
  context.error(`${result.errors}command terminated with exit code ${result.code}\n`);
  return exit(result.code);
}

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';
const inside = (folder: string, name: string): string => `${folder.replace(/\/+$/, '')}/${name}`;

/** A folder as target takes the source under its own name. */
export function* copyTo(context: KubectlContext, place: Place, from: string, to: string): Task<number> {
  const isFolder = (yield* call(context, place, ['test', '-d', to])).code === 0;
  yield* upload(context, place, resolvePath(context.command, from), isFolder || to.endsWith('/') ? inside(to, baseName(from)) : to);
  return 0;
}

function* upload(context: KubectlContext, place: Place, from: string, to: string): Task<void> {
  const { files } = context.command.machine;
  if (files.stat(from)?.type !== 'directory') {
    check(context, yield* call(context, place, ['sh', '-c', 'cat > "$0"', to], readText(context.command, from)));
    return;
  }
  check(context, yield* call(context, place, ['mkdir', '-p', to]));
  for (const name of [...files.list(from)].sort()) yield* upload(context, place, inside(from, name), inside(to, name));
}

export function* copyFrom(context: KubectlContext, place: Place, from: string, to: string): Task<number> {
  const local = resolvePath(context.command, to);
  const { files } = context.command.machine;
  yield* download(context, place, from, files.stat(local)?.type === 'directory' ? inside(local, baseName(from)) : local);
  return 0;
}

function* download(context: KubectlContext, place: Place, from: string, to: string): Task<void> {
  const { files } = context.command.machine;
  if ((yield* call(context, place, ['test', '-d', from])).code !== 0) {
    files.write(to, check(context, yield* call(context, place, ['cat', from])).out);
    return;
  }
  files.makeDirectory(to, { parents: true });
  const names = check(context, yield* call(context, place, ['ls', '-A', from])).out.split('\n').filter((name) => name !== '');
  for (const name of names) yield* download(context, place, inside(from, name), inside(to, name));
}
