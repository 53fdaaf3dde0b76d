/** Warnings of the API server itself about pods. @k8s pkg/api/pod/warnings.go */
import { dns1123LabelProblems } from '../../../base/index.ts';
import type { Pod, PodSpec, PodTemplateSpec } from '../../schema/types.ts';

function portWarnings(path: string, spec: PodSpec): string[] {
  const seen = new Map<string, string>();
  return [...(spec.containers ?? []).entries()].flatMap(([at, container]) => [...(container.ports ?? []).entries()].flatMap(([index, port]) => {
    const here = `${path}.containers[${at}].ports[${index}]`;
    const key = `${port.containerPort}/${port.protocol ?? 'TCP'}/${port.hostIP ?? ''}/${port.hostPort ?? 0}`;
    const first = seen.get(key);
    seen.set(key, first ?? here);
    return first === undefined ? [] : [`${here}: duplicate port definition with ${first}`];
  }));
}

function envWarnings(path: string, spec: PodSpec): string[] {
  return [...(spec.containers ?? []).entries()].flatMap(([at, container]) => {
    const seen = new Map<string, number>();
    return [...(container.env ?? []).entries()].flatMap(([index, { name }]) => {
      const first = seen.get(name);
      if (first === undefined) { seen.set(name, index); return []; }
      const here = `${path}.containers[${at}].env`;
      return [`${here}[${index}]: hides previous definition of ${JSON.stringify(name)}, which may be dangerous when using apply`];
    });
  });
}

function specWarnings(path: string, spec: PodSpec | undefined): string[] {
  if (spec === undefined) return [];
  return [
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0 ? [`${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`] : []),
    ...portWarnings(path, spec), ...envWarnings(path, spec),
  ];
}

const HOSTNAME = "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: ";

/** Only about what is new: an update that changes none of it says nothing. */
export function podWarnings(pod: Pod, old: Pod | undefined): string[] {
  const name = pod.metadata?.name ?? '';
  const problems = name.includes('.') ? ['must not contain dots'] : name === '' ? [] : dns1123LabelProblems(name);
  const named = old === undefined && problems.length > 0 ? [`metadata.name: ${HOSTNAME}[${problems.join(' ')}]`] : [];
  const before = new Set(specWarnings('spec', old?.spec));
  return [...named, ...specWarnings('spec', pod.spec).filter((warning) => !before.has(warning))];
}

export function templateWarnings(next: PodTemplateSpec | undefined, old: PodTemplateSpec | undefined): string[] {
  const before = new Set(specWarnings('spec.template.spec', old?.spec));
  return specWarnings('spec.template.spec', next?.spec).filter((warning) => !before.has(warning));
}
