/** Defaults of a pod's spec, in pods and in templates. @k8s pkg/apis/core/v1/defaults.go */
import { canonicalQuantity, formatQuantity, quantityOf } from '../../../base/index.ts';
import type {
  Container, EphemeralContainer, HTTPGetAction, Lifecycle, LifecycleHandler, PodSpec, PodTemplateSpec, Probe,
  ResourceRequirements, EphemeralVolumeSource, Volume, EnvVar, ContainerPort, ProjectedVolumeSource, DownwardAPIVolumeFile,
} from '../../schema/types.ts';
import { defaultPullPolicy } from '../../rules/image.ts';

const FILE_MODE = 0o644;
const TOKEN_SECONDS = 3600;

/** Maps a list and keeps the very list when nothing changes: objects share what did not change. */
export function mapSame<T>(list: readonly T[] | undefined, change: (item: T) => T): readonly T[] | undefined {
  if (list === undefined) return undefined;
  let changed = false;
  const next = list.map((item) => {
    const after = change(item);
    if (after !== item) changed = true;
    return after;
  });
  return changed ? next : list;
}

/** `{...defaults, ...object}` that gives back the object itself when it lacks nothing. */
export function fill<T extends object>(object: T, defaults: Partial<T>): T {
  for (const key in defaults) {
    if (defaults[key] !== undefined && object[key] === undefined) return { ...object, ...missing(object, defaults) };
  }
  return object;
}
function missing<T extends object>(object: T, defaults: Partial<T>): Partial<T> {
  const out: Partial<T> = {};
  for (const key in defaults) if (object[key] === undefined && defaults[key] !== undefined) out[key] = defaults[key];
  return out;
}

/** Replaces fields that differ; undefined values are left out. */
export function set<T extends object>(object: T, fields: Partial<{ [K in keyof T]: T[K] | undefined }>): T {
  let next: T | undefined;
  for (const key in fields) {
    const value = fields[key];
    if (value === undefined || value === object[key]) continue;
    next ??= { ...object };
    next[key] = value as T[typeof key];
  }
  return next ?? object;
}

type Resources = { readonly [name: string]: string | number };

/** Amounts of resources are never finer than a thousandth. @k8s pkg/apis/core/v1/defaults.go SetDefaults_ResourceList */
function canonicalAmount(amount: string | number): string {
  const quantity = quantityOf(amount);
  const rest = quantity.nano % NANO_PER_MILLI;
  return rest <= 0n ? canonicalQuantity(amount) : formatQuantity({ ...quantity, nano: quantity.nano - rest + NANO_PER_MILLI });
}
const NANO_PER_MILLI = 1_000_000n;

export function canonicalResources(resources: Resources | undefined): Resources | undefined {
  for (const name in resources) {
    const amount = resources[name];
    if (amount !== undefined && canonicalAmount(amount) !== amount) {
      return Object.fromEntries(Object.entries(resources).map(([key, quantity]) => [key, canonicalAmount(quantity)]));
    }
  }
  return resources;
}

const EMPTY = {};
const NONE: readonly never[] = [];
function defaultResources(resources: ResourceRequirements | undefined): ResourceRequirements {
  if (resources === undefined) return EMPTY;
  return set(resources, { limits: canonicalResources(resources.limits), requests: canonicalResources(resources.requests) });
}

const defaultHttpGet = (action: HTTPGetAction): HTTPGetAction =>
  fill(action.path === '' ? { ...action, path: '/' } : action, { path: '/', scheme: 'HTTP' });

function defaultProbe(probe: Probe | undefined): Probe | undefined {
  if (probe === undefined) return undefined;
  const numbers = fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  return set(numbers, {
    httpGet: probe.httpGet && defaultHttpGet(probe.httpGet),
    grpc: probe.grpc && fill(probe.grpc, { service: '' }),
  });
}

const defaultHandler = (handler: LifecycleHandler | undefined): LifecycleHandler | undefined =>
  handler && set(handler, { httpGet: handler.httpGet && defaultHttpGet(handler.httpGet) });
const defaultLifecycle = (lifecycle: Lifecycle | undefined): Lifecycle | undefined =>
  lifecycle && set(lifecycle, { postStart: defaultHandler(lifecycle.postStart), preStop: defaultHandler(lifecycle.preStop) });

/** The gate ContainerStopSignals is off: the field goes without a word. @k8s golden pods/pod-stop-signal */
function withoutStopSignal<T extends { readonly lifecycle?: Lifecycle }>(container: T): T {
  if (container.lifecycle?.stopSignal === undefined) return container;
  const { lifecycle: { stopSignal: _dropped, ...hooks }, ...rest } = container;
  return (Object.keys(hooks).length === 0 ? rest : { ...rest, lifecycle: hooks }) as T; // The same container with less in it.
}

function defaultEnv(variable: EnvVar): EnvVar {
  const from = variable.valueFrom;
  if (from?.fieldRef === undefined && from?.resourceFieldRef === undefined) return variable;
  const { fieldRef, resourceFieldRef } = from;
  return set(variable, { valueFrom: set(from, {
    fieldRef: fieldRef && fill(fieldRef, { apiVersion: 'v1' }),
    resourceFieldRef: resourceFieldRef && set(resourceFieldRef, { divisor: canonicalQuantity(resourceFieldRef.divisor ?? '0') }),
  }) });
}

const defaultPort = (port: ContainerPort): ContainerPort => fill(port, { protocol: 'TCP' });

export function defaultContainer<T extends Container | EphemeralContainer>(given: T): T {
  const container = withoutStopSignal(given);
  const filled = fill<Container | EphemeralContainer>(container, {
    terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File',
    imagePullPolicy: defaultPullPolicy(container.image ?? ''),
  });
  return set(filled, {
    ports: mapSame(filled.ports, defaultPort),
    env: mapSame(filled.env, defaultEnv),
    resources: defaultResources(filled.resources),
    livenessProbe: defaultProbe(filled.livenessProbe),
    readinessProbe: defaultProbe(filled.readinessProbe),
    startupProbe: defaultProbe(filled.startupProbe),
    lifecycle: defaultLifecycle(filled.lifecycle),
  }) as T; // Only fields that both kinds of container have were touched.
}

const defaultFile = (file: DownwardAPIVolumeFile): DownwardAPIVolumeFile => set(file, {
  fieldRef: file.fieldRef && fill(file.fieldRef, { apiVersion: 'v1' }),
  resourceFieldRef: file.resourceFieldRef
    && set(file.resourceFieldRef, { divisor: canonicalQuantity(file.resourceFieldRef.divisor ?? '0') }),
});

function defaultProjected(source: ProjectedVolumeSource): ProjectedVolumeSource {
  return set(fill(source, { defaultMode: FILE_MODE }), {
    sources: mapSame(source.sources, (part) => set(part, {
      serviceAccountToken: part.serviceAccountToken && fill(part.serviceAccountToken, { expirationSeconds: TOKEN_SECONDS }),
      downwardAPI: part.downwardAPI && set(part.downwardAPI, { items: mapSame(part.downwardAPI.items, defaultFile) }),
    })),
  });
}

function defaultEphemeral(source: EphemeralVolumeSource | undefined): EphemeralVolumeSource | undefined {
  const template = source?.volumeClaimTemplate;
  return source && template
    && set(source, { volumeClaimTemplate: set(template, { spec: fill(template.spec, { volumeMode: 'Filesystem' }) }) });
}

function defaultVolume(volume: Volume): Volume {
  // A volume without a source is an empty directory.
  if (Object.keys(volume).every((key) => key === 'name')) return { ...volume, emptyDir: {} };
  const { secret, configMap, downwardAPI, projected, hostPath, emptyDir, ephemeral, image, iscsi, rbd, azureDisk, scaleIO } = volume;
  return set(volume, {
    emptyDir: emptyDir?.sizeLimit === undefined ? emptyDir : set(emptyDir, { sizeLimit: canonicalQuantity(emptyDir.sizeLimit) }),
    secret: secret && fill(secret, { defaultMode: FILE_MODE }),
    configMap: configMap && fill(configMap, { defaultMode: FILE_MODE }),
    downwardAPI: downwardAPI
      && set(fill(downwardAPI, { defaultMode: FILE_MODE }), { items: mapSame(downwardAPI.items, defaultFile) }),
    projected: projected && defaultProjected(projected),
    hostPath: hostPath && fill(hostPath, { type: '' }),
    ephemeral: defaultEphemeral(ephemeral),
    image: image && fill(image, { pullPolicy: defaultPullPolicy(image.reference ?? '') }),
    iscsi: iscsi && fill(iscsi, { iscsiInterface: 'default' }),
    rbd: rbd && fill(rbd, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
    azureDisk: azureDisk && fill(azureDisk, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }),
    scaleIO: scaleIO && fill(scaleIO, { storageMode: 'ThinProvisioned', fsType: 'xfs' }),
  });
}

export function defaultPodSpec(spec: PodSpec): PodSpec {
  const filled = fill(spec, {
    containers: NONE, restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst', securityContext: EMPTY,
    schedulerName: 'default-scheduler',
  });
  return set(filled, {
    volumes: mapSame(filled.volumes, defaultVolume),
    initContainers: mapSame(filled.initContainers, defaultContainer),
    containers: mapSame(filled.containers, defaultContainer),
    ephemeralContainers: mapSame(filled.ephemeralContainers, defaultContainer),
    resources: filled.resources && defaultResources(filled.resources),
    overhead: canonicalResources(filled.overhead),
    ...serviceAccount(filled),
  });
}

/** The old name of the field is kept equal to the new one. @k8s pkg/apis/core/v1/conversion.go */
function serviceAccount(spec: PodSpec): Partial<PodSpec> {
  const name = spec.serviceAccountName ?? spec.serviceAccount;
  return name === undefined ? {} : { serviceAccountName: name, serviceAccount: name };
}

export const defaultPodTemplate = (template: PodTemplateSpec): PodTemplateSpec =>
  set(template, { metadata: template.metadata ?? {}, spec: template.spec && defaultPodSpec(template.spec) });
