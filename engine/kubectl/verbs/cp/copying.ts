import { normalise, packTree, unpackTree } from '../../../script/index.ts';
import { finished, startTask } from '../../../time/index.ts';
import type { Task, Wait } from '../../../time/index.ts';
import { resolvePath } from '../../paths.ts';
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

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';
const inside = (folder: string, name: string): string => `${folder.replace(/\/+$/, '')}/${name}`;
const folderOf = (path: string): string => path.replace(/\/+$/, '').replace(/\/?[^/]*$/, '') || (path.startsWith('/') ? '/' : '.');

/** A folder as target takes the source under its own name. @k8s kubectl/pkg/cmd/cp/cp.go copyToPod */
export function* copyTo(context: KubectlContext, place: Place, from: string, to: string): Task<number> {
  const isFolder = (yield* call(context, place, ['test', '-d', to])).code === 0;
  const target = isFolder || to.endsWith('/') ? inside(to, baseName(from)) : to;
  const flags = context.flags.on('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : [];
  const archive = packTree(context.command, resolvePath(context.command, from), baseName(target));
  const result = yield* call(context, place, ['tar', ...flags, '-xmf', '-', '-C', folderOf(target)], archive);
  context.out(result.out);
  context.error(result.errors);
  if (result.code === 0) return 0;
  context.error(`command terminated with exit code ${result.code}\n`);
  return exit(result.code);
}

/** What tar says of a file that is not there is all that one hears of it. @k8s kubectl/pkg/cmd/cp/cp.go copyFromPod, untarAll */
export function* copyFrom(context: KubectlContext, place: Place, from: string, to: string): Task<number> {
  const { command } = context;
  const local = resolvePath(command, to);
  const target = command.machine.files.stat(local)?.type === 'directory' ? inside(local, baseName(from)) : local;
  const { out, errors } = yield* call(context, place, ['tar', 'cf', '-', from]);
  context.error(errors);
  const prefix = normalise(`/${from}`).slice(1);
  unpackTree(command, out, (name) => (name === prefix || prefix === '' ? target : name.startsWith(`${prefix}/`) ? inside(target, name.slice(prefix.length + 1)) : undefined));
  return 0;
}
