import type { Pod } from '../../api/index.ts';
import { humanDuration } from '../../base/index.ts';
import { addContainers, addResources } from './container.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addSpread, addTolerations } from './podTemplate.ts';
import { longTime } from './times.ts';
import { addVolumes } from './volumes.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

/** @k8s kubectl/pkg/describe describePod; golden pods/* */
export const describePod: Describer = (object, context) => {
  const pod = object as unknown as Pod;
  const lines = createLines();
  addHead(lines, pod, context.now);
  const { spec, status } = pod;
  if (spec?.resources !== undefined) { lines.add(0, 'Resources:'); addResources(lines, 1, spec.resources); }
  if ((spec?.initContainers ?? []).length > 0) addContainers(lines, 'Init Containers', spec?.initContainers ?? [], status?.initContainerStatuses, pod, false);
  addContainers(lines, 'Containers', spec?.containers ?? [], status?.containerStatuses, pod, false);
  if ((spec?.ephemeralContainers ?? []).length > 0) addContainers(lines, 'Ephemeral Containers', spec?.ephemeralContainers ?? [], status?.ephemeralContainerStatuses, pod, false);
  addGates(lines, pod);
  if ((status?.conditions ?? []).length > 0) {
    lines.add(0, 'Conditions:\n  Type\tStatus');
    for (const condition of status?.conditions ?? []) lines.add(1, `${condition.type} \t${condition.status} `);
  }
  addVolumes(lines, spec?.volumes, false);
  lines.add(0, `QoS Class:\t${status?.qosClass ?? ''}`);
  addLabels(lines, 0, 'Node-Selectors', spec?.nodeSelector);
  addTolerations(lines, 0, spec?.tolerations);
  addSpread(lines, 0, spec?.topologySpreadConstraints);
  addEventsOf(lines, context, pod);
  return lines.toString();
};

function addHead(lines: Lines, pod: Pod, now: number): void {
  const { metadata, spec, status } = pod;
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  if (spec?.priority !== undefined) lines.add(0, `Priority:\t${spec.priority}`);
  if (spec?.priorityClassName !== undefined && spec.priorityClassName !== '') lines.add(0, `Priority Class Name:\t${spec.priorityClassName}`);
  if (spec?.runtimeClassName !== undefined) lines.add(0, `Runtime Class Name:\t${spec.runtimeClassName}`);
  if (spec?.serviceAccountName !== undefined && spec.serviceAccountName !== '') lines.add(0, `Service Account:\t${spec.serviceAccountName}`);
  lines.add(0, `Node:\t${spec?.nodeName === undefined ? '<none>' : `${spec.nodeName}/${status?.hostIP ?? ''}`}`);
  if (status?.startTime !== undefined) lines.add(0, `Start Time:\t${longTime(status.startTime)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  if (metadata?.deletionTimestamp !== undefined && status?.phase !== 'Failed' && status?.phase !== 'Succeeded') {
    lines.add(0, `Status:\tTerminating (lasts ${humanDuration(now - Date.parse(metadata.deletionTimestamp))})`);
    lines.add(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds}s`);
  } else lines.add(0, `Status:\t${status?.phase ?? ''}`);
  if (status?.reason !== undefined) lines.add(0, `Reason:\t${status.reason}`);
  if (status?.message !== undefined) lines.add(0, `Message:\t${status.message}`);
  const seccomp = spec?.securityContext?.seccompProfile;
  if (seccomp !== undefined) lines.add(0, `SeccompProfile:\t${seccomp.type}`);
  if (seccomp?.type === 'Localhost') lines.add(0, `LocalhostProfile:\t${seccomp.localhostProfile ?? ''}`);
  lines.add(0, `IP:\t${status?.podIP ?? ''}`);
  const ips = status?.podIPs ?? [];
  if (ips.length === 0) lines.add(0, 'IPs:\t<none>');
  else { lines.add(0, 'IPs:'); for (const { ip } of ips) lines.add(1, `IP:\t${ip}`); }
  const owner = metadata?.ownerReferences?.find((r) => r.controller === true);
  if (owner !== undefined) lines.add(0, `Controlled By:\t${owner.kind}/${owner.name}`);
  if (status?.nominatedNodeName !== undefined && status.nominatedNodeName !== '') lines.add(0, `NominatedNodeName:\t${status.nominatedNodeName}`);
}

function addGates(lines: Lines, pod: Pod): void {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return;
  lines.add(0, 'Readiness Gates:\n  Type\tStatus');
  for (const { conditionType } of gates) {
    const condition = pod.status?.conditions?.find((c) => c.type === conditionType);
    lines.add(1, `${conditionType} \t${condition?.status ?? '<none>'} `);
  }
}
