/** What crictl works with, and how it says that something went wrong. @k8s sigs.k8s.io/cri-tools cmd/crictl; golden cluster/adm-crictl-tour */
import type { ContainerRuntime } from '../../runtime/index.ts';
import type { CommandContext } from '../../script/index.ts';
import type { Clock } from '../../time/index.ts';

export type CrictlWorld = { readonly clock: Clock; readonly runtime: ContainerRuntime; /** False while containerd is stopped. */ readonly running: () => boolean };
export type Container = ReturnType<ContainerRuntime['containers']>[number];
export type Sandbox = ReturnType<ContainerRuntime['sandboxes']>[number];

const iso = (ms: number): string => new Date(ms).toISOString();

/** `time="…" level=fatal msg="…"`; a program that says it ends with 1. */
export function fatal(context: CommandContext, message: string): number {
  context.stderr.write(`time="${iso(context.machine.clock.now).slice(0, 19)}Z" level=fatal msg=${JSON.stringify(message)}\n`);
  return 1;
}

/** A line of klog: what the client of the runtime's API says before crictl does. */
export function logError(context: CommandContext, source: string, message: string, values: readonly (readonly [string, string])[]): void {
  const at = iso(context.machine.clock.now);
  const pairs = values.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(' ');
  context.stderr.write(`E${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000 ${String(context.process.pid).padStart(7)} ${source}] ${JSON.stringify(message)} ${pairs}\n`);
}

/** By the beginning of its id, too. */
export const findContainer = ({ runtime }: CrictlWorld, id: string): Container | undefined =>
  (id === '' ? undefined : runtime.containers().find((each) => each.id.startsWith(id)));
export const findSandbox = ({ runtime }: CrictlWorld, id: string): Sandbox | undefined =>
  (id === '' ? undefined : runtime.sandboxes().find((each) => each.id.startsWith(id)));

/** What CRI says of an id that leads nowhere. */
export function noContainer(context: CommandContext, id: string, call = 'ContainerStatus', line = 'remote_runtime.go:569'): number {
  const error = `rpc error: code = NotFound desc = an error occurred when try to find container ${JSON.stringify(id)}: not found`;
  logError(context, line, `${call} from runtime service failed`, [['err', error], ['containerID', id]]);
  return fatal(context, error);
}

export const sandboxOf = ({ runtime }: CrictlWorld, { sandbox }: Container): Sandbox | undefined => runtime.sandboxes().find(({ id }) => id === sandbox);

/** Labels that the kubelet gives to what it makes. @k8s pkg/kubelet/kuberuntime/labels.go */
export const podLabels = (sandbox: Sandbox | undefined): { readonly [label: string]: string } => (sandbox === undefined ? {} : {
  'io.kubernetes.pod.name': sandbox.config.pod, 'io.kubernetes.pod.namespace': sandbox.config.namespace, 'io.kubernetes.pod.uid': sandbox.config.uid,
});
export const containerLabels = (world: CrictlWorld, container: Container): { readonly [label: string]: string } =>
  ({ 'io.kubernetes.container.name': container.name, ...podLabels(sandboxOf(world, container)) });
