import type { KubectlContext } from '../../verb.ts';
import type { PortPair } from './ports.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The line that a Go program logs. */
function logHead(context: KubectlContext, place: string): string {
  const now = new Date(context.clock.now);
  const time = `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}:${two(now.getUTCSeconds())}.${String(now.getUTCMilliseconds()).padStart(3, '0')}000`;
  return `E${two(now.getUTCMonth() + 1)}${two(now.getUTCDate())} ${time} ${String(context.command.process.pid).padStart(7)} ${place}]`;
}

/** @param why in the runtime's words. @k8s golden cluster/svc-port-forward, client-go/tools/portforward/portforward.go handleConnection */
export function refusedText(context: KubectlContext, { local, remote }: PortPair, why: string): string {
  return `${logHead(context, 'portforward.go:522')} "Unhandled Error" err=${JSON.stringify(`an error occurred forwarding ${local} -> ${remote}: ${why}`)}\n`;
}
