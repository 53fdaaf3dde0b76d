/** The solution, and then everything that it made is deleted again: checks by load or by command must notice. */
import type { Input } from '../../../session/index.ts';
import type { Lab } from '../lab.ts';
import { variantOf, variantOfAttempt } from '../variant.ts';
import { inputsOf, typed, type Typed } from './attempt.ts';

const GONE = 'sleep 40';
const DELETE = '--ignore-not-found --wait=false';

/** Checks of objects need no run: what they say of an empty cluster is asked of them directly. Undefined if there are no others. */
export function deletedAfter(lab: Lab, seed: string): Typed | undefined {
  if (!lab.spec.checks.some(({ load, command, mayBeEmpty }) => !mayBeEmpty && (load !== undefined || command !== undefined))) return undefined;
  const { lab: own, drawn } = variantOf(lab, seed);
  const solution = variantOfAttempt(lab.solution, drawn);
  const { inputs, end } = inputsOf(solution);
  const start = own.start.map((text, index): Input => ({ at: end, type: 'file', path: `start-${index}.yaml`, text }));
  const files = [...solution.manifests, ...start.map((_, index) => `start-${index}.yaml`)];
  return typed([...inputs, ...start], end, [
    ...files.map((file) => `kubectl delete -f ${file} ${DELETE}`),
    `kubectl delete deployments,statefulsets,daemonsets,replicasets,replicationcontrollers,jobs,cronjobs,services,pods --all ${DELETE}`, GONE,
  ]);
}
