/** Annotations that mean something for pods. @k8s pkg/apis/core/validation/validation.go ValidatePodSpecificAnnotations */
import { forbidden, invalid } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { AppArmorProfile, ObjectMeta, Pod, PodSpec, SeccompProfile } from '../../schema/types.ts';
import { localPathErrors } from './checks.ts';
import { visitContainers } from './context.ts';

export const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
export const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

type Annotations = ObjectMeta['annotations'];

function validateSeccompName(path: string, profile: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  if (profile.startsWith('localhost/')) return localPathErrors(path, profile.slice('localhost/'.length));
  return [invalid(path, profile, 'must be a valid seccomp profile')];
}

function isDeletionCost(text: string): boolean {
  if (!/^(0|[+-]?[1-9]\d*)$/.test(text) || text.startsWith('+')) return false;
  const cost = Number(text);
  return cost >= -(2 ** 31) && cost < 2 ** 31;
}

const isAppArmorName = (profile: string): boolean =>
  profile === '' || profile === 'runtime/default' || profile === 'unconfined' || profile.startsWith('localhost/');

export function validatePodAnnotations(path: string, annotations: Annotations, spec: PodSpec): FieldError[] {
  if (annotations === undefined) return [];
  const keys = Object.keys(annotations).sort();
  const errors: FieldError[] = [];
  const value = (key: string): string => annotations[key] ?? '';
  if (annotations[MIRROR] !== undefined && (spec.nodeName ?? '') === '') {
    errors.push(invalid(`${path}[${MIRROR}]`, value(MIRROR), 'must set spec.nodeName if mirror pod annotation is set'));
  }
  if (annotations[DELETION_COST] !== undefined && !isDeletionCost(value(DELETION_COST))) {
    errors.push(invalid(`${path}[${DELETION_COST}]`, value(DELETION_COST), 'must be a 32bit integer'));
  }
  for (const key of keys) {
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)) errors.push(...validateSeccompName(`${path}.${key}`, value(key)));
  }
  for (const key of keys.filter((name) => name.startsWith(APPARMOR))) {
    const name = key.slice(APPARMOR.length);
    let found = false;
    visitContainers('', spec, (container) => { found ||= container.name === name; });
    if (!found) errors.push(invalid(`${path}[${key}]`, name, 'container not found'));
    if (!isAppArmorName(value(key))) errors.push(invalid(`${path}[${key}]`, value(key), `invalid AppArmor profile name: ${JSON.stringify(value(key))}`));
  }
  return errors;
}

/** @k8s ValidatePodSpecificAnnotationUpdates */
export function validateAnnotationUpdate(next: Pod, old: Pod): FieldError[] {
  const [now, before] = [next.metadata?.annotations ?? {}, old.metadata?.annotations ?? {}];
  const special = (key: string): string | undefined => (key === MIRROR ? 'mirror pod annotation' : key.startsWith(APPARMOR) ? 'AppArmor annotations' : undefined);
  const about = (keys: readonly string[], what: string): FieldError[] => keys.filter((key) => special(key) !== undefined)
    .map((key) => forbidden(`metadata.annotations[${key}]`, `may not ${what} ${special(key)}`));
  return [
    ...about(Object.keys(before).filter((key) => now[key] !== before[key]).sort(), 'remove or update'),
    ...about(Object.keys(now).filter((key) => before[key] === undefined).sort(), 'add'),
  ];
}

const RUNTIME_DEFAULT = ['runtime/default', 'docker/default'];

function mismatch(path: string, what: 'seccomp' | 'apparmor', annotation: string, profile: SeccompProfile | AppArmorProfile): FieldError[] {
  const wrong = [forbidden(`${path}.type`, `${what} type in annotation and field must match`)];
  if (profile.type === 'Unconfined') return annotation === 'unconfined' ? [] : wrong;
  if (profile.type === 'RuntimeDefault') return (what === 'seccomp' ? RUNTIME_DEFAULT : ['runtime/default']).includes(annotation) ? [] : wrong;
  if (profile.type !== 'Localhost') return [];
  if (!annotation.startsWith('localhost/')) return wrong;
  return annotation.slice('localhost/'.length) === profile.localhostProfile ? []
    : [forbidden(`${path}.localhostProfile`, `${what} profile in annotation and field must match`)];
}

/** Where an annotation and its field are both given. @k8s validateSeccompAnnotationsAndFields, validateAppArmorAnnotationsAndFieldsMatchOnCreate */
export function validateAnnotatedProfiles(path: string, annotations: Annotations, spec: PodSpec): FieldError[] {
  if (annotations === undefined) return [];
  const ofPod = spec.securityContext?.seccompProfile;
  const onPod = annotations[SECCOMP_POD];
  const errors = ofPod === undefined || onPod === undefined ? [] : mismatch(`${path}.securityContext.seccompProfile`, 'seccomp', onPod, ofPod);
  visitContainers(path, spec, (container, here) => {
    const [profile, text] = [container.securityContext?.seccompProfile, annotations[`${SECCOMP_CONTAINER}${container.name}`]];
    if (profile !== undefined && text !== undefined) errors.push(...mismatch(`${here}.securityContext.seccompProfile`, 'seccomp', text, profile));
  });
  if (spec.os?.name === 'windows') return errors;
  visitContainers(path, spec, (container, here) => {
    const profile = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    const text = annotations[`${APPARMOR}${container.name}`];
    if (profile !== undefined && text !== undefined) errors.push(...mismatch(`${here}.securityContext.appArmorProfile`, 'apparmor', text, profile));
  });
  return errors;
}
