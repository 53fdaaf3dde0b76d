/** The Service that `expose` and `run --expose` make. @k8s kubectl/pkg/cmd/expose/expose.go createService */
import type { Json, JsonObject } from '../../base/index.ts';
import { fail } from '../problems.ts';

export type ServiceSettings = {
  readonly name: string;
  readonly selector: { readonly [key: string]: string };
  readonly labels?: { readonly [key: string]: string };
  /** `80` or `80,443`. */
  readonly ports: readonly string[];
  /** By port; all others are `protocol`. */
  readonly protocols?: { readonly [port: string]: string };
  readonly protocol: string;
  readonly targetPort?: string;
  readonly type?: string;
  readonly clusterIP?: string;
  readonly externalIP?: string;
  readonly externalName?: string;
  readonly loadBalancerIP?: string;
  readonly sessionAffinity?: string;
};

const numberOrName = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

export function serviceObject(settings: ServiceSettings): JsonObject {
  const { name, selector, labels, type = '', clusterIP = '', targetPort = '', externalIP = '', sessionAffinity = '' } = settings;
  const ports = settings.ports.map((port, i): Json => {
    const number = Number(port);
    if (!/^[-+]?\d+$/.test(port)) fail(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
    return {
      ...(settings.ports.length > 1 ? { name: `port-${i + 1}` } : {}), port: number,
      protocol: settings.protocols?.[port] ?? settings.protocol, targetPort: targetPort === '' ? number : numberOrName(targetPort),
    };
  });
  if (sessionAffinity !== '' && sessionAffinity !== 'None' && sessionAffinity !== 'ClientIP') fail(`unknown session affinity: ${sessionAffinity}`);
  return {
    apiVersion: 'v1', kind: 'Service',
    metadata: { name, ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }) },
    spec: {
      ...(clusterIP === '' ? {} : { clusterIP }), ports, selector, ...(type === '' ? {} : { type }),
      ...(externalIP === '' ? {} : { externalIPs: [externalIP] }), ...(settings.externalName ? { externalName: settings.externalName } : {}),
      ...(settings.loadBalancerIP ? { loadBalancerIP: settings.loadBalancerIP } : {}), ...(sessionAffinity === '' ? {} : { sessionAffinity }),
    },
    status: { loadBalancer: {} },
  };
}
