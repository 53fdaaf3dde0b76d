/** PS1, with bash's and busybox' escapes. */
import { valueOf, type Shell } from './shell.ts';

const DEFAULTS = { ash: '\\w \\$ ', bash: '\\u@\\h:\\w\\$ ', dash: '\\$ ' } as const;

export function prompt(shell: Shell): string {
  const home = valueOf(shell, 'HOME');
  const { directory } = shell;
  const short = home !== undefined && home !== '/' && (directory === home || directory.startsWith(`${home}/`)) ? `~${directory.slice(home.length)}` : directory;
  const time = new Date(shell.machine.clock.now).toISOString().slice(11, 19);
  const values: { readonly [letter: string]: string } = {
    u: shell.machine.userName(shell.process.uid) ?? 'I have no name!', h: shell.machine.hostname.split('.')[0] ?? '', H: shell.machine.hostname,
    w: short, W: short === '/' || short.startsWith('~') && !short.includes('/') ? short : short.slice(short.lastIndexOf('/') + 1),
    $: shell.process.uid === 0 ? '#' : '$', n: '\n', s: shell.dialect === 'bash' ? 'bash' : 'sh', v: '5.2', t: time, A: time.slice(0, 5), '[': '', ']': '', e: '\x1b', '\\': '\\',
  };
  return (valueOf(shell, 'PS1') ?? DEFAULTS[shell.dialect]).replace(/\\(.)/g, (all, letter: string) => values[letter] ?? all);
}
