/** Tab: commands, variables, files, and what a command knows about its own words. */
import { absolute, FileError, type Machine, type Shell } from '../script/index.ts';

/** Candidates for the word under the cursor; undefined leaves it to file names. `words` begins with the command. */
export type Completer = (words: readonly string[], cursorWord: string) => readonly string[] | undefined;
export type Completion = { readonly from: number; readonly to: number; readonly candidates: readonly string[] };

const BUILTINS = ['alias', 'bg', 'cd', 'declare', 'echo', 'eval', 'exec', 'exit', 'export', 'fg', 'history', 'jobs', 'kill', 'printf', 'pwd', 'read', 'set', 'source', 'test', 'trap', 'type', 'unalias', 'unset', 'wait'];

/** The words of the command that the cursor is in; the last one is being typed. */
export function wordsAt(text: string): readonly string[] {
  let words: string[] = [''];
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    const last = words.length - 1;
    if (quote !== '') { if (c === quote) quote = ''; else words[last] += c; continue; }
    if (c === '"' || c === "'") quote = c;
    else if (c === '\\') words[last] += text[++i] ?? '';
    else if ('|;&('.includes(c)) words = [''];
    else if (/\s/.test(c)) { if (words[last] !== '') words.push(''); }
    else words[last] += c;
  }
  return words;
}

function fileNames(machine: Machine, directory: string, word: string, only?: 'directory'): string[] {
  const slash = word.lastIndexOf('/') + 1;
  const [parent, prefix] = [word.slice(0, slash), word.slice(slash)];
  const { files } = machine;
  const at = absolute(directory, parent === '' ? '.' : parent);
  let names: readonly string[];
  try { names = files.list(at); } catch (error) { if (error instanceof FileError) return []; throw error; }
  return names.filter((name) => name.startsWith(prefix) && (prefix.startsWith('.') || !name.startsWith('.'))).flatMap((name) => {
    const real = files.realPath(absolute(at, name));
    const isDirectory = real !== undefined && files.stat(real)?.type === 'directory';
    return only === 'directory' && !isDirectory ? [] : [`${parent}${name}${isDirectory ? '/' : ''}`];
  });
}

const startingWith = (list: Iterable<string>, prefix: string): string[] => [...new Set(list)].filter((one) => one.startsWith(prefix)).sort();

export function complete(shell: Shell, completers: ReadonlyMap<string, Completer>, line: string, cursor: number): Completion {
  const words = wordsAt(line.slice(0, cursor));
  const word = words.at(-1) ?? '';
  // Quotes and escapes make the typed word longer than its text.
  const typed = /(?:[^\s|;&("'\\]|\\.|"[^"]*"?|'[^']*'?)*$/.exec(line.slice(0, cursor))?.[0] ?? '';
  const from = cursor - typed.length;
  const done = (candidates: readonly string[]): Completion => ({ from, to: cursor, candidates });
  const variable = /^(.*\$\{?)([A-Za-z_]\w*)?$/.exec(word);
  if (variable !== null) {
    const head = variable[1] ?? '';
    return done(startingWith(shell.variables.keys(), variable[2] ?? '').map((name) => `${head}${name}${head.endsWith('{') ? '}' : ''}`));
  }
  const { machine, directory } = shell;
  if (words.length === 1 && !word.includes('/')) return done(startingWith([...BUILTINS, ...shell.aliases.keys(), ...shell.functions.keys(), ...machine.programNames()], word));
  const alias = shell.aliases.get(words[0] ?? '');
  const full = alias === undefined ? words : [...alias.split(/\s+/), ...words.slice(1)];
  const own = completers.get(full[0] ?? '')?.(full, word);
  if (own !== undefined) return done(startingWith(own, word));
  const home = shell.variables.get('HOME')?.value ?? '/';
  if (word.startsWith('~/')) return done(fileNames(machine, directory, home + word.slice(1)).map((name) => `~${name.slice(home.length)}`));
  return done(fileNames(machine, directory, word, full[0] === 'cd' ? 'directory' : undefined));
}
