/** What nobody should find when all is quiet: containers without a pod, addresses that nobody has, objects whose owner is gone. */
import { ALL_KINDS, isPodTerminal, KINDS, type KindDefinition, type KubeObject } from '../../engine/api/index.ts';
import type { Cluster } from '../../engine/cluster/index.ts';

/** Asked last: it uses up addresses. */
export const remains = (cluster: Cluster): readonly string[] => [...orphans(cluster), ...cluster.machines().flatMap((node) => [...containers(cluster, node), ...addresses(cluster, node)])];

/** As `crictl` tells it on the machine itself. */
function containers(cluster: Cluster, node: string): readonly string[] {
  const machine = cluster.nodeMachine(node);
  if (machine === undefined) return [`there is no machine ${node}`];
  const { stdout, stderr } = cluster.runCommand(machine, 'crictl ps -o json');
  if (stderr !== '') return [`${node}: ${stderr}`];
  const { containers: running } = JSON.parse(stdout) as { readonly containers: readonly { readonly labels: { readonly [key: string]: string } }[] }; // crictl's own form
  return running.flatMap(({ labels }) => {
    const [namespace, name] = [labels['io.kubernetes.pod.namespace'], labels['io.kubernetes.pod.name'] ?? ''];
    const pod = cluster.client.informer(KINDS.Pod).get(namespace, name);
    return pod !== undefined && pod.spec?.nodeName === node && !isPodTerminal(pod) ? [] : [`${node} runs ${labels['io.kubernetes.container.name']} of ${namespace}/${name}, which is not there`];
  });
}

/** Each address is free or some pod's. */
function addresses({ network, client }: Cluster, node: string): readonly string[] {
  const inUse = client.informer(KINDS.Pod).list().filter((pod) => pod.spec?.nodeName === node && pod.spec.hostNetwork !== true && !isPodTerminal(pod)).length;
  let free = 0;
  while (network.attachPod({ namespace: '', name: `probe-${free}`, node }) !== undefined) free++;
  return free + inUse === ADDRESSES ? [] : [`${node}: ${free} addresses are free and ${inUse} are used, of ${ADDRESSES}`];
}
/** Of a /24: without the net's own, the bridge's and the last. */
const ADDRESSES = 253;

function orphans({ client }: Cluster): readonly string[] {
  const objects = (ALL_KINDS as readonly KindDefinition[]).flatMap((kind) => client.informer<KubeObject>(kind).list());
  const uids = new Set(objects.map(({ metadata }) => metadata?.uid));
  return objects.flatMap(({ kind, metadata }) => (metadata?.ownerReferences ?? []).filter(({ uid }) => !uids.has(uid)).map((owner) => `${kind} ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}: its owner ${owner.kind} ${owner.name} is gone`));
}
