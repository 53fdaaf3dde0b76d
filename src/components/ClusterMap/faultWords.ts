/** Faults in the reader's language: what the button says, what it does, and how a machine is called while it holds. */
import { translate } from '@docusaurus/Translate';

export type FaultWords = { readonly button: string; readonly line?: string };

/** `node`: a machine's name. Not every fault has something to explain. */
export function faultWords(fault: string, node: string): FaultWords | undefined {
  switch (fault) {
    case 'node-power-off': return { button: translate({ id: 'peapod.map.break', message: 'Break {node}' }, { node }) };
    case 'node-power-on': return { button: translate({ id: 'peapod.map.switchOn', message: 'Switch {node} on' }, { node }) };
    case 'network-cut': return {
      button: translate({ id: 'peapod.fault.networkCut', message: 'Cut the network of {node}' }, { node }),
      line: translate({ id: 'peapod.fault.networkCut.line', message: 'The machine and its Pods work on; nobody can reach them.' }) };
    case 'network-cut-api': return {
      button: translate({ id: 'peapod.fault.networkCutApi', message: 'Cut {node} off the API server' }, { node }),
      line: translate({ id: 'peapod.fault.networkCutApi.line', message: 'Its Pods still answer; only its kubelet hears nothing any more.' }) };
    case 'network-heal': return { button: translate({ id: 'peapod.fault.networkHeal', message: 'Restore the network of {node}' }, { node }) };
    case 'kubelet-stop': return {
      button: translate({ id: 'peapod.fault.kubeletStop', message: 'Stop the kubelet of {node}' }, { node }),
      line: translate({ id: 'peapod.fault.kubeletStop.line', message: 'Containers run on; nobody looks after them or reports.' }) };
    case 'kubelet-start': return { button: translate({ id: 'peapod.fault.kubeletStart', message: 'Start the kubelet of {node}' }, { node }) };
    case 'runtime-stop': return {
      button: translate({ id: 'peapod.fault.runtimeStop', message: 'Stop containerd on {node}' }, { node }),
      line: translate({ id: 'peapod.fault.runtimeStop.line', message: 'Containers run on; the kubelet can neither see nor change them.' }) };
    case 'runtime-start': return { button: translate({ id: 'peapod.fault.runtimeStart', message: 'Start containerd on {node}' }, { node }) };
    case 'node-shutdown': return {
      button: translate({ id: 'peapod.fault.shutdown', message: 'Shut {node} down' }, { node }),
      line: translate({ id: 'peapod.fault.shutdown.line', message: 'In good order, as with systemctl poweroff.' }) };
    case 'disk-fill': return {
      button: translate({ id: 'peapod.fault.diskFill', message: 'Fill the disk of {node}' }, { node }),
      line: translate({ id: 'peapod.fault.diskFill.line', message: 'One huge file: DiskPressure, then Pods are evicted.' }) };
    case 'disk-free': return { button: translate({ id: 'peapod.fault.diskFree', message: 'Delete the huge file on {node}' }, { node }) };
    case 'memory-fill': return {
      button: translate({ id: 'peapod.fault.memoryFill', message: 'Fill the memory of {node}' }, { node }),
      line: translate({ id: 'peapod.fault.memoryFill.line', message: 'A program takes all it can get: MemoryPressure, then Pods are evicted.' }) };
    case 'memory-free': return { button: translate({ id: 'peapod.fault.memoryFree', message: 'End the greedy program on {node}' }, { node }) };
    default: return rarerWords(fault, node);
  }
}

function rarerWords(fault: string, node: string): FaultWords | undefined {
  switch (fault) {
    case 'disk-death': return {
      button: translate({ id: 'peapod.fault.diskDeath', message: 'Let the disk of {node} die' }, { node }),
      line: translate({ id: 'peapod.fault.diskDeath.line', message: 'Every container is lost, and none can be started.' }) };
    case 'disk-replace': return { button: translate({ id: 'peapod.fault.diskReplace', message: 'Put a new disk into {node}' }, { node }) };
    case 'clock-skew': return {
      button: translate({ id: 'peapod.fault.clockSkew', message: 'Set the clock of {node} back an hour' }, { node }),
      line: translate({ id: 'peapod.fault.clockSkew.line', message: 'Whatever its kubelet writes as the time is wrong; its lease looks old.' }) };
    case 'clock-sync': return { button: translate({ id: 'peapod.fault.clockSync', message: 'Set the clock of {node} right' }, { node }) };
    case 'node-add': return {
      button: translate({ id: 'peapod.fault.nodeAdd', message: 'Add a machine' }),
      line: translate({ id: 'peapod.fault.nodeAdd.line', message: 'It boots, and its kubelet registers it.' }) };
    case 'node-delete': return {
      button: translate({ id: 'peapod.fault.nodeDelete', message: 'Delete the Node object' }),
      line: translate({ id: 'peapod.fault.nodeDelete.line', message: 'The machine works on; the cluster no longer knows it.' }) };
    case 'node-rejoin': return {
      button: translate({ id: 'peapod.fault.nodeRejoin', message: 'Let {node} join again' }, { node }),
      line: translate({ id: 'peapod.fault.nodeRejoin.line', message: 'Its kubelet starts again and registers a new Node object.' }) };
    case 'node-remove': return {
      button: translate({ id: 'peapod.fault.nodeRemove', message: 'Take {node} away' }, { node }),
      line: translate({ id: 'peapod.fault.nodeRemove.line', message: 'The machine is gone for good; its Node object stays.' }) };
    case 'component-stop': return {
      button: translate({ id: 'peapod.fault.componentStop', message: 'Stop {part}' }, { part: node }),
      line: translate({ id: 'peapod.fault.componentStop.line', message: 'Its manifest is moved away; the kubelet notices within 20 s.' }) };
    case 'component-start': return {
      button: translate({ id: 'peapod.fault.componentStart', message: 'Start {part}' }, { part: node }),
      line: translate({ id: 'peapod.fault.componentStart.line', message: 'Its manifest is put back; the kubelet notices within 20 s.' }) };
    case 'load-start': return { button: translate({ id: 'peapod.fault.loadStart', message: 'Start a load' }) };
    case 'load-stop': return { button: translate({ id: 'peapod.fault.loadStop', message: 'Stop the load' }) };
    default: return undefined;
  }
}

/** What a machine is while the fault holds. */
export function stateWord(fault: string): string {
  switch (fault) {
    case 'node-power-off': return translate({ id: 'peapod.map.powerOff', message: 'power off' });
    case 'network-cut': return translate({ id: 'peapod.fault.isCut', message: 'network cut' });
    case 'network-cut-api': return translate({ id: 'peapod.fault.isCutApi', message: 'API server out of reach' });
    case 'kubelet-stop': return translate({ id: 'peapod.fault.isKubeletStopped', message: 'kubelet stopped' });
    case 'runtime-stop': return translate({ id: 'peapod.fault.isRuntimeStopped', message: 'containerd stopped' });
    case 'disk-death': return translate({ id: 'peapod.fault.isDiskDead', message: 'disk dead' });
    case 'disk-fill': return translate({ id: 'peapod.fault.isDiskFull', message: 'disk full' });
    case 'memory-fill': return translate({ id: 'peapod.fault.isMemoryFull', message: 'memory full' });
    case 'clock-skew': return translate({ id: 'peapod.fault.isClockWrong', message: 'clock wrong' });
    case 'node-remove': return translate({ id: 'peapod.fault.isRemoved', message: 'machine gone' });
    default: return fault;
  }
}

/** What each program of the control plane is for. */
export function partWords(part: string): string {
  switch (part) {
    case 'etcd': return translate({ id: 'peapod.part.etcd', message: 'Keeps everything. Without it the API server has nothing to answer with.' });
    case 'kube-apiserver': return translate({ id: 'peapod.part.apiserver', message: 'The one door. Without it nobody learns anything and nothing changes; what runs, runs on.' });
    case 'kube-scheduler': return translate({ id: 'peapod.part.scheduler', message: 'Gives Pods a node. Without it new Pods stay Pending.' });
    case 'kube-controller-manager': return translate({ id: 'peapod.part.controllers', message: 'All the control loops. Without it nothing is replaced, scaled or given up.' });
    default: return '';
  }
}
