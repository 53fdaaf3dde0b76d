import { childOf } from '../files/paths.ts';
import type { CommandContext } from '../types.ts';
import { badOptions, complain, pathIn, tryFile, type CommandMaker, type Flavour } from './common.ts';
import { parseOptions } from './options.ts';

/** Removes from the leaves up, so that what can go goes. */
function removeTree(context: CommandContext, flavour: Flavour, name: string, force: boolean): number {
  const { files } = context.machine;
  const path = pathIn(context, name);
  let status = 0;
  const words = (reason: string): string => (flavour === 'gnu' ? `cannot remove '${name}': ${reason}` : `can't remove '${name}': ${reason}`);
  if (files.stat(path)?.type === 'directory') {
    status = tryFile(context, () => { for (const entry of files.list(path)) status = removeTree(context, flavour, childOf(name.replace(/\/$/, ''), entry), force) || status; }, words) || status;
    if (status !== 0) return status;
  }
  return tryFile(context, () => files.remove(path), words) || status;
}

export const makeRm: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'rRfivd', long: { recursive: 'r', force: 'f', verbose: 'v', interactive: 'i' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const recursive = options.flags.has('r') || options.flags.has('R');
  const force = options.flags.has('f');
  if (options.operands.length === 0 && !force) return complain(context, 'missing operand');
  let status = 0;
  for (const name of options.operands) {
    const path = pathIn(context, name);
    const stat = context.machine.files.stat(path);
    if (stat === undefined) { if (!force) status = complain(context, flavour === 'gnu' ? `cannot remove '${name}': No such file or directory` : `can't remove '${name}': No such file or directory`); continue; }
    if (path === '/') { status = complain(context, flavour === 'gnu' ? "it is dangerous to operate recursively on '/'" : "can't remove '/': Device or resource busy"); continue; }
    if (stat.type === 'directory' && !recursive && !options.flags.has('d')) { status = complain(context, flavour === 'gnu' ? `cannot remove '${name}': Is a directory` : `'${name}' is a directory`); continue; }
    status = removeTree(context, flavour, name, force) || status;
  }
  return status;
};
