import type { PodTemplateSpec } from '../../../api/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { addPodTemplate } from '../../describe/podTemplate.ts';

/** A template as `describe` shows it, but with its tabs: upstream forgets to lay it out. @k8s golden kubectl/rollout-zero-replicas */
export function templateText(template: JsonObject): string {
  let text = '';
  addPodTemplate({ add(level, line) { text += `${line.startsWith('\t') ? '' : '  '.repeat(level)}${line}\n`; }, toString: () => text }, template as PodTemplateSpec); // stored objects are valid
  return text;
}
