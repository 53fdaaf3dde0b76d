/** The shell and the commands: nothing of a new cluster runs them. */
export { runScript } from './runScript.ts';
export { createShellCommand } from './interpreter/command.ts';
export { isIncomplete } from './interpreter/incomplete.ts';
export { BUSYBOX_COMMANDS, curl, DEBIAN_COMMANDS, dig, HOST_COMMANDS, jq } from './commands/registry.ts';
export { packTree, unpackTree } from './commands/tar.ts';
