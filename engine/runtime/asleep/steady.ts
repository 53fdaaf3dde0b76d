/** Programs whose start follows from their files and arguments alone, and which then wait to be asked: nothing of chance, names or the network. */
import type { Command } from '../../script/index.ts';

/** Whether that holds for these arguments; `find` leads to another program of the image that it goes on as. */
type When = (args: readonly string[], find: (name: string) => Command | undefined) => boolean;

const steady = new WeakMap<Command, When>();
const ALWAYS: When = () => true;

export function steadily(program: Command, when: When = ALWAYS): Command {
  steady.set(program, when);
  return program;
}

export const isSteady = (program: Command, args: readonly string[], find: (name: string) => Command | undefined): boolean => steady.get(program)?.(args, find) === true;

/** An entry point that goes on as the program that its arguments name. */
export const asItsArguments: When = ([name = '', ...args], find) => {
  const program = find(name);
  return program !== undefined && isSteady(program, args, find);
};
