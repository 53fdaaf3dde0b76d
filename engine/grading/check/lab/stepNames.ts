/** What the examiner's steps name: faults, machines, files, addresses. */
import { loadYaml } from '../../../base/index.ts';
import { FAULTS, PRESETS } from '../../../cluster/index.ts';
import type { FaultStep } from '../../format/common.ts';
import type { Path } from '../../format/explain.ts';
import type { RunStep } from '../../format/step.ts';
import { others } from './names.ts';
import type { Parts, Tell } from './parts.ts';

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** @param files names of what lies in exam/ */
export function stepProblems({ spec, sequences }: Parts, files: readonly string[], tell: Tell): void {
  for (const { path, steps } of sequences) {
    const machines = spec.cluster === undefined ? undefined : new Set(PRESETS[spec.cluster].machines.map(({ name }) => name));
    for (const [index, step] of steps) stepProblem(step, [...path, index], machines, files, tell);
  }
}

export function stepProblem(step: RunStep, path: Path, machines: Set<string> | undefined, files: readonly string[], tell: Tell): void {
  if ('fault' in step) faultProblem(step.fault, [...path, 'fault'], machines, tell);
  else if ('load' in step) {
    if (!/^http:\/\/[^/\s]+(\/\S*)?$/.test(step.load.url) && !step.load.url.includes('{{')) tell([...path, 'load', 'url'], `a load asks an address like http://web.default/, found ${step.load.url}`, step.load.url.startsWith('https') ? 'Write http://; there is no https in the cluster' : 'Write http:// before it');
  } else if ('apply' in step) applyProblem(step.apply, [...path, 'apply'], files, tell);
}

function applyProblem(text: string, path: Path, files: readonly string[], tell: Tell): void {
  if (text.includes('\n')) {
    const loaded = loadYaml(text);
    if (!loaded.ok) tell(path, `not valid YAML: ${loaded.error.message}`, 'Look at the indentation and the quotes there', { text, within: loaded.error });
  } else if (/(^|\/)\.\.(\/|$)|^\/|\\/.test(text)) tell(path, `${text} leads out of exam/`, 'Name a file in exam/');
  else if (!files.includes(text)) tell(path, `there is no file exam/${text}`, others(text, files, 'put it there, or write the YAML itself'));
}

function faultProblem({ fault, node, pod, nodeOf, target }: FaultStep, path: Path, machines: Set<string> | undefined, tell: Tell): void {
  const known = FAULTS.find(({ name }) => name === fault);
  if (known === undefined) { tell([...path, 'fault'], `there is no fault ${fault}`, others(fault, FAULTS.map(({ name }) => name))); return; }
  const wants = { node: 'node or nodeOf', clock: 'target, like node01/30', pod: 'pod', container: 'pod (its first container is meant) or target, like default/web/app', registry: 'target, like docker.io', load: 'a step load', component: 'target, like kube-scheduler' }[known.target];
  const fits = { node: node ?? nodeOf, clock: target, pod: pod ?? target, container: pod ?? target, registry: target, load: target, component: target }[known.target];
  if (fits === undefined && fault !== 'node-add') tell(path, `${fault} happens to a ${known.target}; this names none`, `Write ${wants}`);
  if (node !== undefined && known.target === 'node' && machines !== undefined) {
    if (fault === 'node-add') machines.add(node);
    else if (!machines.has(node) && !node.includes('{{')) tell([...path, 'node'], `there is no machine ${node} in this cluster`, others(node, [...machines]));
  }
  if (known.target === 'component' && target !== undefined && !COMPONENTS.includes(target)) tell([...path, 'target'], `there is no part ${target} of the control plane`, others(target, COMPONENTS));
}

