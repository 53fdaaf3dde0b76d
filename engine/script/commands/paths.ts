/** basename, dirname, readlink, realpath, mktemp, which, pwd. */
import { childOf, nameOf, normalise } from '../files/paths.ts';
import { send } from '../pipe.ts';
import { badOptions, complain, pathIn, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';

const base = (path: string): string => { const trimmed = path.replace(/\/+$/, ''); return trimmed === '' ? '/' : nameOf(trimmed); };

export const makeBasename: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'as:z', long: { multiple: 'a', suffix: 's' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const [first, second] = options.operands;
  if (first === undefined) return complain(context, 'missing operand');
  const suffix = lastValue(options, 's') ?? (options.flags.has('a') ? '' : second ?? '');
  for (const name of options.flags.has('a') || options.flags.has('s') ? options.operands : [first]) {
    const text = base(name);
    yield* send(context.stdout, `${suffix !== '' && text.endsWith(suffix) && text !== suffix ? text.slice(0, -suffix.length) : text}\n`);
  }
  return 0;
};

export const makeDirname: CommandMaker = () => function* (context) {
  if (context.args.length === 0) return complain(context, 'missing operand');
  for (const name of context.args) {
    const trimmed = name.replace(/\/+$/, '');
    const at = trimmed.lastIndexOf('/');
    yield* send(context.stdout, `${trimmed === '' && name !== '' ? '/' : at < 0 ? '.' : trimmed.slice(0, at).replace(/\/+$/, '') || '/'}\n`);
  }
  return 0;
};

export const makeReadlink: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'fnemsv', long: { canonicalize: 'f' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  let status = 0;
  for (const name of options.operands) {
    const path = pathIn(context, name);
    const text = options.flags.has('f') || options.flags.has('e') || options.flags.has('m') ? context.machine.files.realPath(path) ?? (options.flags.has('e') ? undefined : normalise(path)) : context.machine.files.stat(path)?.target;
    if (text === undefined) status = 1; else yield* send(context.stdout, `${text}${options.flags.has('n') ? '' : '\n'}`);
  }
  return status;
};

export const makeRealpath: CommandMaker = (flavour) => function* (context) {
  let status = 0;
  for (const name of parseOptions(context.args, { short: 'emsqL' }).operands) {
    const real = context.machine.files.realPath(pathIn(context, name));
    if (real === undefined) status = complain(context, flavour === 'gnu' ? `${name}: No such file or directory` : `${name}: No such file or directory`);
    else yield* send(context.stdout, `${real}\n`);
  }
  return status;
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export const makeMktemp: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'dp:qtu', long: { directory: 'd', tmpdir: 'p' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const template = options.operands[0] ?? (flavour === 'gnu' ? 'tmp.XXXXXXXXXX' : 'tmp.XXXXXX');
  const inTemporary = options.operands.length === 0 || options.flags.has('p') || options.flags.has('t');
  const { files, random } = context.machine;
  for (;;) {
    const name = template.replace(/X{3,}$/, (run) => Array.from(run, () => LETTERS[random.int('mktemp', 0, LETTERS.length - 1)]).join(''));
    const shown = inTemporary ? childOf(lastValue(options, 'p') ?? context.environment.get('TMPDIR') ?? '/tmp', name) : name;
    const path = pathIn(context, shown);
    if (files.stat(path) !== undefined) continue;
    if (options.flags.has('d')) files.makeDirectory(path, { mode: 0o700 }); else files.write(path, '', { mode: 0o600 });
    yield* send(context.stdout, `${shown}\n`);
    return 0;
  }
};

export const makeWhich: CommandMaker = () => function* (context) {
  let status = 0;
  for (const name of parseOptions(context.args, { short: 'as' }).operands) {
    const path = context.machine.which(name.includes('/') ? pathIn(context, name) : name, context.environment);
    if (path === undefined) status = 1; else yield* send(context.stdout, `${path}\n`);
  }
  return status;
};

export const makePwd: CommandMaker = () => function* (context) {
  yield* send(context.stdout, `${context.directory}\n`);
  return 0;
};
