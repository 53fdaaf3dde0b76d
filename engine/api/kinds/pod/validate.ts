/** Validation of a pod's spec, in pods and in templates. @k8s pkg/apis/core/validation/validation.go ValidatePodSpec */
import { dns1123LabelProblems, dns1123SubdomainProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notFound, notSupported, required, tooLong } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { subdomainName, validateAnnotations, validateLabels, validateMeta } from '../../meta/objectMeta.ts';
import type { ObjectMeta, Pod, PodResourceClaim, PodSpec, PodTemplateSpec } from '../../schema/types.ts';
import { validateAnnotatedProfiles, validatePodAnnotations } from './annotations.ts';
import { ipErrors } from '../../rules/ipErrors.ts';
import { asGiven, invalids, oneOf } from './checks.ts';
import { visitContainers, type PodContext } from './context.ts';
import { paddedImage, validateAllContainers } from './containers.ts';
import { validateDns } from './dns.ts';
import { areAlike } from './likeness.ts';
import { validatePodResources, validateResources } from './resources.ts';
import { validateAffinity, validateSpread, validateTolerations } from './scheduling.ts';
import { validateHostUsers, validatePodSecurity } from './security.ts';
import { validateVolumes } from './volumes.ts';
import { validateHostProcess, validateOs } from './windows.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PREEMPTION = ['PreemptLowerPriority', 'Never'];
const MAX_SECONDS = 2 ** 31 - 1;
const MAX_HOSTNAME = 64;

/** A name that must be right if it is there at all. */
const optionalName = (path: string, name: string | undefined, problems: (text: string) => string[]): FieldError[] =>
  ((name ?? '') === '' ? [] : invalids(path, name, problems(name ?? '')));

const validateHostAliases = (path: string, spec: PodSpec): FieldError[] => (spec.hostAliases ?? []).flatMap((alias, index) => [
  ...ipErrors(`${path}[${index}].ip`, alias.ip ?? ''),
  ...(alias.hostnames ?? []).flatMap((name, at) => invalids(`${path}[${index}].hostnames[${at}]`, name, dns1123SubdomainProblems(name))),
]);

/** @k8s pkg/apis/core/validation/validation.go validatePodResourceClaims */
function validateClaims(path: string, claims: readonly PodResourceClaim[]): FieldError[] {
  const names = new Set<string>();
  return claims.flatMap((claim, index) => {
    const here = `${path}[${index}]`;
    const { name = '', resourceClaimName: own, resourceClaimTemplateName: template } = asGiven(claim);
    const shown = { Name: name, ResourceClaimName: own ?? null, ResourceClaimTemplateName: template ?? null };
    const errors = name === '' ? [required(`${here}.name`)] : names.has(name) ? [duplicate(`${here}.name`, name)]
      : invalids(`${here}.name`, name, dns1123LabelProblems(name));
    names.add(name);
    if (own !== undefined && template !== undefined) {
      errors.push(invalid(here, shown, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'));
    }
    if (own === undefined && template === undefined) errors.push(invalid(here, shown, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    return [...errors, ...(own === undefined ? [] : invalids(`${here}.resourceClaimName`, own, dns1123SubdomainProblems(own))),
      ...(template === undefined ? [] : invalids(`${here}.resourceClaimTemplateName`, template, dns1123SubdomainProblems(template)))];
  });
}

/** On the host's network a port of the container is that port of the host; templates may leave it out. @k8s validatePodHostNetworkDeps */
function validateHostNetwork(path: string, spec: PodSpec, isPod: boolean): FieldError[] {
  if (spec.hostNetwork !== true) return [];
  return (spec.containers ?? []).flatMap((container, at) => (container.ports ?? []).flatMap((port, index) => {
    const host = port.hostPort ?? 0;
    return (isPod || host !== 0) && host !== port.containerPort
      ? [invalid(`${path}.containers[${at}].ports[${index}].hostPort`, host, 'must match `containerPort` when `hostNetwork` is true')] : [];
  }));
}

function validateGates(path: string, spec: PodSpec): FieldError[] {
  const seen = new Set<string>();
  return (spec.schedulingGates ?? []).flatMap(({ name = '' }: { readonly name?: string }, index) => {
    const errors = invalids(`${path}[${index}]`, name, qualifiedNameProblems(name));
    if (seen.has(name)) errors.push(duplicate(`${path}[${index}]`, name));
    seen.add(name);
    return errors;
  });
}

function contextOf(spec: PodSpec, volumes: PodContext['volumes'], isPod: boolean): PodContext {
  return {
    volumes, isPod, claims: (spec.resourceClaims ?? []).map(({ name }) => name).filter((name) => (name ?? '') !== ''),
    restartPolicy: spec.restartPolicy ?? '', hostUsers: spec.hostUsers !== false, grace: spec.terminationGracePeriodSeconds,
  };
}

const validatePlacement = (path: string, spec: PodSpec): FieldError[] => [
  ...validateAffinity(`${path}.affinity`, spec.affinity),
  ...validateDns(`${path}.dnsConfig`, spec),
  ...(spec.readinessGates ?? []).flatMap(({ conditionType = '' }: { readonly conditionType?: string }, index) =>
    invalids(`${path}.readinessGates[${index}].conditionType`, conditionType, qualifiedNameProblems(conditionType))),
  ...validateGates(`${path}.schedulingGates`, spec),
  ...validateSpread(`${path}.topologySpreadConstraints`, spec.topologySpreadConstraints ?? []),
  ...validateHostProcess(path, spec), ...validateHostUsers(path, spec), ...validateHostName(`${path}.hostnameOverride`, spec),
];

/** @k8s pkg/apis/core/validation/validation.go validatePodHostName */
function validateHostName(path: string, { hostnameOverride: name, setHostnameAsFQDN, hostNetwork }: PodSpec): FieldError[] {
  return name === undefined ? [] : [
    ...(setHostnameAsFQDN === true ? [forbidden(path, 'may not be specified when setHostnameAsFQDN is true')] : []),
    ...(hostNetwork === true ? [forbidden(path, 'may not be specified when hostNetwork is true')] : []),
    ...(name.length > MAX_HOSTNAME ? [tooLong(path, MAX_HOSTNAME)] : []),
    ...invalids(path, name, dns1123SubdomainProblems(name)),
  ];
}

/** Variables come from files of volumes that the pod itself fills. @k8s validateFileKeyRefVolumes */
function validateFileRefs(path: string, spec: PodSpec): FieldError[] {
  const errors: FieldError[] = [];
  visitContainers(path, spec, (container, here) => {
    for (const [index, { valueFrom }] of (container.env ?? []).entries()) {
      if (valueFrom?.fileKeyRef === undefined) continue;
      const name = valueFrom.fileKeyRef.volumeName ?? '';
      const at = `${here}.env[${index}].valueFrom.fileKeyRef.volumeName`;
      const volume = (spec.volumes ?? []).findLast((other) => other.name === name);
      if (volume === undefined) errors.push(notFound(at, name));
      else if (volume.emptyDir === undefined) errors.push(invalid(at, name, 'referenced volume must be of type emptyDir'));
    }
  });
  return errors;
}

function validateNames(path: string, spec: PodSpec): FieldError[] {
  const { activeDeadlineSeconds: deadline } = spec;
  return [
    ...optionalName(`${path}.serviceAccountName`, spec.serviceAccountName, dns1123SubdomainProblems),
    ...optionalName(`${path}.nodeName`, spec.nodeName, dns1123SubdomainProblems),
    ...(deadline !== undefined && (deadline < 1 || deadline > MAX_SECONDS)
      ? [invalid(`${path}.activeDeadlineSeconds`, deadline, `must be between 1 and ${MAX_SECONDS}, inclusive`)] : []),
    ...optionalName(`${path}.hostname`, spec.hostname, dns1123LabelProblems),
    ...optionalName(`${path}.subdomain`, spec.subdomain, dns1123LabelProblems),
  ];
}

function validateRest(path: string, spec: PodSpec): FieldError[] {
  const preemption = spec.preemptionPolicy;
  return [
    ...validateTolerations(`${path}.tolerations`, spec.tolerations ?? []),
    ...validateHostAliases(`${path}.hostAliases`, spec),
    ...optionalName(`${path}.priorityClassName`, spec.priorityClassName, dns1123SubdomainProblems),
    ...(spec.runtimeClassName === undefined ? [] : invalids(`${path}.runtimeClassName`, spec.runtimeClassName, dns1123SubdomainProblems(spec.runtimeClassName))),
    ...(preemption === undefined || PREEMPTION.includes(preemption) ? []
      : preemption === '' ? [required(`${path}.preemptionPolicy`)] : [notSupported(`${path}.preemptionPolicy`, preemption, PREEMPTION)]),
    ...(spec.overhead === undefined ? [] : validateResources(`${path}.overhead`, { limits: spec.overhead })),
    ...validateOs(path, spec),
    ...validateFileRefs(path, spec),
  ];
}

/** `podName` is given for pods only: '' where it is not known. */
export function validatePodSpec(path: string, spec: PodSpec, podName?: string): FieldError[] {
  const isPod = podName !== undefined;
  const volumes = validateVolumes(`${path}.volumes`, spec.volumes ?? [], podName);
  const context = contextOf(spec, volumes.good, isPod);
  return [
    ...volumes.errors,
    ...validateClaims(`${path}.resourceClaims`, spec.resourceClaims ?? []),
    ...validateAllContainers(path, spec, context),
    ...validatePodResources(`${path}.resources`, spec),
    ...validateHostNetwork(path, spec, isPod),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES),
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...validatePodSecurity(`${path}.securityContext`, spec),
    ...validatePlacement(path, spec),
    ...validateNames(path, spec),
    ...validateRest(path, spec),
  ];
}

/** A token needs an account. @k8s validatePodMetadataAndSpec */
function validateTokens(spec: PodSpec): FieldError[] {
  if ((spec.serviceAccountName ?? '') !== '') return [];
  return (spec.volumes ?? []).flatMap((volume, at) => (volume.projected?.sources ?? []).flatMap((source, index) =>
    (source.serviceAccountToken === undefined ? []
      : [forbidden(`spec.volumes[${at}].projected.sources[${index}].serviceAccountToken`, 'must not be specified when serviceAccountName is not set')])));
}

/** The last pod with nothing wrong: hundreds of the same template may follow. */
let proven: { readonly spec: PodSpec; readonly annotations: ObjectMeta['annotations'] } | undefined;

export function validatePod(pod: Pod): FieldError[] {
  const spec = pod.spec ?? { containers: [] };
  const errors = validateMeta(pod, subdomainName, true);
  const annotations = pod.metadata?.annotations;
  if (proven !== undefined && annotations === proven.annotations && areAlike(proven.spec, spec)) return errors;
  const more = validateSpecOf(pod, spec);
  // Claims of ephemeral volumes are called after their pod.
  if (more.length === 0 && !(spec.volumes ?? []).some(({ ephemeral }) => ephemeral !== undefined)) proven = { spec, annotations };
  return [...errors, ...more];
}

function validateSpecOf(pod: Pod, spec: PodSpec): FieldError[] {
  return [
    ...validatePodAnnotations('metadata.annotations', pod.metadata?.annotations, spec),
    ...validatePodSpec('spec', spec, pod.metadata?.name ?? ''),
    ...validateTokens(spec),
    ...(spec.containers ?? []).flatMap((container, index) => paddedImage(`spec.containers[${index}]`, container.image)),
    ...(spec.initContainers ?? []).flatMap((container, index) => paddedImage(`spec.initContainers[${index}]`, container.image)),
  ];
}

/** What only a new pod may not have. @k8s ValidatePodCreate */
export function validateNewPod(pod: Pod): FieldError[] {
  const spec = pod.spec ?? { containers: [] };
  const gated = (spec.nodeName ?? '') !== '' && (spec.schedulingGates ?? []).length > 0;
  return [
    ...((spec.ephemeralContainers ?? []).length > 0 ? [forbidden('spec.ephemeralContainers', 'cannot be set on create')] : []),
    ...(gated ? [forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')] : []),
    ...validateAnnotatedProfiles('spec', pod.metadata?.annotations, spec),
  ];
}

/** @k8s pkg/apis/core/validation/validation.go ValidatePodTemplateSpec */
export function validatePodTemplate(path: string, template: PodTemplateSpec | undefined): FieldError[] {
  const { labels, annotations } = template?.metadata ?? {};
  const spec = template?.spec ?? { containers: [] };
  return [
    ...validateLabels(labels, `${path}.labels`), ...validateAnnotations(annotations, `${path}.annotations`),
    ...validatePodAnnotations(`${path}.annotations`, annotations, spec),
    ...validatePodSpec(`${path}.spec`, spec),
    ...validateAnnotatedProfiles(`${path}.spec`, annotations, spec),
    ...((spec.ephemeralContainers ?? []).length > 0 ? [forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')] : []),
  ];
}
