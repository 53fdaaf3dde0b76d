/** The Service that `expose` and `run --expose` make. @k8s kubectl/pkg/cmd/expose/expose.go createService */
import type { JsonObject } from '../../base/index.ts';
import { fail } from '../problems.ts';

export type ServiceSettings = {
  readonly name: string;
  readonly selector: { readonly [key: string]: string };
  readonly labels?: { readonly [key: string]: string };
  /** `80`, `443`. */
  readonly ports: readonly string[];
  /** By port, as the object that is exposed has them; without `protocol` they count, and a port with several stands for each. */
  readonly protocols?: { readonly [port: string]: readonly string[] };
  readonly protocol: string;
  readonly targetPort?: string;
  readonly type?: string;
  readonly clusterIP?: string;
  readonly externalIP?: string;
  readonly loadBalancerIP?: string;
  readonly sessionAffinity?: string;
};

type Port = { readonly name?: string; readonly port: number; readonly protocol: string };
const numberOrName = (text: string): number | string => (/^[-+]?\d+$/.test(text) ? Number(text) : text);

function portsOf({ ports, protocols = {}, protocol }: ServiceSettings): readonly Port[] {
  return ports.flatMap((text, index): Port[] => {
    if (!/^[-+]?\d+$/.test(text)) fail(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    const port = Number(text);
    const own = protocol === '' ? protocols[text] ?? ['TCP'] : [protocol];
    if (own.length > 1) return own.map((each) => ({ name: `port-${index + 1}-${each.toLowerCase()}`, port, protocol: each }));
    return [{ ...(ports.length > 1 ? { name: `port-${index + 1}` } : {}), port, protocol: own[0] ?? 'TCP' }];
  });
}

export function serviceObject(settings: ServiceSettings): JsonObject {
  const { name, selector, labels, type = '', clusterIP = '', targetPort = '', externalIP = '', sessionAffinity = '', loadBalancerIP = '' } = settings;
  const ports = portsOf(settings).map((port) => ({ ...port, targetPort: targetPort === '' ? port.port : numberOrName(targetPort) }));
  if (sessionAffinity !== '' && sessionAffinity !== 'None' && sessionAffinity !== 'ClientIP') fail(`unknown session affinity: ${sessionAffinity}`);
  return {
    apiVersion: 'v1', kind: 'Service',
    metadata: { name, ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }) },
    spec: {
      ...(clusterIP === '' ? {} : { clusterIP }), ...(ports.length === 0 ? {} : { ports }), selector, ...(type === '' ? {} : { type }),
      ...(externalIP === '' ? {} : { externalIPs: [externalIP] }), ...(type === 'LoadBalancer' && loadBalancerIP !== '' ? { loadBalancerIP } : {}),
      ...(sessionAffinity === '' ? {} : { sessionAffinity }),
    },
    status: { loadBalancer: {} },
  };
}
