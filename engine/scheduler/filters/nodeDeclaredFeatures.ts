import type { Pod } from '../../api/index.ts';
import { isSame } from '../events.ts';
import { rejection, type Filter } from '../plugin.ts';

const WITHOUT = rejection("node(s) didn't match Pod's required features", false);

/** Features that a node has to declare for what the pod's spec uses. @k8s component-helpers/nodedeclaredfeatures/features */
function neededBy({ spec }: Pod): readonly string[] {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const needed = containers.some(({ restartPolicyRules = [] }) => restartPolicyRules.some(({ action }) => action === 'RestartAllContainers')) ? ['RestartAllContainersOnContainerExits'] : [];
  return spec?.hostNetwork === true && spec.hostUsers === false ? [...needed, 'UserNamespacesHostNetworkSupport'] : needed;
}

/** @k8s pkg/scheduler/framework/plugins/nodedeclaredfeatures/nodedeclaredfeatures.go */
export const nodeDeclaredFeatures: Filter = {
  name: 'NodeDeclaredFeatures',
  prepare: ({ pod }) => {
    const needed = neededBy(pod);
    return needed.length === 0 ? undefined : { filter: ({ node }) => (needed.every((name) => node?.status?.declaredFeatures?.includes(name) === true) ? undefined : WITHOUT) };
  },
  events: [
    { resource: 'Node', actions: ['Add', 'UpdateDeclaredFeature'] },
    { resource: 'Pod', actions: ['Update', 'UpdateLabel', 'UpdateToleration', 'UpdateScaleDown'], hint: ({ pod }, { old, now }) =>
      isSame(now, pod) && old !== undefined && now !== undefined && neededBy(old).join(' ') !== neededBy(now).join(' ') },
  ],
};
