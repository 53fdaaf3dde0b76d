/** Why a pod is evicted, in the kubelet's words. @k8s pkg/kubelet/eviction/helpers.go evictionMessage */
import type { Container, Pod } from '../../api/index.ts';
import { formatQuantity, quantityFromValue, quantityOf, quantityValue } from '../../base/index.ts';
import { containerMemory, logsBytes, podUse, rootfsBytes, type NodeUse } from '../node/figures.ts';
import { isRunning } from '../containers/observe.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { quantityOfThreshold, type Resource, type Threshold } from './thresholds.ts';

const inBytes = (bytes: number): string => formatQuantity(quantityFromValue(bytes, 'BinarySI'));
const requestOf = (spec: Container, resource: Resource): string => String(spec.resources?.requests?.[resource] ?? '0');

function usageOf(kit: Kit, c: ContainerWork, resource: Resource): number | undefined {
  if (c.id === undefined || !isRunning(kit, c)) return undefined;
  if (resource === 'memory') return containerMemory(kit, c);
  return resource === 'ephemeral-storage' ? rootfsBytes(kit, c) + logsBytes(kit, c.id) : undefined;
}

/** A pod that asks for memory as a whole is named beside its containers. */
function ofPod(kit: Kit, work: PodWork, pod: Pod): string {
  const asked = pod.spec?.resources?.requests?.['memory'];
  if (asked === undefined) return '';
  return `Pod ${pod.metadata?.name ?? ''} was using ${inBytes(podUse(kit, work).memory)}, request is ${asked}, has larger consumption of memory. `;
}

export type Words = { readonly message: string; readonly annotations: { readonly [key: string]: string } };

/** @param met the first threshold of the resource that is met */
export function evictionWords(kit: Kit, work: PodWork, resource: Resource, met: Threshold | undefined, use: NodeUse): Words {
  let message = `The node was low on resource: ${resource}. `;
  if (met !== undefined) {
    const { available, capacity } = met.facts.seen(use);
    const format = resource === 'inodes' || resource === 'pids' ? 'DecimalSI' : 'BinarySI';
    message += `Threshold quantity: ${formatQuantity(quantityOfThreshold(met.amount, capacity))}, available: ${formatQuantity(quantityFromValue(available, format))}. `;
  }
  if (resource === 'memory') message += ofPod(kit, work, work.pod);
  const exceeded: string[] = [];
  const usages: string[] = [];
  for (const c of work.containers) {
    const usage = c.role === 'ephemeral' ? undefined : usageOf(kit, c, resource);
    const request = requestOf(c.spec, resource);
    if (usage === undefined || usage <= quantityValue(quantityOf(request))) continue;
    message += `Container ${c.name} was using ${inBytes(usage)}, request is ${request}, has larger consumption of ${resource}. `;
    exceeded.push(c.name);
    usages.push(inBytes(usage));
  }
  return { message, annotations: { offending_containers: exceeded.join(','), offending_containers_usage: usages.join(','), starved_resource: resource } };
}

