/** Every pod may stay five minutes on a node that stops answering. @k8s plugin/pkg/admission/defaulttolerationseconds */
import type { Pod, Toleration } from '../../api/index.ts';
import type { AdmissionPlugin } from './types.ts';

const SECONDS = 300;
const BOTH = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key): Toleration => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS }));

const covers = ({ key = '', effect = '' }: Toleration, wanted: string): boolean =>
  (key === wanted || key === '') && (effect === 'NoExecute' || effect === '');

export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  idle: (operation, subresource) => operation === 'DELETE' || subresource !== undefined,
  resources: ['pods'],
  admit({ operation, resource, subresource }, object) {
    // A replacement without them gets them again. @k8s golden kubectl/replace-and-force
    if (operation === 'DELETE' || resource !== 'pods' || subresource !== undefined) return object;
    const pod = object as Pod; // the resource tells the type
    if (pod.spec === undefined) return pod;
    const given = pod.spec.tolerations ?? [];
    const added = given.length === 0 ? BOTH : BOTH.filter(({ key }) => !given.some((toleration) => covers(toleration, key ?? '')));
    return added.length === 0 ? pod : { ...pod, spec: { ...pod.spec, tolerations: given.length === 0 ? BOTH : [...given, ...added] } };
  },
};
