import { badOptions, complain, pathIn, tryFile, type CommandMaker } from './common.ts';
import { parseMode } from './modes.ts';
import { lastValue, parseOptions } from './options.ts';

export const makeMkdir: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'pvm:', long: { parents: 'p', verbose: 'v', mode: 'm' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  if (options.operands.length === 0) return complain(context, 'missing operand');
  const mode = lastValue(options, 'm');
  let status = 0;
  for (const name of options.operands) {
    const wanted = mode === undefined ? undefined : parseMode(mode, 0o777);
    status = tryFile(context, () => context.machine.files.makeDirectory(pathIn(context, name), { parents: options.flags.has('p'), ...(wanted === undefined ? {} : { mode: wanted }) }),
      (reason) => `${flavour === 'gnu' ? 'cannot' : "can't"} create directory '${name}': ${reason}`) || status;
  }
  return status;
};

export const makeRmdir: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'pv', long: { parents: 'p' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  let status = 0;
  for (const name of options.operands) {
    const path = pathIn(context, name);
    const { files } = context.machine;
    const words = (reason: string): string => (flavour === 'gnu' ? `failed to remove '${name}': ${reason}` : `'${name}': ${reason}`);
    const stat = files.stat(path);
    if (stat?.type !== 'directory') status = complain(context, words(stat === undefined ? 'No such file or directory' : 'Not a directory'));
    else status = tryFile(context, () => files.remove(path), words) || status;
  }
  return status;
};
