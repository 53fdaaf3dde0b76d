/** LimitRanges fill in what containers do not say, and refuse what is too small or too large. @k8s plugin/pkg/admission/limitranger/admission.go */
import type { KubeObject, LimitRange, PersistentVolumeClaim, Pod } from '../../api/index.ts';
import type { ServerContext } from '../context.ts';
import { aggregate, forbid } from './forbid.ts';
import { withDefaults } from './limits/defaults.ts';
import { claimProblems, podProblems } from './limits/bounds.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

/** Containers of a pod do not change afterwards; what claims and resized pods ask for does. */
function isLimited({ operation, resource, subresource, old }: Attributes): boolean {
  if (operation === 'DELETE' || old?.metadata?.deletionTimestamp !== undefined) return false;
  if (resource === 'pods') return subresource === undefined ? operation === 'CREATE' : subresource === 'resize' && operation === 'UPDATE';
  return resource === 'persistentvolumeclaims' && subresource === undefined;
}

const rangesIn = ({ store }: ServerContext, namespace: string | undefined): readonly LimitRange[] =>
  store.list('limitranges', namespace) as readonly LimitRange[]; // the resource tells the type

export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  idle: (operation, subresource) => operation === 'DELETE' || (subresource !== undefined && subresource !== 'resize'),
  resources: ['pods', 'persistentvolumeclaims'],
  admit(attributes, object, context) {
    if (attributes.resource !== 'pods' || !isLimited(attributes)) return object;
    const ranges = rangesIn(context, attributes.namespace);
    return ranges.length === 0 ? object : ranges.reduce<Pod>(withDefaults, object as Pod); // the resource tells the type
  },
  validate(attributes, object, context) {
    if (object === undefined || !isLimited(attributes)) return undefined;
    for (const range of rangesIn(context, attributes.namespace)) {
      const problems = problemsOf(attributes.resource, object, range);
      if (problems.length > 0) return forbid(attributes, object, aggregate(problems));
    }
    return undefined;
  },
};

const problemsOf = (resource: string, object: KubeObject, { spec }: LimitRange): readonly string[] => (spec?.limits ?? []).flatMap((item) =>
  (resource === 'pods' ? podProblems(object as Pod, item) : claimProblems(object as PersistentVolumeClaim, item))); // the resource tells the type
