/** Each served version of a CRD's group has an APIService. @k8s kube-aggregator/pkg/controllers/autoregister, crdregistration_controller.go */
import type { APIService, CustomResourceDefinition } from '../../../api/index.ts';
import type { Loop, LoopContext } from './controllers.ts';
import { CRDS, isTrue } from '../custom/served.ts';

const STEP_MS = 12;
const SERVICES = 'apiservices.apiregistration.k8s.io';
const LABEL = 'kube-aggregator.kubernetes.io/automanaged';

export const registrationLoop: Loop = {
  resources: [CRDS],
  changed({ object }, context) {
    const { spec } = object as CustomResourceDefinition; // the resource tells the type
    for (const { name } of spec.versions ?? []) context.soon(`apiservice ${name}.${spec.group}`, STEP_MS, () => sync(context, spec.group, name));
  },
};

function sync(context: LoopContext, group: string, version: string): void {
  const name = `${version}.${group}`;
  const wanted = context.store.list(CRDS).some((object) => {
    const crd = object as CustomResourceDefinition; // the resource tells the type
    return crd.spec.group === group && isTrue(crd, 'Established') && crd.spec.versions.some((each) => each.name === version && each.served);
  });
  const present = context.store.get(SERVICES, name) as APIService | undefined; // the resource tells the type
  const path = '/apis/apiregistration.k8s.io/v1/apiservices';
  if (wanted && present === undefined) {
    context.send('POST', path, {
      apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name, labels: { [LABEL]: 'true' } },
      spec: { group, version, groupPriorityMinimum: 1000, versionPriority: 100 },
    });
  } else if (!wanted && present?.metadata?.labels?.[LABEL] === 'true') context.send('DELETE', `${path}/${name}`);
}
