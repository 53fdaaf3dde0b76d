/** Who goes first. @k8s pkg/kubelet/eviction/helpers.go rankMemoryPressure, rankDiskPressureFunc, rankPIDPressure */
import { podRequests } from '../../api/index.ts';
import { quantityValue } from '../../base/index.ts';
import type { PodUse, PodWork } from '../types.ts';
import type { Resource } from './thresholds.ts';

export type Candidate = { readonly work: PodWork; readonly use: PodUse };
type Compare = (a: Candidate, b: Candidate) => number;

const priorityOf = ({ work }: Candidate): number => work.pod.spec?.priority ?? 0;
function requestOf({ work }: Candidate, resource: Resource): number {
  const asked = podRequests(work.pod)[resource];
  return asked === undefined ? 0 : quantityValue(asked);
}
const usedOf = ({ use }: Candidate, resource: Resource): number =>
  (resource === 'memory' ? use.memory : resource === 'pids' ? use.processes : use.rootfs + use.logs + use.volumes);

const aboveRequest = (resource: Resource) => (each: Candidate): boolean => usedOf(each, resource) > requestOf(each, resource);
const first = (test: (each: Candidate) => boolean): Compare => (a, b) => Number(test(b)) - Number(test(a));
const byPriority: Compare = (a, b) => priorityOf(a) - priorityOf(b);
const mostAbove = (resource: Resource): Compare => (a, b) => usedOf(b, resource) - requestOf(b, resource) - (usedOf(a, resource) - requestOf(a, resource));
const mostProcesses: Compare = (a, b) => b.use.processes - a.use.processes;

const order = (resource: Resource): readonly Compare[] =>
  (resource === 'pids' ? [byPriority, mostProcesses] : [first(aboveRequest(resource)), byPriority, mostAbove(resource)]);

export const ranked = (candidates: readonly Candidate[], resource: Resource): Candidate[] => {
  const comparisons = order(resource);
  return [...candidates].sort((a, b) => {
    for (const compare of comparisons) { const result = compare(a, b); if (result !== 0) return result; }
    return 0;
  });
};
