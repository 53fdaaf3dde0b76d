/** Names that every dialect runs itself; in a file of its own because `type` asks for them. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set([
  '.', ':', '[', 'alias', 'bg', 'break', 'builtin', 'cd', 'command', 'continue', 'declare', 'echo', 'eval', 'exec', 'exit', 'export', 'false', 'fg', 'getopts', 'hash', 'history',
  'jobs', 'kill', 'let', 'local', 'mapfile', 'printf', 'pwd', 'read', 'readarray', 'readonly', 'return', 'set', 'shift', 'shopt', 'source', 'test', 'times', 'trap', 'true', 'type',
  'typeset', 'ulimit', 'umask', 'unalias', 'unset', 'wait',
]);
/** A failed redirection of one of these ends a POSIX shell. */
export const SPECIAL_NAMES: ReadonlySet<string> = new Set(['.', ':', 'break', 'continue', 'eval', 'exec', 'exit', 'export', 'readonly', 'return', 'set', 'shift', 'times', 'trap', 'unset']);
