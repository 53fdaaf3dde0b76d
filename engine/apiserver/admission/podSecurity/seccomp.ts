/** Seccomp profiles at both levels. @k8s pod-security-admission/policy/check_seccompProfile_{baseline,restricted}.go */
import { containersOf, containersText, contextOf, namesWhere, plural, quoted, settersText, sortedSet, type CheckPod, type Violation, type Subject } from './checks.ts';

const POD = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const TYPES = ['Localhost', 'RuntimeDefault'];

/** Before 1.19 profiles stood in annotations. */
export const seccompAnnotations: CheckPod = (subject) => {
  const annotations = subject.metadata?.annotations ?? {};
  const isBad = (value: string): boolean => value !== 'runtime/default' && value !== 'docker/default' && !value.startsWith('localhost/');
  const bad = sortedSet([POD, ...containersOf(subject).map(({ name }) => `${CONTAINER}${name}`)].flatMap((key) => {
    const value = annotations[key];
    return value !== undefined && isBad(value) ? [`${key}=${JSON.stringify(value)}`] : [];
  }));
  return bad.length === 0 ? undefined : { reason: 'seccompProfile', detail: `forbidden ${plural('annotation', 'annotations', bad.length)} ${bad.join(', ')}` };
};

const isBad = (type: string | undefined): boolean => type !== undefined && !TYPES.includes(type);

function wrongProfiles(subject: Subject): Violation | undefined {
  const podType = subject.spec.securityContext?.seccompProfile?.type;
  const names = namesWhere(subject, (container) => isBad(contextOf(container)?.seccompProfile?.type));
  const setters = settersText(isBad(podType), names);
  if (setters === '') return undefined;
  const values = sortedSet([podType, ...containersOf(subject).map((container) => contextOf(container)?.seccompProfile?.type)].filter(isBad).map((type) => type ?? ''));
  return { reason: 'seccompProfile', detail: `${setters} must not set securityContext.seccompProfile.type to ${quoted(values)}` };
}

export const seccompBaseline: CheckPod = wrongProfiles;

export const seccompRestricted: CheckPod = (subject) => {
  const wrong = wrongProfiles(subject);
  if (wrong !== undefined || subject.spec.securityContext?.seccompProfile !== undefined) return wrong;
  const names = namesWhere(subject, (container) => contextOf(container)?.seccompProfile === undefined);
  return names.length === 0 ? undefined
    : { reason: 'seccompProfile', detail: `pod or ${containersText(names)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"` };
};
