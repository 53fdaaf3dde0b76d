/** `crictl` on a node: the container runtime without the kubelet. @k8s sigs.k8s.io/cri-tools cmd/crictl; golden cluster/adm-crictl-tour */
import { sleep, type Task } from '../../time/index.ts';
import type { Command, CommandContext } from '../../script/index.ts';
import { exec, logs, podCommand, pull, remove, removeImages, stats, stop } from './actions.ts';
import { info, inspect, inspectPod } from './inspect.ts';
import { images, pods, ps } from './lists.ts';
import { fatal, type CrictlWorld } from './world.ts';

/** To start the program and ask the runtime. */
const START_MS = 20;
const VERSION = 'Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  v2.2.7\nRuntimeApiVersion:  v1\n';
const ENDPOINT = 'unix:///var/run/containerd/containerd.sock';
/** Before the verb: where the runtime is. */
const GLOBAL_WITH_VALUE = new Set(['-c', '--config', '-i', '--image-endpoint', '-r', '--runtime-endpoint', '-t', '--timeout']);

type Verb = (world: CrictlWorld, context: CommandContext, args: readonly string[]) => Task<number>;
const now = (run: (world: CrictlWorld, context: CommandContext, args: readonly string[]) => number): Verb => function* once(world, context, args) { return run(world, context, args); };
const VERBS: { readonly [verb: string]: Verb } = {
  exec, image: now(images), images: now(images), img: now(images), info: now((_world, context) => info(context)), inspect: now(inspect), inspectp: now(inspectPod), logs,
  pods: now(pods), ps: now(ps), pull, rm: remove, rmi: now(removeImages), rmp: (world, context, args) => podCommand(world, context, args, 'rmp'),
  stats, stop, stopp: (world, context, args) => podCommand(world, context, args, 'stopp'),
  version: now((_world, context) => { context.stdout.write(VERSION); return 0; }),
};

export const createCrictl = (world: CrictlWorld): Command => function* crictl(context) {
  const args = [...context.args];
  while (args[0]?.startsWith('-') === true) {
    const word = args.shift() ?? '';
    if (word === '--version' || word === '-v') { context.stdout.write('crictl version 1.36.0\n'); return 0; }
    if (GLOBAL_WITH_VALUE.has(word)) args.shift();
  }
  const [name = '', ...rest] = args;
  const verb = VERBS[name];
  if (verb === undefined) { context.stderr.write(`No help topic for '${name}'\n`); return 3; }
  yield sleep(world.clock, START_MS);
  if (!world.running()) {
    const error = 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /var/run/containerd/containerd.sock: connect: no such file or directory"';
    return fatal(context, `validate service connection: validate CRI v1 runtime API for endpoint ${JSON.stringify(ENDPOINT)}: ${error}`);
  }
  return yield* verb(world, context, rest);
};
