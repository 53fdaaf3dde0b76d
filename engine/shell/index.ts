export { complete, wordsAt, type Completer, type Completion } from './completion.ts';
export { createHost, type Host, type HostOptions, type HostScript } from './host.ts';
export type { MinikubeNode, MinikubePort } from './minikube.ts';
export { createMinikube } from './onDemand.ts';
export { createTerminal, type Terminal, type TerminalOptions } from './terminal.ts';
