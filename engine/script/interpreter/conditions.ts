/** What `test`, `[` and `[[` can ask. */
import { allows } from '../files/access.ts';
import { absolute } from '../files/paths.ts';
import type { FileStat, Machine, ProcessHandle } from '../types.ts';

export type Asker = { readonly machine: Machine; readonly process: ProcessHandle; readonly directory: string; readonly tty: boolean };

const stat = (asker: Asker, path: string): FileStat | undefined => {
  if (path === '') return undefined;
  const real = asker.machine.files.realPath(absolute(asker.directory, path));
  return real === undefined ? undefined : asker.machine.files.stat(real);
};
const may = (bits: number) => (asker: Asker, path: string): boolean => {
  const found = stat(asker, path);
  if (found === undefined) return false;
  if (bits === 1 && found.type === 'file') return (found.mode & 0o111) !== 0 && allows(found, asker.process, 1);
  return allows(found, asker.process, bits);
};

export const UNARY: { readonly [operator: string]: (asker: Asker, operand: string) => boolean } = {
  '-n': (_, text) => text !== '', '-z': (_, text) => text === '',
  '-e': (asker, path) => stat(asker, path) !== undefined, '-a': (asker, path) => stat(asker, path) !== undefined,
  '-f': (asker, path) => stat(asker, path)?.type === 'file' && !path.startsWith('/dev/'), '-d': (asker, path) => stat(asker, path)?.type === 'directory',
  '-s': (asker, path) => (stat(asker, path)?.size ?? 0) > 0, '-r': may(4), '-w': may(2), '-x': may(1),
  '-L': (asker, path) => asker.machine.files.stat(absolute(asker.directory, path))?.type === 'symlink',
  '-h': (asker, path) => asker.machine.files.stat(absolute(asker.directory, path))?.type === 'symlink',
  '-c': (asker, path) => path.startsWith('/dev/') && stat(asker, path) !== undefined,
  '-b': () => false, '-p': () => false, '-S': () => false, '-g': (asker, path) => ((stat(asker, path)?.mode ?? 0) & 0o2000) !== 0, '-u': (asker, path) => ((stat(asker, path)?.mode ?? 0) & 0o4000) !== 0,
  '-O': (asker, path) => stat(asker, path)?.uid === asker.process.uid, '-G': (asker, path) => stat(asker, path)?.gid === asker.process.gid,
  '-t': (asker) => asker.tty,
};

/** Undefined: an operand is not an integer. */
function compareIntegers(operator: string, left: string, right: string): boolean | undefined {
  if (!/^\s*[-+]?\d+\s*$/.test(left) || !/^\s*[-+]?\d+\s*$/.test(right)) return undefined;
  const [a, b] = [BigInt(left.trim().replace(/^\+/, '')), BigInt(right.trim().replace(/^\+/, ''))];
  switch (operator) {
    case '-eq': return a === b;
    case '-ne': return a !== b;
    case '-lt': return a < b;
    case '-le': return a <= b;
    case '-gt': return a > b;
    default: return a >= b;
  }
}
export const INTEGER_OPERATORS = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);
export const BINARY_OPERATORS = new Set([...INTEGER_OPERATORS, '=', '==', '!=', '<', '>', '-nt', '-ot', '-ef']);

export function compare(asker: Asker, operator: string, left: string, right: string): boolean | undefined {
  if (INTEGER_OPERATORS.has(operator)) return compareIntegers(operator, left, right);
  switch (operator) {
    case '=': case '==': return left === right;
    case '!=': return left !== right;
    case '<': return left < right;
    case '>': return left > right;
    case '-nt': return (stat(asker, left)?.mtime ?? -1) > (stat(asker, right)?.mtime ?? -1);
    case '-ot': return (stat(asker, left)?.mtime ?? -1) < (stat(asker, right)?.mtime ?? -1);
    default: return asker.machine.files.realPath(absolute(asker.directory, left)) === asker.machine.files.realPath(absolute(asker.directory, right));
  }
}

/** The words of `test` (without `[` and `]`): truth, or a complaint. */
export function testWords(asker: Asker, words: readonly string[]): boolean | { readonly error: string } {
  let at = 0;
  const more = (): boolean => at < words.length;
  type Result = boolean | { readonly error: string };
  const not = (value: Result): Result => (typeof value === 'boolean' ? !value : value);

  function primary(): Result {
    const word = words[at];
    if (word === undefined) return false;
    const [operator, right] = [words[at + 1], words[at + 2]];
    if (operator !== undefined && right !== undefined && BINARY_OPERATORS.has(operator)) {
      at += 3;
      const result = compare(asker, operator, word, right);
      const bad = /^\s*[-+]?\d+\s*$/.test(word) ? right : word;
      return result ?? { error: `${bad}: ` };
    }
    if (word === '!' && words.length - at > 1) { at++; return not(primary()); }
    if (word === '(' && words.includes(')', at + 2)) {
      at++;
      const inner = either();
      if (words[at] !== ')') return { error: "missing )" };
      at++;
      return inner;
    }
    const unary = UNARY[word];
    if (unary !== undefined && operator !== undefined && !(operator === '-a' || operator === '-o') ) { at += 2; return unary(asker, operator); }
    at++;
    return word !== '';
  }
  function both(): Result {
    let value = primary();
    while (typeof value === 'boolean' && words[at] === '-a') { at++; const right = primary(); value = typeof right === 'boolean' ? value && right : right; }
    return value;
  }
  function either(): Result {
    let value = both();
    while (typeof value === 'boolean' && words[at] === '-o') { at++; const right = both(); value = typeof right === 'boolean' ? value || right : right; }
    return value;
  }
  const result = either();
  if (typeof result === 'boolean' && more()) return { error: `${words[at] ?? ''}: unknown operand` };
  return result;
}
