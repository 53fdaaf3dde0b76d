/** See engine/base/onDemand.ts. */
import { createPart } from '../base/index.ts';
import type * as Code from './code.ts';
import { BUSYBOX_NAMES, DEBIAN_NAMES, HOST_NAMES } from './commands/names.data.ts';
import type { Command } from './types.ts';

export const scriptPart = createPart<typeof Code>('script');
export const runScript: typeof Code.runScript = (...args) => scriptPart().runScript(...args);
export const isIncomplete: typeof Code.isIncomplete = (...args) => scriptPart().isIncomplete(...args);
export const packTree: typeof Code.packTree = (...args) => scriptPart().packTree(...args);
export const unpackTree: typeof Code.unpackTree = (...args) => scriptPart().unpackTree(...args);
export const createShellCommand: typeof Code.createShellCommand = (...args) => (context) => scriptPart().createShellCommand(...args)(context);
export const curl: Command = (context) => scriptPart().curl(context);
export const dig: Command = (context) => scriptPart().dig(context);
export const jq: Command = (context) => scriptPart().jq(context);

type Commands = { readonly [name: string]: Command };
const later = (names: readonly string[], all: () => Commands): Commands =>
  Object.fromEntries(names.map((name): [string, Command] => [name, (context) => (all()[name] as Command)(context)])); // a test compares the names
export const BUSYBOX_COMMANDS = later(BUSYBOX_NAMES, () => scriptPart().BUSYBOX_COMMANDS);
export const DEBIAN_COMMANDS = later(DEBIAN_NAMES, () => scriptPart().DEBIAN_COMMANDS);
export const HOST_COMMANDS = later(HOST_NAMES, () => scriptPart().HOST_COMMANDS);
