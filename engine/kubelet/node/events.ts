/** Events about the node. The kubelet does not know its node's uid, so `kubectl describe node` does not find them. @k8s golden cluster/node-get-describe */
import type { Kit } from '../types.ts';

export const nodeEvent = (kit: Kit, type: 'Normal' | 'Warning', reason: string, message: string): void =>
  kit.recorder.event({ apiVersion: 'v1', kind: 'Node', metadata: { name: kit.nodeName } }, type, reason, message);

/** `Node node01 status is now: NodeReady`. @k8s pkg/kubelet/kubelet_node_status.go recordNodeStatusEvent */
export const statusEvent = (kit: Kit, reason: string): void => nodeEvent(kit, 'Normal', reason, `Node ${kit.nodeName} status is now: ${reason}`);
