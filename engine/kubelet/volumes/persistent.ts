/** Volumes that outlive the pod. Without CSI drivers: directories of the node, and storage that several nodes reach. @k8s pkg/volume/util/operationexecutor GenerateMountVolumeFunc */
import { KINDS, type PersistentVolume, type PersistentVolumeSpec } from '../../api/index.ts';
import { matchesRequirement, type LabelOperator } from '../../base/index.ts';
import { normalise } from '../../script/index.ts';
import { specOf } from '../pods/work.ts';
import type { Kit, PodWork, VolumeSource } from '../types.ts';
import { hostPathProblem, statFollowed } from './hostPath.ts';
import { giveToGroup, isGroups } from './ownership.ts';
import { localDirectory } from './onNode.ts';
import { sharedFiles, shareOf } from './shares.ts';
import type { SetUp } from './setUp.ts';

const refuse = (step: string, name: string, why: string): SetUp => ({ ok: false, message: `MountVolume.${step} failed for volume "${name}" : ${why}` });

/** Another pod of this node has it, and may not share it. */
const isElsewhere = (kit: Kit, work: PodWork, name: string): boolean => {
  for (const other of kit.works.values()) {
    if (other !== work) for (const { source, mounted } of other.mounts?.lives.values() ?? []) if (mounted !== undefined && source.persistent?.metadata?.name === name) return true;
  }
  return false;
};

export function setUpPersistent(kit: Kit, work: PodWork, source: VolumeSource, persistent: PersistentVolume): SetUp {
  const { name, readOnly } = source;
  const spec = persistent.spec ?? {};
  if (!reachesNode(kit, spec)) return refuse('NodeAffinity check', name, 'no matching NodeSelectorTerms');
  if (spec.local !== undefined) {
    const problem = localProblem(kit, spec.local.path);
    if (problem !== undefined) return refuse('NewMounter initialization', name, problem);
  }
  if (spec.hostPath !== undefined && (spec.mountOptions ?? []).length > 0) return refuse('MountOptionSupport check', name, 'mount options are not supported for this volume type');
  const modes = spec.accessModes ?? [];
  if (modes.length === 1 && modes[0] === 'ReadWriteOncePod' && isElsewhere(kit, work, name)) return refuse('SetUp', name, 'volume uses the ReadWriteOncePod access mode and is already in use by another pod');
  if (spec.csi !== undefined) return refuse('MountDevice', name, `kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ${spec.csi.driver} not found in the list of registered CSI drivers`);
  return mounted(kit, work, spec, name, readOnly);
}

function mounted(kit: Kit, work: PodWork, spec: PersistentVolumeSpec, name: string, readOnly: boolean): SetUp {
  if (spec.hostPath !== undefined) {
    const problem = hostPathProblem(kit.options.files, spec.hostPath);
    return problem === undefined ? { ok: true, volume: localDirectory(kit, spec.hostPath.path, { plugin: undefined, readOnly }) } : refuse('SetUp', name, problem);
  }
  if (spec.local !== undefined) {
    const volume = localDirectory(kit, spec.local.path, { plugin: 'kubernetes.io~local-volume', readOnly });
    giveLocal(kit, work, volume.base, readOnly);
    return { ok: true, volume };
  }
  const share = shareOf(spec);
  const files = sharedFiles(kit.shares, kit.context.clock, share?.key ?? `pv ${name}`, name);
  return { ok: true, volume: { files, base: '/', readOnly, plugin: `kubernetes.io~${share?.plugin ?? 'csi'}` } };
}

/** The group is set when the first pod of the node mounts it. @k8s pkg/volume/local/local.go SetUpAt */
function giveLocal(kit: Kit, work: PodWork, path: string, readOnly: boolean): void {
  const { fsGroup, fsGroupChangePolicy } = specOf(work.pod).securityContext ?? {};
  if (fsGroup === undefined || readOnly) return;
  if (fsGroupChangePolicy === 'OnRootMismatch' && isGroups(kit.options.files, path, fsGroup, false)) return;
  giveToGroup(kit.options.files, path, fsGroup, false);
}

function localProblem(kit: Kit, path: string): string | undefined {
  const stat = statFollowed(kit.options.files, path);
  if (stat === undefined) return `path "${path}" does not exist`;
  return stat.type === 'directory' || /^\/dev\/(loop\d+|[sv]d[a-z]\d*)$/.test(normalise(path)) ? undefined : 'only directory and block device are supported';
}

function reachesNode(kit: Kit, { nodeAffinity }: PersistentVolumeSpec): boolean {
  const terms = nodeAffinity?.required?.nodeSelectorTerms;
  if (terms === undefined) return true;
  const labels = kit.context.client.informer(KINDS.Node).get(undefined, kit.nodeName)?.metadata?.labels ?? {};
  return terms.some(({ matchExpressions, matchFields }) =>
    (matchExpressions ?? []).every(({ key, operator, values }) => matchesRequirement({ key, operator: operator as LabelOperator, values: values ?? [] }, labels)) // validated
    && (matchFields ?? []).every(({ key, operator, values }) => matchesRequirement({ key, operator: operator as LabelOperator, values: values ?? [] }, { 'metadata.name': kit.nodeName })));
}
