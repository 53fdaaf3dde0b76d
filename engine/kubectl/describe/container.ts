/** Containers of a pod or of a template. @k8s kubectl/pkg/describe describeContainers; golden pods/pod-kitchen-sink */
import type { Container, ContainerState, ContainerStatus, EnvVar, Pod, Probe } from '../../api/index.ts';
import { quantityOf } from '../../base/index.ts';
import { longTime } from './times.ts';
import type { Lines } from './writer.ts';

type Template = { readonly metadata?: Pod['metadata']; readonly spec?: Pod['spec']; readonly status?: Pod['status'] };

/** @param template true for the containers of a pod template: deeper, and without what only runs have */
export function addContainers(lines: Lines, label: string, containers: readonly Container[], statuses: readonly ContainerStatus[] | undefined, owner: Template, template: boolean): void {
  const indent = template ? 1 : 0;
  if (containers.length === 0) { lines.add(indent, `${label}: <none>`); return; }
  lines.add(indent, `${label}:`);
  for (const container of containers) {
    const status = statuses?.find((s) => s.name === container.name);
    lines.add(1, `${template ? ' ' : ''}${container.name}:`);
    addBasics(lines, container, status);
    addCommand(lines, 'Command', container.command);
    addCommand(lines, 'Args', container.args);
    if (status !== undefined) addStatus(lines, status);
    addResources(lines, 2, container.resources);
    for (const [title, probe] of [['Liveness', container.livenessProbe], ['Readiness', container.readinessProbe], ['Startup', container.startupProbe]] as const) {
      if (probe !== undefined) lines.add(2, `${title}:\t${probeLine(probe)}`);
    }
    addEnvironmentFrom(lines, container);
    addEnvironment(lines, container, owner);
    addMounts(lines, container);
  }
}

function addBasics(lines: Lines, container: Container, status: ContainerStatus | undefined): void {
  if (status !== undefined) lines.add(2, `Container ID:\t${status.containerID ?? ''}`);
  lines.add(2, `Image:\t${container.image ?? ''}`);
  if (status !== undefined) lines.add(2, `Image ID:\t${status.imageID}`);
  const ports = container.ports ?? [];
  const named = (port: number, protocol: string | undefined, name: string | undefined): string => `${port}/${protocol ?? ''}${name === undefined ? '' : ` (${name})`}`;
  const own = ports.map((p) => named(p.containerPort, p.protocol, p.name)).join(', ') || '<none>';
  const host = ports.map((p) => named(p.hostPort ?? 0, p.protocol, p.name)).join(', ') || '<none>';
  const many = ports.length > 1 || own.includes(',');
  lines.add(2, `${many ? 'Ports' : 'Port'}:\t${own}`);
  lines.add(2, `${many ? 'Host Ports' : 'Host Port'}:\t${host}`);
  const seccomp = container.securityContext?.seccompProfile;
  if (seccomp !== undefined) lines.add(2, `SeccompProfile:\t${seccomp.type}`);
  if (seccomp?.type === 'Localhost') lines.add(3, `LocalhostProfile:\t${seccomp.localhostProfile ?? ''}`);
}

function addCommand(lines: Lines, title: string, words: readonly string[] | undefined): void {
  if (words === undefined || words.length === 0) return;
  lines.add(2, `${title}:`);
  for (const word of words) for (const line of word.split('\n')) lines.add(3, line);
}

function addStatus(lines: Lines, status: ContainerStatus): void {
  addState(lines, 'State', status.state);
  if (status.lastState?.terminated !== undefined) addState(lines, 'Last State', status.lastState);
  lines.add(2, `Ready:\t${status.ready ? 'True' : 'False'}`);
  lines.add(2, `Restart Count:\t${status.restartCount}`);
}

function addState(lines: Lines, title: string, state: ContainerState | undefined): void {
  if (state?.running !== undefined) {
    lines.add(2, `${title}:\tRunning`);
    lines.add(3, `Started:\t${longTime(state.running.startedAt)}`);
  } else if (state?.terminated !== undefined) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } = state.terminated;
    lines.add(2, `${title}:\tTerminated`);
    if (reason !== undefined) lines.add(3, `Reason:\t${reason}`);
    if (message !== undefined && message !== '') lines.add(3, `Message:\t${message}`);
    lines.add(3, `Exit Code:\t${exitCode}`);
    if (signal !== undefined && signal > 0) lines.add(3, `Signal:\t${signal}`);
    lines.add(3, `Started:\t${longTime(startedAt ?? '1970-01-01T00:00:00Z')}`);
    lines.add(3, `Finished:\t${longTime(finishedAt ?? '1970-01-01T00:00:00Z')}`);
  } else {
    lines.add(2, `${title}:\tWaiting`);
    if (state?.waiting?.reason !== undefined) lines.add(3, `Reason:\t${state.waiting.reason}`);
  }
}

export function addResources(lines: Lines, level: number, resources: Container['resources']): void {
  for (const [title, list] of [['Limits', resources?.limits], ['Requests', resources?.requests]] as const) {
    const entries = Object.entries(list ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) continue;
    lines.add(level, `${title}:`);
    for (const [name, quantity] of entries) lines.add(level + 1, `${name}:\t${quantity}`);
  }
}

/** As Go writes the path of a URL: a question mark is no query. @k8s net/url URL.String */
const goPath = (path: string): string => encodeURIComponent(path).replace(/%(2F|24|26|2B|2C|3A|3B|3D|40)/g, (code) => decodeURIComponent(code))
  .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function handlerOf(probe: Probe): string {
  if (probe.exec !== undefined) return `exec [${(probe.exec.command ?? []).join(' ')}]`;
  if (probe.httpGet !== undefined) {
    const { scheme = 'HTTP', host = '', port, path = '' } = probe.httpGet;
    const where = path === '' || path.startsWith('/') ? path : `/${path}`;
    return `http-get ${scheme.toLowerCase()}://${host.includes(':') ? `[${host}]` : host}:${port}${goPath(where)}`;
  }
  if (probe.tcpSocket !== undefined) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port}`;
  if (probe.grpc !== undefined) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''}`;
  return 'unknown';
}

function probeLine(probe: Probe): string {
  const { initialDelaySeconds: delay = 0, timeoutSeconds: timeout = 0, periodSeconds: period = 0, successThreshold: success = 0, failureThreshold: failure = 0 } = probe;
  return `${handlerOf(probe)} delay=${delay}s timeout=${timeout}s period=${period}s #success=${success} #failure=${failure}`;
}

function addEnvironmentFrom(lines: Lines, container: Container): void {
  if ((container.envFrom ?? []).length === 0) return;
  lines.add(2, 'Environment Variables from:');
  for (const { configMapRef, secretRef, prefix } of container.envFrom ?? []) {
    const kind = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const ref = configMapRef ?? secretRef;
    lines.add(3, `${ref?.name ?? ''}\t${kind}${prefix === undefined || prefix === '' ? '' : ` with prefix '${prefix}'`}\tOptional: ${ref?.optional === true}`);
  }
}

function addEnvironment(lines: Lines, container: Container, owner: Template): void {
  const env = container.env ?? [];
  lines.add(2, `Environment:${env.length === 0 ? '\t<none>' : ''}`);
  for (const variable of env) {
    if (variable.valueFrom === undefined) addValue(lines, variable);
    else lines.add(3, `${variable.name}:\t${sourceOf(variable, container, owner)}`);
  }
}

function addValue(lines: Lines, { name, value = '' }: EnvVar): void {
  value.split('\n').forEach((line, index) => lines.add(3, index === 0 ? `${name}:\t${line}` : `\t${line}`));
}

function sourceOf({ valueFrom }: EnvVar, container: Container, owner: Template): string {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom ?? {};
  if (fieldRef !== undefined) {
    const known: { readonly [path: string]: string | undefined } = { 'metadata.name': owner.metadata?.name, 'metadata.namespace': owner.metadata?.namespace };
    return `${known[fieldRef.fieldPath] ?? ''} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`;
  }
  if (resourceFieldRef !== undefined) {
    const { resource } = resourceFieldRef;
    const value = resourceValue(resource, resourceFieldRef.divisor, container);
    return `${value === '0' && (resource === 'limits.cpu' || resource === 'limits.memory') ? 'node allocatable' : value} (${resource})`;
  }
  if (configMapKeyRef !== undefined) return `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>\tOptional: ${configMapKeyRef.optional === true}`;
  return `<set to the key '${secretKeyRef?.key ?? ''}' in secret '${secretKeyRef?.name ?? ''}'>\tOptional: ${secretKeyRef?.optional === true}`;
}

function addMounts(lines: Lines, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  lines.add(2, `Mounts:${mounts.length === 0 ? '\t<none>' : ''}`);
  // A subPathExpr is not shown. @k8s golden pods/pod-subpath-projected
  for (const { mountPath, name, readOnly, subPath } of mounts) {
    const flags = [readOnly === true ? 'ro' : 'rw', ...(subPath === undefined || subPath === '' ? [] : [`path="${subPath}"`])];
    lines.add(3, `${mountPath} from ${name} (${flags.join(',')})`);
  }
  const devices = [...(container.volumeDevices ?? [])].sort((a, b) => (a.devicePath < b.devicePath ? -1 : 1));
  if (devices.length > 0) lines.add(2, `Devices:${mounts.length === 0 ? '\t<none>' : ''}`);
  for (const { devicePath, name } of devices) lines.add(3, `${devicePath} from ${name}`);
}

/** What `resourceFieldRef` gives: whole multiples of the divisor, rounded up. */
function resourceValue(resource: string, divisor: string | number | undefined, container: Container): string {
  const dot = resource.indexOf('.');
  const list = resource.slice(0, dot) === 'limits' ? container.resources?.limits : container.resources?.requests;
  const one = quantityOf(divisor).nano === 0n ? 1_000_000_000n : quantityOf(divisor).nano;
  return String((quantityOf(list?.[resource.slice(dot + 1)]).nano + one - 1n) / one);
}
