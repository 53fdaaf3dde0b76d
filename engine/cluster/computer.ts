/** The learner's computer: a shell with kubectl and minikube, outside the cluster. */
import type { ApiServer, User } from '../apiserver/index.ts';
import { createKubectl, adminConfig } from '../kubectl/index.ts';
import type { Network } from '../network/index.ts';
import { createFiles, createMachine, programsIn, type Machine } from '../script/index.ts';
import { HOST_COMMANDS } from '../runtime/userlandCommands.ts';
import type { Clock, Random } from '../time/index.ts';
import type { Preset } from './presets.ts';

export type ComputerOptions = {
  /** Name → text; relative names lie in `directory`. */
  readonly files?: { readonly [path: string]: string };
  /** Default `/home/learner`. */
  readonly directory?: string;
  /** The kubeconfig's current namespace. */
  readonly namespace?: string;
};

export type ComputerParts = { readonly clock: Clock; readonly random: Random; readonly network: Network; readonly api: ApiServer; readonly preset: Preset; readonly admin: User };

const HOST_ADDRESS = '172.30.0.1';

export function createComputer(parts: ComputerParts, { files: texts = {}, directory = '/home/learner', namespace }: ComputerOptions): Machine {
  const { clock, random, network, api, preset, admin } = parts;
  const master = preset.machines.find((m) => m.controlPlane)?.address ?? '';
  const server = `https://${master}:6443`;
  const config = adminConfig(server);
  const [context] = config.contexts;
  const named = namespace === undefined || context === undefined ? config
    : { ...config, contexts: [{ ...context, context: { ...context.context, namespace } }] };
  const kubectl = createKubectl({ request: (request) => api.handle({ user: admin, ...request }), clock, servers: [server], kubeconfig: named, admin });
  const files = createFiles(clock);
  for (const path of ['/home/learner', '/tmp', directory]) files.makeDirectory(path, { parents: true });
  for (const [name, text] of Object.entries(texts)) {
    const path = name.startsWith('/') ? name : `${directory}/${name}`;
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true });
    files.write(path, text);
  }
  const port = network.portFor({ party: { kind: 'host' }, node: undefined, address: HOST_ADDRESS, readText: (path) => {
    const content = files.stat(path)?.type === 'file' ? files.read(path) : undefined;
    return typeof content === 'string' ? content : undefined;
  } });
  return createMachine({ clock, random, hostname: 'peapod', files, network: port, programs: programsIn('/usr/bin', { ...HOST_COMMANDS, kubectl }) });
}
