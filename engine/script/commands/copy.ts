import { copyTree } from '../files/createFiles.ts';
import { childOf, nameOf, normalise } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { openRead, openWrite } from '../streams.ts';
import { send } from '../pipe.ts';
import type { CommandContext } from '../types.ts';
import { badOptions, complain, pathIn, tryFile, type CommandMaker, type Flavour } from './common.ts';
import { lastValue, parseOptions, type Options } from './options.ts';

type Move = { readonly sources: readonly string[]; readonly into: boolean; readonly target: string };

/** What goes where: into a directory, or under a new name. */
function plan(context: CommandContext, flavour: Flavour, options: Options): Move | number {
  const given = lastValue(options, 't');
  const sources = given === undefined ? options.operands.slice(0, -1) : options.operands;
  const target = given ?? options.operands.at(-1);
  if (target === undefined || options.operands.length === 0) return complain(context, flavour === 'gnu' ? 'missing file operand' : 'missing operand');
  if (sources.length === 0) return complain(context, flavour === 'gnu' ? `missing destination file operand after '${target}'` : 'missing operand');
  const { files } = context.machine;
  const real = files.realPath(pathIn(context, target));
  const into = real !== undefined && files.stat(real)?.type === 'directory' && !options.flags.has('T');
  if (!into && sources.length > 1) return complain(context, flavour === 'gnu' ? `target '${target}': Not a directory` : `target '${target}' is not a directory`);
  return { sources, into, target };
}

export const makeCp: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'arRfpdLPTvnit:', long: { recursive: 'r', archive: 'a', force: 'f', preserve: 'p', verbose: 'v', 'no-clobber': 'n', 'target-directory': 't' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const move = plan(context, flavour, options);
  if (typeof move === 'number') return move;
  const { files } = context.machine;
  const recursive = ['a', 'r', 'R'].some((flag) => options.flags.has(flag));
  const stat = flavour === 'gnu' ? 'cannot stat' : "can't stat";
  const create = flavour === 'gnu' ? 'cannot create regular file' : "can't create";
  let status = 0;
  for (const source of move.sources) {
    const from = files.realPath(pathIn(context, source));
    if (from === undefined) { status = complain(context, `${stat} '${source}': No such file or directory`); continue; }
    const shown = move.into ? childOf(move.target.replace(/\/$/, ''), nameOf(normalise(source))) : move.target;
    const to = pathIn(context, shown);
    const found = files.stat(from);
    if (found?.type === 'directory' && !recursive) { status = complain(context, flavour === 'gnu' ? `-r not specified; omitting directory '${source}'` : `omitting directory '${source}'`); continue; }
    if (found?.type === 'directory' && (to === from || to.startsWith(`${from}/`))) { status = complain(context, flavour === 'gnu' ? `cannot copy a directory, '${source}', into itself, '${shown}'` : 'recursion detected, omitting directory'); continue; }
    if (options.flags.has('n') && files.realPath(to) !== undefined) continue;
    if (from === files.realPath(to)) { status = complain(context, `'${source}' and '${shown}' are the same file`); continue; }
    if (/^\/(dev|proc)\//.test(from) || to.startsWith('/dev/')) {
      try { yield* send(openWrite(context, to, false), yield* openRead(context, from).readAll()); } catch (error) { if (!(error instanceof FileError)) throw error; status = complain(context, `${create} '${shown}': ${error.reason}`); }
    } else status = tryFile(context, () => copyTree(files, from, to), (reason) => `${create} '${shown}': ${reason}`) || status;
  }
  return status;
};

export const makeMv: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'fivnTt:', long: { force: 'f', verbose: 'v', 'no-clobber': 'n', 'target-directory': 't' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const move = plan(context, flavour, options);
  if (typeof move === 'number') return move;
  const { files } = context.machine;
  let status = 0;
  for (const source of move.sources) {
    const from = pathIn(context, source);
    const shown = move.into ? childOf(move.target.replace(/\/$/, ''), nameOf(normalise(source))) : move.target;
    if (files.stat(from) === undefined) { status = complain(context, flavour === 'gnu' ? `cannot stat '${source}': No such file or directory` : `can't rename '${source}': No such file or directory`); continue; }
    if (options.flags.has('n') && files.stat(pathIn(context, shown)) !== undefined) continue;
    status = tryFile(context, () => files.rename(from, pathIn(context, shown)), (reason) => (flavour === 'gnu' ? `cannot move '${source}' to '${shown}': ${reason}` : `can't rename '${source}': ${reason}`)) || status;
  }
  return status;
};

export const makeLn: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'sfnTvrb', long: { symbolic: 's', force: 'f', 'no-dereference': 'n' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const [target, name = nameOf(normalise(target ?? ''))] = options.operands;
  if (target === undefined) return complain(context, 'missing file operand');
  const { files } = context.machine;
  const place = files.stat(files.realPath(pathIn(context, name)) ?? '/\0')?.type === 'directory' && !options.flags.has('n') ? childOf(pathIn(context, name), nameOf(normalise(target))) : pathIn(context, name);
  if (options.flags.has('f') && files.stat(place) !== undefined) files.remove(place);
  const kind = options.flags.has('s') ? 'symbolic link' : 'hard link';
  return tryFile(context, () => { if (options.flags.has('s')) files.symlink(target, place); else copyTree(files, pathIn(context, target), place); },
    (reason) => (flavour === 'gnu' ? `failed to create ${kind} '${name}': ${reason}` : `${name}: ${reason}`));
};
