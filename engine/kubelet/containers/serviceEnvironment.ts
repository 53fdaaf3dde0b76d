/** Variables for the services that exist when a container starts. @k8s pkg/kubelet/envvars/envvars.go */
import { KINDS, type Service } from '../../api/index.ts';
import type { Kit } from '../types.ts';

const upper = (name: string): string => name.toUpperCase().replaceAll('-', '_');

export type ServiceEnvironment = { readonly values: ReadonlyMap<string, string>; readonly list: readonly (readonly [string, string])[] };

/** `links` off leaves only the API server's own. */
export function serviceEnvironment(kit: Kit, namespace: string, links: boolean): ServiceEnvironment {
  const informer = kit.context.client.informer(KINDS.Service);
  const master = informer.get('default', 'kubernetes');
  const list = links ? informer.list(namespace) : NONE;
  const known = last.get(kit);
  if (known?.list === list && known.master === master && known.namespace === namespace) return known.out;
  const own = list.filter((service) => service.metadata?.name !== 'kubernetes' || namespace !== 'default');
  const out = new Map<string, string>();
  for (const service of [...(master === undefined ? [] : [master]), ...own]) addService(out, service);
  const environment: ServiceEnvironment = { values: out, list: [...out] };
  last.set(kit, { list, master, namespace, out: environment });
  return environment;
}
const NONE: readonly Service[] = [];
/** Pods that start side by side find the same services. */
const last = new WeakMap<Kit, { readonly list: readonly Service[]; readonly master: Service | undefined; readonly namespace: string; readonly out: ServiceEnvironment }>();

function addService(out: Map<string, string>, service: Service): void {
  const ip = service.spec?.clusterIP;
  const ports = service.spec?.ports ?? [];
  const [first] = ports;
  if (ip === undefined || ip === '' || ip === 'None' || first === undefined) return;
  const prefix = upper(service.metadata?.name ?? '');
  out.set(`${prefix}_SERVICE_HOST`, ip);
  out.set(`${prefix}_SERVICE_PORT`, String(first.port));
  for (const port of ports) if (port.name !== undefined && port.name !== '') out.set(`${prefix}_SERVICE_PORT_${upper(port.name)}`, String(port.port));
  out.set(`${prefix}_PORT`, `${(first.protocol ?? 'TCP').toLowerCase()}://${ip}:${first.port}`);
  for (const port of ports) {
    const protocol = (port.protocol ?? 'TCP').toLowerCase();
    const name = `${prefix}_PORT_${port.port}_${protocol.toUpperCase()}`;
    out.set(name, `${protocol}://${ip}:${port.port}`);
    out.set(`${name}_PROTO`, protocol);
    out.set(`${name}_PORT`, String(port.port));
    out.set(`${name}_ADDR`, ip);
  }
}
