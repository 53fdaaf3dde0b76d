/** Defaults that only pods get, not templates. @k8s pkg/apis/core/v1/defaults.go SetDefaults_Pod */
import { formatQuantity } from '../../../base/index.ts';
import { podRequests } from '../../rules/resources.ts';
import type { Container, Pod, PodSpec } from '../../schema/types.ts';
import { defaultPodSpec, fill, mapSame, set } from '../workload/podTemplate.ts';

/** What is limited but not requested is requested up to its limit. */
function requestsFromLimits(container: Container): Container {
  const { resources } = container;
  const limits = resources?.limits;
  if (resources === undefined || limits === undefined) return container;
  return set(container, { resources: set(resources, { requests: fill(resources.requests ?? {}, limits) }) });
}

/** On the host's network a port of the container is a port of the host. */
const withHostPorts = (container: Container): Container => set(container, {
  ports: mapSame(container.ports, (port) => (port.hostPort === undefined || port.hostPort === 0
    ? { ...port, hostPort: port.containerPort } : port)),
});

const isPodLevel = (name: string): boolean => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
const only = (amounts: Amounts, keep: (name: string) => boolean): Amounts => Object.fromEntries(Object.entries(amounts).filter(([name]) => keep(name)));
type Amounts = { readonly [name: string]: string | number };

/** Where a pod has amounts of its own, the rest comes from its containers, then from its limits. @k8s pkg/apis/core/v1/defaults.go defaultPodRequests */
function podLevel(spec: PodSpec): PodSpec['resources'] {
  const own = spec.resources;
  if (own === undefined || (own.limits === undefined && own.requests === undefined)) return undefined;
  const { resources: _own, overhead: _overhead, ...containers } = spec;
  const sum = Object.entries(podRequests({ spec: containers } as Pod)).map(([name, amount]) => [name, formatQuantity(amount)] as const);
  const fromContainers = only(Object.fromEntries(sum), (name) => name === 'cpu' || name === 'memory');
  const requests = fill(fill<Amounts>(own.requests ?? {}, fromContainers), only(own.limits ?? {}, isPodLevel));
  return Object.keys(requests).length === 0 ? undefined : set(own, { requests });
}

function defaultSpec(spec: PodSpec): PodSpec {
  const base = fill(defaultPodSpec(spec), { enableServiceLinks: true });
  const change = (container: Container): Container =>
    requestsFromLimits(base.hostNetwork === true ? withHostPorts(container) : container);
  const filled = set(base, { containers: mapSame(base.containers, change), initContainers: mapSame(base.initContainers, change) });
  return set(filled, { resources: podLevel(filled) });
}

export const podDefaults = (pod: Pod): Pod => (pod.spec === undefined ? { ...pod, spec: defaultSpec({ containers: [] }) } : set(pod, { spec: defaultSpec(pod.spec) }));
