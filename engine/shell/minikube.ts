/** minikube as a newcomer meets it, on the docker driver. What it does to the cluster is the caller's port. */
import { finished, sleep, startTask, writerTo, type Task } from '../time/index.ts';
import type { Command, CommandContext } from '../script/index.ts';

export type MinikubeNode = { readonly name: string; readonly address: string; readonly state: 'Running' | 'Stopped' };
export type MinikubePort = {
  /** The control plane first; empty: there is no cluster. */
  nodes(): readonly MinikubeNode[];
  /** As `v1.36.3`. */
  readonly kubernetesVersion: string;
  /** Makes or wakes the cluster; ends when its nodes are Ready. */
  start(): Task<void>;
  stop(): Task<void>;
  remove?(): Task<void>;
};

const VERSION = 'v1.38.0';
const BASE_IMAGE = 'v0.0.48';
const PROFILE = 'minikube';

type Say = (symbol: string, text: string) => void;
/** Symbols show on a terminal only; elsewhere there is an asterisk. */
const speaker = (context: CommandContext): Say => (symbol, text) => {
  const indented = symbol === '▪';
  context.stdout.write(context.tty ? `${indented ? '    ▪ ' : `${symbol}  `}${text}\n` : `${indented ? '  - ' : '* '}${text}\n`);
};

function missing(say: Say): number {
  say('🤷', `Profile "${PROFILE}" not found. Run "minikube profile list" to view all profiles.`);
  say('👉', 'To start a cluster, run: "minikube start"');
  return 85;
}

function* start(context: CommandContext, port: MinikubePort, say: Say): Task<number> {
  const { clock } = context.machine;
  const before = port.nodes();
  const running = before.some(({ state }) => state === 'Running');
  say('😄', `minikube ${VERSION} on Ubuntu 24.04`);
  if (before.length === 0) {
    say('✨', 'Automatically selected the docker driver');
    say('📌', 'Using Docker driver with root privileges');
  } else say('✨', 'Using the docker driver based on existing profile');
  say('👍', `Starting "${PROFILE}" primary control-plane node in "${PROFILE}" cluster`);
  say('🚜', `Pulling base image ${BASE_IMAGE} ...`);
  yield sleep(clock, before.length === 0 ? 4000 : 500);
  if (before.length === 0) say('🔥', 'Creating docker container (CPUs=2, Memory=3900MB) ...');
  else if (running) say('🏃', `Updating the running docker "${PROFILE}" container ...`);
  else say('🔄', `Restarting existing docker container for "${PROFILE}" ...`);
  yield sleep(clock, running ? 500 : 2500);
  say('🐳', `Preparing Kubernetes ${port.kubernetesVersion} on Docker 28.4.0 ...`);
  const work = startTask(clock, port.start());
  if (before.length === 0) say('🔗', 'Configuring bridge CNI (Container Networking Interface) ...');
  if (!work.done) yield finished(work);
  say('🔎', 'Verifying Kubernetes components...');
  say('▪', 'Using image gcr.io/k8s-minikube/storage-provisioner:v5');
  yield sleep(clock, 500);
  say('🌟', 'Enabled addons: storage-provisioner, default-storageclass');
  say('🏄', `Done! kubectl is now configured to use "${PROFILE}" cluster and "default" namespace by default`);
  return 0;
}

function status(context: CommandContext, port: MinikubePort, say: Say): number {
  const nodes = port.nodes();
  if (nodes.length === 0) return missing(say);
  nodes.forEach(({ name, state }, i) => {
    const head = `${name}\ntype: ${i === 0 ? 'Control Plane' : 'Worker'}\nhost: ${state}\nkubelet: ${state}\n`;
    context.stdout.write(`${head}${i === 0 ? `apiserver: ${state}\nkubeconfig: ${state === 'Running' ? 'Configured' : 'Stopped'}\n` : ''}\n`);
  });
  return nodes.every(({ state }) => state === 'Running') ? 0 : 7;
}

function* stop(port: MinikubePort, say: Say): Task<number> {
  const nodes = port.nodes();
  if (nodes.length === 0) return missing(say);
  for (const { name } of nodes) { say('✋', `Stopping node "${name}"  ...`); say('🛑', `Powering off "${name}" via SSH ...`); }
  yield* port.stop();
  say('🛑', `${nodes.length} node${nodes.length > 1 ? 's' : ''} stopped.`);
  return 0;
}

function* remove(context: CommandContext, port: MinikubePort, say: Say): Task<number> {
  const nodes = port.nodes();
  if (nodes.length === 0) { say('🙄', `"${PROFILE}" profile does not exist, trying anyways.`); say('💀', `Removed all traces of the "${PROFILE}" cluster.`); return 0; }
  if (port.remove === undefined) { say('❌', 'In Peapod the cluster of a page cannot be deleted; stop it with "minikube stop", or reset the page.'); return 1; }
  say('🔥', `Deleting "${PROFILE}" in docker ...`);
  for (const { name } of nodes) say('🔥', `Deleting container "${name}" ...`);
  yield* port.remove();
  say('🔥', `Removing ${context.environment.get('HOME') ?? '/home/learner'}/.minikube/machines/${PROFILE} ...`);
  say('💀', `Removed all traces of the "${PROFILE}" cluster.`);
  return 0;
}

function profiles(context: CommandContext, port: MinikubePort, say: Say): number {
  const nodes = port.nodes();
  if (nodes.length === 0) { say('🤹', 'Exiting due to MK_USAGE_NO_PROFILE: No minikube profile was found.'); say('💡', 'Suggestion: You can create one using "minikube start".'); return 14; }
  const first = nodes[0] as MinikubeNode;
  const head = ['PROFILE', 'DRIVER', 'RUNTIME', 'IP', 'VERSION', 'STATUS', 'NODES', 'ACTIVE PROFILE', 'ACTIVE KUBECONTEXT'];
  const row = [PROFILE, 'docker', 'docker', first.address, port.kubernetesVersion, first.state === 'Running' ? 'OK' : 'Stopped', String(nodes.length), '*', '*'];
  const widths = head.map((title, i) => Math.max(title.length, row[i]?.length ?? 0));
  const rule = (left: string, middle: string, right: string): string => `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}\n`;
  const centred = (text: string, width: number): string => { const left = Math.floor((width - text.length) / 2); return `${' '.repeat(left)}${text}`.padEnd(width); };
  context.stdout.write(`${rule('┌', '┬', '┐')}│${head.map((title, i) => ` ${centred(title, widths[i] ?? 0)} `).join('│')}│\n${rule('├', '┼', '┤')}│${row.map((cell, i) => ` ${cell.padEnd(widths[i] ?? 0)} `).join('│')}│\n${rule('└', '┴', '┘')}`);
  return 0;
}

/** Runs kubectl and gives what it printed. */
function* kubectl(context: CommandContext, args: readonly string[], capture: boolean): Task<{ readonly code: number; readonly out: string }> {
  let out = '';
  const child = context.machine.processes.spawn({
    command: ['kubectl', ...args], environment: context.environment, directory: context.directory, stdin: context.stdin, stdout: capture ? writerTo((text) => { out += text; }) : context.stdout, stderr: context.stderr,
    parent: context.process.pid, tty: context.tty && !capture,
  });
  if ('error' in child) { context.stderr.write('minikube: kubectl: command not found\n'); return { code: 127, out }; }
  if (!child.running.done) yield finished(child.running);
  return { code: child.running.result?.code ?? 1, out };
}

function* service(context: CommandContext, port: MinikubePort, args: readonly string[], say: Say): Task<number> {
  const name = args.find((word) => !word.startsWith('-'));
  const node = port.nodes()[0];
  if (node === undefined) return missing(say);
  if (name === undefined) { context.stderr.write('minikube service: name a service, for example: minikube service web --url\n'); return 1; }
  const namespace = args.findIndex((word) => word === '-n' || word === '--namespace');
  const { code, out } = yield* kubectl(context, ['get', 'service', name, '-o', 'jsonpath={.spec.ports[*].nodePort}', ...(namespace < 0 ? [] : ['-n', args[namespace + 1] ?? 'default'])], true);
  if (code !== 0) { say('❌', `Exiting due to SVC_NOT_FOUND: Service '${name}' was not found in '${namespace < 0 ? 'default' : args[namespace + 1] ?? ''}' namespace.`); return 1; }
  const ports = out.trim().split(/\s+/).filter((one) => one !== '');
  if (ports.length === 0) { say('😿', `service ${namespace < 0 ? 'default' : args[namespace + 1] ?? ''}/${name} has no node port`); return 1; }
  context.stdout.write(ports.map((one) => `http://${node.address}:${one}\n`).join(''));
  if (!args.includes('--url')) say('🎉', 'There is no browser here: read the address with curl.');
  return 0;
}

const HELP = `minikube runs a local Kubernetes cluster. In this terminal it knows:
  start, status, stop, delete, ip, version, kubectl, profile list, service, dashboard, addons list
`;

export function createMinikube(port: MinikubePort): Command {
  return function* minikube(context) {
    const say = speaker(context);
    const words = context.args.filter((word, i, all) => !/^(-p|--profile)(=|$)/.test(word) && !/^(-p|--profile)$/.test(all[i - 1] ?? ''));
    const [command = 'help', ...args] = words;
    yield sleep(context.machine.clock, 100);
    switch (command) {
      case 'start': return yield* start(context, port, say);
      case 'status': return status(context, port, say);
      case 'stop': return yield* stop(port, say);
      case 'delete': return yield* remove(context, port, say);
      case 'version': context.stdout.write(args.includes('--short') ? `${VERSION}\n` : `minikube version: ${VERSION}\n`); return 0;
      case 'ip': { const node = port.nodes()[0]; if (node === undefined) return missing(say); context.stdout.write(`${node.address}\n`); return 0; }
      case 'kubectl': return (yield* kubectl(context, args[0] === '--' ? args.slice(1) : args, false)).code;
      case 'profile': if (args[0] === 'list') return profiles(context, port, say); context.stdout.write(`${PROFILE}\n`); return 0;
      case 'service': return yield* service(context, port, args, say);
      case 'node': if (args[0] === 'list') { context.stdout.write(port.nodes().map(({ name, address }) => `${name}\t${address}\n`).join('')); return 0; } break;
      case 'dashboard': say('🤔', 'The dashboard is a web page of its own and is not simulated. The cluster map beside this terminal shows the same objects; or use: kubectl get all'); return 1;
      case 'addons': context.stdout.write('default-storageclass\tenabled\nstorage-provisioner\tenabled\n'); return 0;
      case 'help': case '--help': case '-h': context.stdout.write(HELP); return 0;
      default: break;
    }
    context.stderr.write(`Error: unknown command "${command}" for "minikube"\nRun 'minikube --help' for usage.\n`);
    return 1;
  };
}
