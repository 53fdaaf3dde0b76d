/** `8080:80`, `:80`, `80`, `web`: from the words to numbers. @k8s kubectl/pkg/cmd/portforward/portforward.go */
import type { Pod, Service } from '../../../api/index.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';

export type PortPair = { readonly local: number; readonly remote: number };

const FIRST_FREE = 32768;
const LAST_FREE = 60999;

export function portPairs(context: KubectlContext, words: readonly string[], pod: Pod, service: Service | undefined): readonly PortPair[] {
  return words.map((word) => {
    // What comes after a second colon is never looked at. @k8s kubectl/pkg/cmd/portforward/portforward.go splitPort
    const [first = '', second] = word.split(':');
    const wanted = second ?? first;
    if (second === undefined && /^\d+$/.test(first)) numberOf(first, 'local');
    const remote = service === undefined ? portOfPod(pod, wanted) : portOfService(service, pod, wanted);
    // A name alone stands for its number on both sides; of a service, for the service's own.
    const local = second === undefined ? (service === undefined ? remote : servicePort(service, wanted).port) : first === '' ? 0 : numberOf(first, 'local');
    return { remote, local: local === 0 ? context.command.machine.random.int('kubectl port-forward port', FIRST_FREE, LAST_FREE) : local };
  });
}

function numberOf(text: string, what: string): number {
  if (!/^\d+$/.test(text)) fail(`error parsing ${what} port '${text}': strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  if (Number(text) > 65535) fail(`error parsing ${what} port '${text}': strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`);
  return Number(text);
}

function portOfPod(pod: Pod, wanted: string): number {
  if (/^\d+$/.test(wanted)) return wanted === '0' ? fail('remote port must be > 0') : numberOf(wanted, 'remote');
  const ports = (pod.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return ports.find(({ name }) => name === wanted)?.containerPort ?? fail(`Pod '${pod.metadata?.name ?? ''}' does not have a named port '${wanted}'`);
}

function servicePort(service: Service, wanted: string) {
  const name = service.metadata?.name ?? '';
  const ports = service.spec?.ports ?? [];
  const isNumber = /^\d+$/.test(wanted);
  return ports.find((port) => (isNumber ? port.port === Number(wanted) : port.name === wanted))
    ?? fail(isNumber ? `Service ${name} does not have a service port ${wanted}` : `Service '${name}' does not have a named port '${wanted}'`);
}

function portOfService(service: Service, pod: Pod, wanted: string): number {
  const port = servicePort(service, wanted);
  if (service.spec?.clusterIP === 'None') return port.port;
  const target = port.targetPort;
  if (target === undefined || target === 0) return port.port;
  return typeof target === 'number' ? target : portOfPod(pod, target);
}
