/** Defaults that only pods get, not templates. @k8s pkg/apis/core/v1/defaults.go SetDefaults_Pod */
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

function defaultSpec(spec: PodSpec): PodSpec {
  const base = fill(defaultPodSpec(spec), { enableServiceLinks: true });
  const change = (container: Container): Container =>
    requestsFromLimits(base.hostNetwork === true ? withHostPorts(container) : container);
  const podRequests = base.resources?.limits === undefined ? undefined
    : set(base.resources, { requests: fill(base.resources.requests ?? {}, base.resources.limits) });
  return set(base, { containers: mapSame(base.containers, change), initContainers: mapSame(base.initContainers, change), resources: podRequests });
}

export const podDefaults = (pod: Pod): Pod => (pod.spec === undefined ? { ...pod, spec: defaultSpec({ containers: [] }) } : set(pod, { spec: defaultSpec(pod.spec) }));
