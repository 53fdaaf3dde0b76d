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
  const known = made.get(list);
  if (known !== undefined && known.master === master) return known.out;
  const out = new Map<string, string>();
  if (master !== undefined) for (const [name, value] of variablesOf(master)) out.set(name, value);
  for (const service of list) {
    if (service.metadata?.name === 'kubernetes' && namespace === 'default') continue;
    for (const [name, value] of variablesOf(service)) out.set(name, value);
  }
  const environment: ServiceEnvironment = { values: out, list: [...out] };
  made.set(list, { master, out: environment });
  return environment;
}
const NONE: readonly Service[] = [];
/** Pods of one namespace find the same services on whatever node: the list is the same one until a service changes. */
const made = new WeakMap<readonly Service[], { readonly master: Service | undefined; readonly out: ServiceEnvironment }>();

type Variables = readonly (readonly [string, string])[];
const ofService = new WeakMap<Service, Variables>();

function variablesOf(service: Service): Variables {
  const known = ofService.get(service);
  if (known !== undefined) return known;
  const out: (readonly [string, string])[] = [];
  addService(out, service);
  ofService.set(service, out);
  return out;
}

function addService(out: (readonly [string, string])[], service: Service): void {
  const add = (name: string, value: string): void => { out.push([name, value]); };
  const ip = service.spec?.clusterIP;
  const ports = service.spec?.ports ?? [];
  const [first] = ports;
  if (ip === undefined || ip === '' || ip === 'None' || first === undefined) return;
  const prefix = upper(service.metadata?.name ?? '');
  add(`${prefix}_SERVICE_HOST`, ip);
  add(`${prefix}_SERVICE_PORT`, String(first.port));
  for (const port of ports) if (port.name !== undefined && port.name !== '') add(`${prefix}_SERVICE_PORT_${upper(port.name)}`, String(port.port));
  add(`${prefix}_PORT`, `${(first.protocol ?? 'TCP').toLowerCase()}://${ip}:${first.port}`);
  for (const port of ports) {
    const protocol = (port.protocol ?? 'TCP').toLowerCase();
    const name = `${prefix}_PORT_${port.port}_${protocol.toUpperCase()}`;
    add(name, `${protocol}://${ip}:${port.port}`);
    add(`${name}_PROTO`, protocol);
    add(`${name}_PORT`, String(port.port));
    add(`${name}_ADDR`, ip);
  }
}
