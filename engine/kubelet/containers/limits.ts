/** What the kernel grants a container of processors and memory; what the whole pod may have counts where a container says nothing. @k8s pkg/kubelet/kuberuntime/kuberuntime_container_linux.go */
import { milliValue, quantityOf, quantityValue } from '../../base/index.ts';
import type { ContainerLimits } from '../../runtime/index.ts';
import { specOf } from '../pods/work.ts';
import type { ContainerWork, PodWork } from '../types.ts';

const [SHARES_PER_CORE, MIN_SHARES] = [1024, 2];

export function limitsOf(work: PodWork, c: ContainerWork): ContainerLimits {
  const [own, pod] = [c.spec.resources, specOf(work.pod).resources];
  const limit = (resource: string): string | number | undefined => own?.limits?.[resource] ?? pod?.limits?.[resource];
  const [memory, cpu] = [limit('memory'), limit('cpu')];
  const asked = own?.requests?.['cpu'] ?? own?.limits?.['cpu'];
  return {
    memoryLimitBytes: memory === undefined ? undefined : quantityValue(quantityOf(memory)),
    cpuLimitCores: cpu === undefined ? undefined : milliValue(quantityOf(cpu)) / 1000,
    cpuShares: Math.max(MIN_SHARES, asked === undefined ? 0 : Math.trunc((milliValue(quantityOf(asked)) * SHARES_PER_CORE) / 1000)),
  };
}
