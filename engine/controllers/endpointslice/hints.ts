/** Which zone or node each endpoint is best for. @k8s staging/src/k8s.io/endpointslice/trafficdist/trafficdist.go */
import type { Endpoint, EndpointHints, Service } from '../../api/index.ts';
import type { Plan } from './slices.ts';

const ANNOTATIONS = ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode'] as const;
/** By annotation, which comes before the Service's field. @k8s endpointslice/utils.go hintsEnabled */
export function wantsTopology({ metadata }: Service): boolean {
  const value = ANNOTATIONS.map((name) => metadata?.annotations?.[name]).find((text) => text !== undefined);
  return value === 'Auto' || value === 'auto';
}

const NEAR = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
export const isReady = ({ conditions }: Endpoint): boolean => conditions?.ready === true;

/** Undefined: this endpoint's hints stay as they are. */
export type Hinter = (endpoint: Endpoint) => EndpointHints | 'none' | undefined;

/** Endpoints that are not ready have no hints to be right or wrong. */
function hinterFor(distribution: string): Hinter {
  return (endpoint) => {
    if (!isReady(endpoint)) return undefined;
    const { zone, nodeName } = endpoint;
    const node = distribution === 'PreferSameNode' ? nodeName : undefined;
    if (zone === undefined && node === undefined) return 'none';
    return { ...(node === undefined ? {} : { forNodes: [{ name: node }] }), ...(zone === undefined ? {} : { forZones: [{ name: zone }] }) };
  };
}

export function withHints(endpoint: Endpoint, hints: EndpointHints | 'none' | undefined): Endpoint {
  if (hints === undefined || (hints === 'none' && endpoint.hints === undefined)) return endpoint;
  const { hints: _, ...rest } = endpoint;
  return hints === 'none' ? rest : { ...rest, hints };
}

const names = (list: readonly { readonly name: string }[] | undefined): string => (list ?? []).map(({ name }) => name).join();
const sameHints = (a: EndpointHints | undefined, b: EndpointHints | 'none' | undefined): boolean => b === undefined
  || (b === 'none' ? a === undefined : a !== undefined && names(a.forZones) === names(b.forZones) && names(a.forNodes) === names(b.forNodes));

/** Slices that are written get their hints; others are written only for wrong ones. */
export function applyHints(plan: Plan, hinter: Hinter): Plan {
  const hinted = (endpoints: readonly Endpoint[]): readonly Endpoint[] => endpoints.map((endpoint) => withHints(endpoint, hinter(endpoint)));
  const wrong = plan.unchanged.filter((slice) => slice.endpoints?.some((endpoint) => !sameHints(endpoint.hints, hinter(endpoint))) === true);
  const all = wrong.length === 0 ? plan.update : [...plan.update, ...wrong.map((slice) => ({ slice, content: { ports: slice.ports ?? [], endpoints: slice.endpoints ?? [] } }))];
  return {
    create: plan.create.map(({ ports, endpoints }) => ({ ports, endpoints: hinted(endpoints) })),
    update: all.map(({ slice, content }) => ({ slice, content: { ports: content.ports, endpoints: hinted(content.endpoints) } })),
    remove: plan.remove,
    unchanged: wrong.length === 0 ? plan.unchanged : plan.unchanged.filter((slice) => !wrong.includes(slice)),
  };
}

/** For Services that do not ask for topology by annotation. */
export function hintsByField(service: Service, plan: Plan): Plan {
  const distribution = service.spec?.trafficDistribution ?? '';
  if (NEAR.includes(distribution)) return applyHints(plan, hinterFor(distribution));
  return hasHints(plan) ? applyHints(plan, () => 'none') : plan;
}

const areHinted = ({ endpoints }: { readonly endpoints?: readonly Endpoint[] }): boolean => endpoints?.some(({ hints }) => hints !== undefined) === true;
const hasHints = ({ create, update, unchanged }: Plan): boolean => create.some(areHinted) || update.some(({ content }) => areHinted(content)) || unchanged.some(areHinted);
