/** What the rules of one container must know of its pod. */
import type { Container, EphemeralContainer, PodSpec, Volume } from '../../schema/types.ts';

export type AnyContainer = Container | EphemeralContainer;

export type PodContext = {
  /** Volumes that are right in themselves: mounts refer to these only. */
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly claims: readonly string[];
  readonly restartPolicy: string;
  readonly hostUsers: boolean;
  readonly grace: number | undefined;
  /** A pod, not the template of one. */
  readonly isPod: boolean;
};

type Visit = (container: AnyContainer, path: string) => void;

/** All containers with their paths, init containers first. @k8s pkg/apis/core/pods/helpers.go VisitContainersWithPath */
export function visitContainers(path: string, spec: PodSpec, visit: Visit): void {
  for (const field of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    for (const [index, container] of (spec[field] ?? []).entries()) visit(container, `${path}.${field}[${index}]`);
  }
}
