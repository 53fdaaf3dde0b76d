/** What a check is given and what it says. @k8s pod-security-admission/policy/{checks,helpers,visitor}.go */
import type { Container, EphemeralContainer, ObjectMeta, PodSpec, SecurityContext } from '../../../api/index.ts';

export type Subject = { readonly metadata: ObjectMeta | undefined; readonly spec: PodSpec };
/** Undefined: allowed. */
export type Violation = { readonly reason: string; readonly detail: string };
export type CheckPod = (subject: Subject) => Violation | undefined;
export type Check = {
  readonly id: string;
  /** From this minor version of 1.x on, in rising order. */
  readonly versions: readonly (readonly [minor: number, check: CheckPod])[];
  /** Checks of the lower level that this one stands in for. */
  readonly replaces?: readonly string[];
};

export type AnyContainer = Container | EphemeralContainer;
export const containersOf = ({ spec }: Subject): readonly AnyContainer[] =>
  [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
export const contextOf = (container: AnyContainer): SecurityContext | undefined => container.securityContext;

export const quoted = (items: readonly string[]): string => items.map((item) => `"${item}"`).join(', ');
export const plural = (singular: string, many: string, count: number): string => (count === 1 ? singular : many);
/** `container "a"`, `containers "a", "b"`. */
export const containersText = (names: readonly string[]): string => `${plural('container', 'containers', names.length)} ${quoted(names)}`;
export const sortedSet = (items: readonly string[]): string[] => [...new Set(items)].sort();

/** Names of the containers for which something holds. */
export const namesWhere = (subject: Subject, holds: (container: AnyContainer) => boolean): string[] =>
  containersOf(subject).filter(holds).map(({ name }) => name);

/** `pod and containers "a", "b"`, or '' if neither. */
export const settersText = (pod: boolean, names: readonly string[]): string =>
  [...(pod ? ['pod'] : []), ...(names.length === 0 ? [] : [containersText(names)])].join(' and ');

export const isWindows = ({ spec }: Subject): boolean => spec.os?.name === 'windows';
/** Root in a user namespace of its own is nobody outside. */
export const hasOwnUsers = ({ spec }: Subject): boolean => spec.hostUsers === false;

export const unless = (exempt: (subject: Subject) => boolean, check: CheckPod): CheckPod => (subject) => (exempt(subject) ? undefined : check(subject));
