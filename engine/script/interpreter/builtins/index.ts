/** The builtins by name; dialects without one are listed in simple.ts. */
import type { Builtin } from './builtin.ts';
import { cd, history, pwd, times, ulimit, umask } from './directories.ts';
import { breakLoop, command, continueLoop, evaluate, exec, exit, getopts, let_, no, nothing, returnFrom, source, type } from './flow.ts';
import { echo, printf, read, test } from './io.ts';
import { bg, fg, jobs, kill, trap, wait } from './jobs.ts';
import { SPECIAL_NAMES } from './names.ts';
import { alias, declare, exportNames, local, mapfile, readonlyNames, set, shift, unalias, unset } from './variables.ts';

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['.', source], [':', nothing], ['[', test], ['alias', alias], ['bg', bg], ['break', breakLoop], ['builtin', command], ['cd', cd], ['command', command],
  ['continue', continueLoop], ['declare', declare], ['disown', nothing], ['echo', echo], ['eval', evaluate], ['exec', exec], ['exit', exit], ['export', exportNames],
  ['false', no], ['fg', fg], ['getopts', getopts], ['hash', nothing], ['history', history], ['jobs', jobs], ['kill', kill], ['let', let_], ['local', local],
  ['mapfile', mapfile], ['printf', printf], ['pwd', pwd], ['read', read], ['readarray', mapfile], ['readonly', readonlyNames], ['return', returnFrom], ['set', set],
  ['shift', shift], ['shopt', nothing], ['source', source], ['test', test], ['times', times], ['trap', trap], ['true', nothing], ['type', type], ['typeset', declare],
  ['ulimit', ulimit], ['umask', umask], ['unalias', unalias], ['unset', unset], ['wait', wait],
]);
export const SPECIAL_BUILTINS = SPECIAL_NAMES;
