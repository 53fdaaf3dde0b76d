/** Programs by absolute path: `/bin/ls`. */
import { childOf } from './files/paths.ts';
import type { Command } from './types.ts';

type Commands = { readonly [name: string]: Command };
export type Programs = ReadonlyMap<string, Command>;

/** A directory's worth of programs: `programsIn('/bin', BUSYBOX_COMMANDS)`. */
export const programsIn = (directory: string, commands: Commands): Map<string, Command> =>
  new Map(Object.entries(commands).map(([name, command]) => [childOf(directory, name), command]));

/** The same, made when somebody looks for one: of a thousand nodes, few are ever logged in to. */
export const programsLater = (directory: string, commands: () => Commands): Programs => new LaterPrograms(() => programsIn(directory, commands()));

class LaterPrograms implements Programs {
  private made: Programs | undefined;
  private readonly make: () => Programs;
  constructor(make: () => Programs) { this.make = make; }
  private get all(): Programs { return this.made ??= this.make(); }
  get size(): number { return this.all.size; }
  get(path: string): Command | undefined { return this.all.get(path); }
  has(path: string): boolean { return this.all.has(path); }
  keys(): ReturnType<Programs['keys']> { return this.all.keys(); }
  values(): ReturnType<Programs['values']> { return this.all.values(); }
  entries(): ReturnType<Programs['entries']> { return this.all.entries(); }
  [Symbol.iterator](): ReturnType<Programs['entries']> { return this.all.entries(); }
  forEach(each: Parameters<Programs['forEach']>[0]): void { this.all.forEach(each); }
}
