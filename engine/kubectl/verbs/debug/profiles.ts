/** What a debug container may do. @k8s kubectl/pkg/cmd/debug/profiles.go */
import type { JsonObject } from '../../../base/index.ts';
import { listAt, objectAt } from '../../objects.ts';

export const PROFILES: readonly string[] = ['legacy', 'general', 'baseline', 'netadmin', 'restricted', 'sysadmin'];

const withCapabilities = (container: JsonObject, added: readonly string[]): JsonObject => {
  const security = objectAt(container, 'securityContext');
  const capabilities = objectAt(security, 'capabilities');
  return { ...container, securityContext: { ...security, capabilities: { ...capabilities, add: [...listAt(capabilities, 'add'), ...added] } } };
};

export function withProfile(container: JsonObject, profile: string): JsonObject {
  switch (profile) {
    case 'general': return withCapabilities(container, ['SYS_PTRACE']);
    case 'netadmin': return withCapabilities(container, ['NET_ADMIN', 'NET_RAW']);
    case 'restricted':
      return { ...container, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } };
    case 'sysadmin': return { ...container, securityContext: { ...objectAt(container, 'securityContext'), privileged: true } };
    default: return container;
  }
}
