import { labelValueProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { parseCidr } from '../../rules/ip.ts';
import { cidrErrors } from '../../rules/ipErrors.ts';
import { resourceAmountErrors } from '../../rules/resourceNames.ts';
import type { Node, NodeAddress, Taint } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { canonicalResources, set } from '../workload/podTemplate.ts';

/** @k8s pkg/apis/core/v1/defaults.go SetDefaults_NodeStatus */
function defaults(node: Node): Node {
  if (node.status === undefined) return node;
  const capacity = canonicalResources(node.status.capacity);
  return set(node, { status: set(node.status, { capacity, allocatable: canonicalResources(node.status.allocatable) ?? capacity }) });
}

const ROLE = 'node-role.kubernetes.io/';
export function nodeRoles(node: Node): readonly string[] {
  const labels = node.metadata?.labels ?? {};
  const roles = Object.keys(labels).filter((key) => key.startsWith(ROLE) && key.length > ROLE.length).map((key) => key.slice(ROLE.length));
  const old = labels['kubernetes.io/role'];
  return [...new Set(old === undefined || old === '' ? roles : [...roles, old])].sort();
}

function nodeStatus(node: Node): string {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const state = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return node.spec?.unschedulable === true ? `${state},SchedulingDisabled` : state;
}

const address = (node: Node, type: string): string =>
  node.status?.addresses?.find((item) => item.type === type)?.address ?? '<none>';

/** Since 1.36 the machine's architecture stands behind the kernel. @k8s golden cluster/node-get-describe */
function kernel(node: Node): string {
  const { kernelVersion = '', architecture = '' } = node.status?.nodeInfo ?? {};
  if (kernelVersion === '') return '<unknown>';
  return architecture === '' ? kernelVersion : `${kernelVersion} (${architecture})`;
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
/** @k8s pkg/apis/core/validation/validation.go validateNodeTaints */
function validateTaints(taints: readonly Taint[]): FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap((taint, index) => {
    // Upstream looks for them in the metadata.
    const path = `metadata.taints[${index}]`;
    const problems = labelValueProblems(taint.value ?? '');
    const errors = [
      ...qualifiedNameProblems(taint.key).map((text) => invalid(`${path}.key`, taint.key, text)),
      ...(problems.length === 0 ? [] : [invalid(`${path}.value`, taint.value, problems.join(';'))]),
      ...(taint.effect === '' ? [required(`${path}.effect`)]
        : EFFECTS.includes(taint.effect) ? [] : [notSupported(`${path}.effect`, taint.effect, EFFECTS)]),
    ];
    const key = `${taint.key}:${taint.effect}`;
    const { key: name, value = '', effect, timeAdded } = taint;
    const shown = { Key: name, Value: value, Effect: effect, TimeAdded: timeAdded ?? null };
    if (seen.has(key)) errors.push({ ...duplicate(path, shown), detail: 'taints must be unique by key and effect pair' });
    seen.add(key);
    return errors;
  });
}

/** The resource is a part of the path here, not a key. @k8s ValidateNodeResources */
const validateCapacity = ({ status }: Node): FieldError[] => (['capacity', 'allocatable'] as const).flatMap((field) =>
  Object.entries(status?.[field] ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, amount]) => resourceAmountErrors(`status.${field}.${name}`, name, amount)));

/** @k8s pkg/apis/core/validation/validation.go ValidateNode */
function validateRanges({ spec }: Node): FieldError[] {
  const ranges = spec?.podCIDRs ?? [];
  const path = 'spec.podCIDRs';
  const errors = ranges.flatMap((range, index) => cidrErrors(`${path}[${index}]`, range));
  const families = new Set(ranges.map((range) => parseCidr(range)?.family));
  return ranges.length > 1 && (families.size < 2 || ranges.length > 2)
    ? [...errors, invalid(path, ranges, 'may specify no more than one CIDR for each IP family')] : errors;
}

/** @k8s pkg/apis/core/validation/validation.go ValidateNodeUpdate */
function validateUpdate(next: Node, old: Node): FieldError[] {
  const errors = validateMetaUpdate(next, old);
  const seen: NodeAddress[] = [];
  for (const [index, address] of (next.status?.addresses ?? []).entries()) {
    if (seen.some((other) => sameObject(other, address))) errors.push(duplicate(`status.addresses[${index}]`, { Type: address.type, Address: address.address }));
    seen.push(address);
  }
  const cidrs = old.spec?.podCIDRs ?? [];
  if (cidrs.length > 0 && !sameObject(next.spec?.podCIDRs, cidrs)) {
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  const provider = old.spec?.providerID ?? '';
  if (provider !== '' && next.spec?.providerID !== provider) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  return errors;
}

export const node: KindDefinition<Node> = {
  group: '', version: 'v1', kind: 'Node', plural: 'nodes', singular: 'node', shortNames: ['no'], categories: [],
  namespaced: false, verbs: ALL_VERBS,
  subresources: [
    { name: 'proxy', kind: 'NodeProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
    statusSubresource('Node'),
  ],
  definition: 'core.v1.Node',
  defaults,
  // Nodes come with their status: kubelets write both at once.
  prepareForCreate: (object) => object,
  prepareForUpdate: (next, old) => set(next, { status: old.status }),
  prepareForStatusUpdate: (next, old) => set(next, { spec: old.spec }),
  validate: (object) => [...validateMeta(object, subdomainName, false), ...validateTaints(object.spec?.taints ?? []), ...validateCapacity(object), ...validateRanges(object)],
  validateUpdate,
  validateStatusUpdate: (next, old) => [...validateUpdate(next, old), ...validateCapacity(next)], // @k8s ValidateNodeUpdate
  columns: [
    nameColumn,
    column('Status', 'string', nodeStatus),
    column('Roles', 'string', (object: Node) => nodeRoles(object).join(',') || '<none>'),
    ageColumn,
    column('Version', 'string', (object: Node) => object.status?.nodeInfo?.kubeletVersion ?? ''),
    column('Internal-IP', 'string', (object: Node) => address(object, 'InternalIP'), 1),
    column('External-IP', 'string', (object: Node) => address(object, 'ExternalIP'), 1),
    column('OS-Image', 'string', (object: Node) => object.status?.nodeInfo?.osImage || '<unknown>', 1),
    column('Kernel-Version', 'string', kernel, 1),
    column('Container-Runtime', 'string', (object: Node) => object.status?.nodeInfo?.containerRuntimeVersion || '<unknown>', 1),
  ],
  selectableFields: { 'spec.unschedulable': (object) => String(object.spec?.unschedulable ?? false) },
};
