import type { RegistryTrouble } from '../../runtime/index.ts';
import type { Fault } from './fault.ts';

const trouble = (name: string, what: RegistryTrouble | undefined): Fault => ({
  name,
  target: 'registry',
  apply({ registry }, target) {
    return registry.setTrouble(target, what) ? undefined : `there is no registry ${target}`;
  },
});

/** It answers, with 503. */
export const registryDown = trouble('registry-down', 'unavailable');
/** Too many pulls from this address by people without an account. */
export const registryRateLimit = trouble('registry-rate-limit', 'rate-limited');
/** Nothing answers: a pull takes 30 s to fail. */
export const registryUnreachable = trouble('registry-unreachable', 'unreachable');
export const registryUp = trouble('registry-up', undefined);
