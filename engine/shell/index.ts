export { complete, wordsAt, type Completer, type Completion } from './completion.ts';
export { createHost, type Host, type HostOptions, type HostScript } from './host.ts';
export { createMinikube, type MinikubeNode, type MinikubePort } from './minikube.ts';
export { createTerminal, type Terminal, type TerminalOptions } from './terminal.ts';
