import type { KubectlContext } from '../../verb.ts';
import type { PortPair } from './ports.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The line that a Go program logs. */
function logHead(context: KubectlContext, place: string): string {
  const now = new Date(context.clock.now);
  const time = `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}:${two(now.getUTCSeconds())}.${String(now.getUTCMilliseconds()).padStart(3, '0')}000`;
  return `E${two(now.getUTCMonth() + 1)}${two(now.getUTCDate())} ${time} ${String(context.command.process.pid).padStart(7)} ${place}]`;
}

/** Nobody listens on the port in the pod. @k8s golden cluster/svc-port-forward */
export function refusedText(context: KubectlContext, { local, remote }: PortPair): string {
  const { random } = context.command.machine;
  const hex = (length: number): string => Array.from({ length }, () => random.int('kubectl port-forward id', 0, 15).toString(16)).join('');
  const sandbox = hex(64);
  const namespace = `cni-${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`;
  const why = `an error occurred forwarding ${local} -> ${remote}: error forwarding port ${remote} to pod ${sandbox}, uid : failed to execute portforward in network namespace \\"/var/run/netns/${namespace}\\": `
    + `failed to connect to localhost:${remote} inside namespace \\"${sandbox}\\", IPv4: dial tcp4 127.0.0.1:${remote}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;
  return `${logHead(context, 'portforward.go:522')} "Unhandled Error" err="${why}"\n`;
}
