/** The environment of a container. @k8s pkg/kubelet/kubelet_pods.go makeEnvironmentVariables */
import { decodeBase64, KINDS, type Container, type EnvVar, type FileKeySelector } from '../../api/index.ts';
import { namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import { parseEnvFile } from './envFile.ts';
import { expand } from './expand.ts';
import { fieldValue, resourceValue } from './fieldRef.ts';
import { serviceEnvironment } from './serviceEnvironment.ts';

export type EnvironmentOutcome = { readonly ok: true; readonly environment: readonly (readonly [string, string])[] } | { readonly ok: false; readonly message: string };
type Keyed = { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly key?: string; readonly optional: boolean };
type Found = { readonly ok: true; readonly data: { readonly [key: string]: string } | undefined } | { readonly ok: false; readonly message: string };

/** All keys of a ConfigMap or Secret as text; undefined if it is missing but optional. */
export function keyedData(kit: Kit, namespace: string, source: Omit<Keyed, 'key'>): Found {
  const object = source.kind === 'ConfigMap'
    ? kit.context.client.informer(KINDS.ConfigMap).get(namespace, source.name)
    : kit.context.client.informer(KINDS.Secret).get(namespace, source.name);
  if (object === undefined) {
    if (source.optional) return { ok: true, data: undefined };
    return { ok: false, message: `${source.kind.toLowerCase()} ${JSON.stringify(source.name)} not found` };
  }
  const data = object.data ?? {};
  return { ok: true, data: source.kind === 'Secret' ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decoded(value)])) : data };
}
const decoded = (value: string): string => decodeBase64(value) ?? '';

export function buildEnvironment(kit: Kit, work: PodWork, container: Container): EnvironmentOutcome {
  const namespace = namespaceOf(work.pod);
  const services = serviceEnvironment(kit, namespace, specOf(work.pod).enableServiceLinks !== false);
  // One list for all that say nothing of their own.
  if (container.env === undefined && container.envFrom === undefined) return { ok: true, environment: services.list };
  const values = new Map<string, string>();
  for (const source of container.envFrom ?? []) {
    const ref = source.configMapRef ?? source.secretRef;
    if (ref === undefined) continue;
    const found = keyedData(kit, namespace, { kind: source.configMapRef === undefined ? 'Secret' : 'ConfigMap', name: ref.name ?? '', optional: ref.optional === true });
    if (!found.ok) return found;
    for (const key of Object.keys(found.data ?? {}).sort()) values.set(`${source.prefix ?? ''}${key}`, found.data?.[key] ?? '');
  }
  for (const variable of container.env ?? []) {
    const found = variable.valueFrom === undefined
      ? { ok: true as const, value: expand(variable.value ?? '', (name) => values.get(name) ?? services.values.get(name)) }
      : fromSource(kit, work, container, variable);
    if (!found.ok) return found;
    if (found.value !== undefined) values.set(variable.name, found.value);
  }
  for (const [name, value] of services.list) if (!values.has(name)) values.set(name, value);
  return { ok: true, environment: [...values] };
}

type Value = { readonly ok: true; readonly value: string | undefined } | { readonly ok: false; readonly message: string };

function fromSource(kit: Kit, work: PodWork, container: Container, variable: EnvVar): Value {
  const from = variable.valueFrom;
  if (from?.fieldRef !== undefined) return { ok: true, value: fieldValue(kit, work, from.fieldRef.fieldPath) ?? '' };
  if (from?.resourceFieldRef !== undefined) return { ok: true, value: resourceValue(kit, work, container, from.resourceFieldRef) };
  if (from?.fileKeyRef !== undefined) return fromFile(work, from.fileKeyRef);
  const ref = from?.configMapKeyRef ?? from?.secretKeyRef;
  if (ref === undefined) return { ok: true, value: undefined };
  const kind = from?.configMapKeyRef === undefined ? 'Secret' : 'ConfigMap';
  const [namespace, name] = [namespaceOf(work.pod), ref.name ?? ''];
  const found = keyedData(kit, namespace, { kind, name, optional: ref.optional === true });
  if (!found.ok) return found;
  const value = found.data?.[ref.key];
  if (value === undefined && ref.optional !== true) return { ok: false, message: `couldn't find key ${ref.key} in ${kind} ${namespace}/${name}` };
  return { ok: true, value };
}

/** An emptyDir that an init container has written to; the application itself need not mount it. */
function fromFile(work: PodWork, { volumeName, path, key, optional }: FileKeySelector): Value {
  const volume = work.volumes?.get(volumeName);
  if (volume === undefined) return { ok: false, message: `cannot find the volume "${volumeName}" referenced by FileKeyRef` };
  const inside = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..').join('/');
  const file = volume.base === '/' ? `/${inside}` : `${volume.base}/${inside}`;
  const content = volume.files.stat(file)?.type === 'file' ? volume.files.read(file) : undefined;
  const parsed = typeof content === 'string' ? parseEnvFile(content, key) : undefined;
  if (parsed?.ok !== true) return { ok: false, message: "couldn't parse env file" };
  if (parsed.value !== '') return { ok: true, value: parsed.value };
  if (optional === true) return { ok: true, value: undefined };
  return { ok: false, message: `environment variable key "${key}" not found in file "/var/lib/kubelet/pods/${work.uid}/volumes/kubernetes.io~empty-dir/${volumeName}/${inside}"` };
}
