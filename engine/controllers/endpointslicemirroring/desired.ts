/** What of an Endpoints object its slices shall hold. @k8s pkg/controller/endpointslicemirroring/reconciler_helpers.go, utils.go */
import type { Endpoint, EndpointAddress, EndpointPort, Endpoints } from '../../api/index.ts';
import { identityOf, portsInOrder, portsKey, type AddressType } from '../slices.ts';
import { repackSubsets } from '../subsets.ts';

/** Of each subset; one slice holds them. @k8s kube-controller-manager --mirroring-max-endpoints-per-subset */
export const MOST = 1000;

export type Wanted = { readonly key: string; readonly type: AddressType; readonly ports: readonly EndpointPort[]; readonly endpoints: Map<string, Endpoint> };
export type Desired = { readonly groups: ReadonlyMap<string, Wanted>; /** Addresses that are none. */ readonly invalid: number; /** Those too, and what was too much. */ readonly skipped: number };

const FOUR = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const isFour = (ip: string): boolean => FOUR.test(ip) && ip.split('.').every((part) => Number(part) < 256);
const typeOf = (ip: string): AddressType | undefined => (isFour(ip) ? 'IPv4' : /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(ip) ? 'IPv6' : undefined);

function endpointOf({ ip, hostname = '', nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip], conditions: { ready },
    ...(hostname === '' ? {} : { hostname }), ...(targetRef === undefined ? {} : { targetRef }), ...(nodeName === undefined ? {} : { nodeName }),
  };
}

export const groupKey = (type: string, ports: readonly EndpointPort[] | null | undefined): string => `${type}-${portsKey(ports)}`;

export function desiredOf({ subsets = [] }: Endpoints): Desired {
  const groups = new Map<string, Wanted>();
  let invalid = 0;
  let skipped = 0;
  for (const { addresses = [], notReadyAddresses = [], ports: own = [] } of repackSubsets(subsets)) {
    const ports = portsInOrder(own.map((port): EndpointPort => ({ ...port, name: port.name ?? '' })));
    const into = (type: AddressType): Wanted => {
      const key = groupKey(type, ports);
      const group = groups.get(key) ?? { key, type, ports, endpoints: new Map<string, Endpoint>() };
      groups.set(key, group);
      return group;
    };
    into('IPv4');
    into('IPv6');
    let added = 0;
    for (const [list, ready] of [[addresses, true], [notReadyAddresses, false]] as const) {
      for (const address of list) {
        if (added >= MOST) break;
        const type = typeOf(address.ip);
        if (type === undefined) { invalid++; continue; }
        const endpoint = endpointOf(address, ready);
        into(type).endpoints.set(identityOf(endpoint), endpoint);
        added++;
      }
    }
    skipped += addresses.length + notReadyAddresses.length - added;
  }
  return { groups, invalid, skipped };
}
