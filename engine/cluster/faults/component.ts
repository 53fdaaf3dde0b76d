import { isPart, PARTS } from '../controlPlane.ts';
import type { Fault } from './fault.ts';

const MANIFESTS = '/etc/kubernetes/manifests';
const ASIDE = '/root';
const unknown = (name: string): string => `there is no part ${name} of the control plane; there are: ${PARTS.toSorted().join(', ')}`;

/** As an administrator does it: its manifest is moved away, and the kubelet stops the pod at its next look, 20 s later at most. */
export const componentStop: Fault = {
  name: 'component-stop',
  target: 'component',
  apply({ master }, target) {
    if (!isPart(target)) return unknown(target);
    const files = master()?.machine.files;
    if (files?.stat(`${MANIFESTS}/${target}.yaml`) === undefined) return `${target} is stopped already: there is no ${MANIFESTS}/${target}.yaml`;
    files.rename(`${MANIFESTS}/${target}.yaml`, `${ASIDE}/${target}.yaml`);
    return undefined;
  },
};

export const componentStart: Fault = {
  name: 'component-start',
  target: 'component',
  apply({ master }, target) {
    if (!isPart(target)) return unknown(target);
    const files = master()?.machine.files;
    if (files?.stat(`${MANIFESTS}/${target}.yaml`) !== undefined) return `${target} is not stopped: ${MANIFESTS}/${target}.yaml is there`;
    if (files?.stat(`${ASIDE}/${target}.yaml`) === undefined) return `nobody knows where the manifest of ${target} is: it is neither in ${MANIFESTS} nor in ${ASIDE}`;
    files.rename(`${ASIDE}/${target}.yaml`, `${MANIFESTS}/${target}.yaml`);
    return undefined;
  },
};
