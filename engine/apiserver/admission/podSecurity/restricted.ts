/** The restricted level: what hardened pods do. @k8s pod-security-admission/policy/check_*.go */
import { procMount } from './baseline.ts';
import {
  containersOf, containersText, contextOf, hasOwnUsers, isWindows, namesWhere, plural, quoted, settersText, sortedSet, unless, type Check, type CheckPod,
} from './checks.ts';
import { ALLOWED_VOLUMES, REFUSED_VOLUMES } from './lists.data.ts';
import { seccompRestricted } from './seccomp.ts';

const escalation: CheckPod = (subject) => {
  const names = namesWhere(subject, (container) => contextOf(container)?.allowPrivilegeEscalation !== false);
  return names.length === 0 ? undefined
    : { reason: 'allowPrivilegeEscalation != false', detail: `${containersText(names)} must set securityContext.allowPrivilegeEscalation=false` };
};

const capabilities: CheckPod = (subject) => {
  const added = (container: Parameters<typeof contextOf>[0]): string[] => (contextOf(container)?.capabilities?.add ?? []).filter((each) => each !== 'NET_BIND_SERVICE');
  const keeping = namesWhere(subject, (container) => !(contextOf(container)?.capabilities?.drop ?? []).includes('ALL'));
  const adding = namesWhere(subject, (container) => added(container).length > 0);
  const details = [
    ...(keeping.length === 0 ? [] : [`${containersText(keeping)} must set securityContext.capabilities.drop=["ALL"]`]),
    ...(adding.length === 0 ? [] : [`${containersText(adding)} must not include ${quoted(sortedSet(containersOf(subject).flatMap(added)))} in securityContext.capabilities.add`]),
  ];
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

const volumes: CheckPod = ({ spec }) => {
  const bad = (spec.volumes ?? []).filter((volume) => !ALLOWED_VOLUMES.some((type) => volume[type] !== undefined));
  if (bad.length === 0) return undefined;
  const types = sortedSet(bad.map((volume) => REFUSED_VOLUMES.find((type) => volume[type] !== undefined) ?? 'unknown'));
  const names = bad.map(({ name }) => name);
  return {
    reason: 'restricted volume types',
    detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)} ${plural('uses', 'use', names.length)} `
      + `${plural('restricted volume type', 'restricted volume types', types.length)} ${quoted(types)}`,
  };
};

const nonRoot: CheckPod = (subject) => {
  const reason = 'runAsNonRoot != true';
  const pod = subject.spec.securityContext?.runAsNonRoot;
  const setters = settersText(pod === false, namesWhere(subject, (container) => contextOf(container)?.runAsNonRoot === false));
  if (setters !== '') return { reason, detail: `${setters} must not set securityContext.runAsNonRoot=false` };
  const silent = pod === true ? [] : namesWhere(subject, (container) => contextOf(container)?.runAsNonRoot === undefined);
  return silent.length === 0 ? undefined : { reason, detail: `pod or ${containersText(silent)} must set securityContext.runAsNonRoot=true` };
};

const runAsUser: CheckPod = (subject) => {
  const setters = settersText(subject.spec.securityContext?.runAsUser === 0, namesWhere(subject, (container) => contextOf(container)?.runAsUser === 0));
  return setters === '' ? undefined : { reason: 'runAsUser=0', detail: `${setters} must not set runAsUser=0` };
};

/** By id, in the order in which they are told, after those of the baseline. */
export const RESTRICTED: readonly Check[] = [
  { id: 'allowPrivilegeEscalation', versions: [[8, escalation], [25, unless(isWindows, escalation)]] },
  { id: 'capabilities_restricted', versions: [[22, capabilities], [25, unless(isWindows, capabilities)]], replaces: ['capabilities_baseline'] },
  { id: 'procMount_restricted', versions: [[35, procMount]], replaces: ['procMount'] },
  { id: 'restrictedVolumes', versions: [[0, volumes]], replaces: ['hostPathVolumes'] },
  { id: 'runAsNonRoot', versions: [[0, nonRoot], [35, unless(hasOwnUsers, nonRoot)]] },
  { id: 'runAsUser', versions: [[23, runAsUser], [35, unless(hasOwnUsers, runAsUser)]] },
  { id: 'seccompProfile_restricted', versions: [[19, seccompRestricted], [25, unless(isWindows, seccompRestricted)]], replaces: ['seccompProfile_baseline'] },
];
