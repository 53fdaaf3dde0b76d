/** What pods and pod templates share at their end, and the template block of workloads. */
import type { PodTemplateSpec, Toleration, TopologySpreadConstraint, LabelSelector } from '../../api/index.ts';
import { formatLabelSelector } from '../../base/index.ts';
import { addContainers } from './container.ts';
import { addVolumes } from './volumes.ts';
import { addAnnotations, addLabels, type Lines } from './writer.ts';

/** @k8s kubectl/pkg/describe printPodTolerationsMultiline */
function tolerationText({ key = '', operator, value = '', effect, tolerationSeconds }: Toleration): string {
  const about = `${key}${value === '' ? '' : `=${value}`}${effect === undefined ? '' : `:${effect}`}`;
  const parts = about === '' ? [] : [about];
  if (operator === 'Exists' && value === '') parts.push('op=Exists');
  if (tolerationSeconds !== undefined) parts.push(`for ${tolerationSeconds}s`);
  return parts.join(' ');
}

export function addTolerations(lines: Lines, level: number, tolerations: readonly Toleration[] | undefined): void {
  if (tolerations === undefined || tolerations.length === 0) { lines.add(level, 'Tolerations:\t<none>'); return; }
  const sorted = tolerations.toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : 0)); // @k8s golden cluster/node-kubelet-stopped-deployment
  sorted.forEach((t, index) => lines.add(level, `${index === 0 ? 'Tolerations:' : ''}\t${tolerationText(t)}`));
}

export function addSpread(lines: Lines, level: number, constraints: readonly TopologySpreadConstraint[] | undefined): void {
  const text = (c: TopologySpreadConstraint): string => `${c.topologyKey}:${c.whenUnsatisfiable} when max skew ${c.maxSkew} is exceeded${c.labelSelector === undefined ? '' : ` for selector ${selectorText(c.labelSelector)}`}`;
  [...(constraints ?? [])].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : Number(a.topologyKey > b.topologyKey))).forEach((c, index) => lines.add(level, `${index === 0 ? 'Topology Spread Constraints:' : ''}\t${text(c)}`));
}

export const selectorText = (selector: LabelSelector | undefined): string => {
  const text = selector === undefined ? '' : formatLabelSelector(selector);
  return text === '' ? '<none>' : text;
};

/** @k8s kubectl/pkg/describe DescribePodTemplate */
export function addPodTemplate(lines: Lines, template: PodTemplateSpec | undefined): void {
  lines.add(0, 'Pod Template:');
  if (template === undefined) { lines.add(1, '<unset>'); return; }
  addLabels(lines, 1, 'Labels', template.metadata?.labels);
  if (Object.keys(template.metadata?.annotations ?? {}).length > 0) addAnnotations(lines, 1, template.metadata?.annotations);
  const spec = template.spec;
  if (spec?.serviceAccountName !== undefined && spec.serviceAccountName !== '') lines.add(1, `Service Account:\t${spec.serviceAccountName}`);
  if ((spec?.initContainers ?? []).length > 0) addContainers(lines, 'Init Containers', spec?.initContainers ?? [], undefined, template, true);
  addContainers(lines, 'Containers', spec?.containers ?? [], undefined, template, true);
  addVolumes(lines, spec?.volumes, true);
  addSpread(lines, 1, spec?.topologySpreadConstraints);
  if (spec?.priorityClassName !== undefined && spec.priorityClassName !== '') lines.add(1, `Priority Class Name:\t${spec.priorityClassName}`);
  addLabels(lines, 1, 'Node-Selectors', spec?.nodeSelector);
  addTolerations(lines, 1, spec?.tolerations);
}
