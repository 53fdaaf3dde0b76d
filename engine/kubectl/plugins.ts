/** Programs `kubectl-…` on the PATH are verbs too. @k8s kubectl/pkg/cmd/cmd.go HandlePluginCommand, kubectl/pkg/cmd/plugin/plugin.go */
import type { CommandContext } from '../script/index.ts';
import type { Task, Wait } from '../time/index.ts';
import type { Place } from './paths.ts';

const PREFIX = 'kubectl-';
const EXECUTABLE = 0o111;

const foldersOf = (place: Place): string[] => [...new Set((place.environment.get('PATH') ?? '').split(':'))].filter((folder) => folder.trim() !== '');
const isExecutable = (place: Place, path: string): boolean => { const stat = place.machine.files.stat(place.machine.files.realPath(path) ?? path); return stat?.type === 'file' && (stat.mode & EXECUTABLE) !== 0; };

export type Listed = { readonly plugins: readonly string[]; /** Why folders of the PATH were left out. */ readonly skipped: readonly string[] };

/** All that are called like a plugin, executable or not, in the order of the PATH. */
export function listPlugins(place: Place): Listed {
  const { files } = place.machine;
  const skipped: string[] = [];
  const plugins = foldersOf(place).flatMap((folder) => {
    const real = files.realPath(folder);
    if (real === undefined || files.stat(real)?.type !== 'directory') { skipped.push(`Unable to read directory ${JSON.stringify(folder)} from your PATH: open ${folder}: no such file or directory. Skipping...`); return []; }
    return [...files.list(real)].sort().filter((name) => name.startsWith(PREFIX) && files.stat(`${folder}/${name}`)?.type !== 'directory').map((name) => `${folder}/${name}`);
  });
  return { plugins, skipped };
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What stands in the way of the plugins, in their order. @param isVerb knows kubectl's own words */
export function pluginWarnings(place: Place, plugins: readonly string[], isVerb: (words: readonly string[]) => boolean): (readonly string[])[] {
  const seen = new Map<string, string>();
  return plugins.map((path) => {
    const name = baseName(path);
    const words = name.slice(PREFIX.length).split('-').map((word) => word.replaceAll('_', '-'));
    const warnings: string[] = isVerb(words) ? [`warning: ${name} overwrites existing command: ${JSON.stringify(`kubectl ${words.join(' ')}`)}`] : [];
    if (!isExecutable(place, path)) warnings.push(`warning: ${path} identified as a kubectl plugin, but it is not executable`);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, path);
    else warnings.push(`warning: ${path} is overshadowed by a similarly named plugin: ${first}`);
    return warnings;
  });
}

/** The longest name wins: `kubectl a b` is kubectl-a-b before kubectl-a. */
export function findPlugin(place: Place, words: readonly string[]): { readonly path: string; readonly args: readonly string[] } | undefined {
  const named = words.findIndex((word) => word.startsWith('-'));
  for (let count = named < 0 ? words.length : named; count > 0; count--) {
    const name = `${PREFIX}${words.slice(0, count).map((word) => word.replaceAll('-', '_')).join('-')}`;
    const folder = foldersOf(place).find((each) => isExecutable(place, `${each}/${name}`));
    if (folder !== undefined) return { path: `${folder}/${name}`, args: words.slice(count) };
  }
  return undefined;
}

/** Its exit code; undefined if it cannot be started. */
export function* runPlugin(command: CommandContext, path: string, args: readonly string[]): Task<number | undefined> {
  const spawned = command.machine.processes.spawn({
    command: [path, ...args], environment: command.environment, directory: command.directory,
    stdin: command.stdin, stdout: command.stdout, stderr: command.stderr, tty: command.tty, parent: command.process.pid,
  });
  if ('error' in spawned) return undefined;
  let code = 0;
  const ended: Wait = (wake) => { spawned.onExit((exit) => { code = exit.code; wake(); }); return () => undefined; };
  yield ended;
  return code;
}
