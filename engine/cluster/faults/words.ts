/** What the faults of nodes and of the control plane are called, and what they do, in both languages. */
export type FaultWords = { readonly title: string; readonly text: string };
export const FAULT_WORDS: { readonly [fault: string]: { readonly en: FaultWords; readonly zh: FaultWords } } = {
  'clock-skew': {
    en: { title: 'Wrong clock', text: 'The clock of the machine is wrong. Leases, heart-beats and events carry wrong times; a clock that is put back can make a healthy node look silent.' },
    zh: { title: '时钟不准', text: '机器的时钟走错了：Lease、心跳和事件里的时间都不对。时钟往回拨时，明明正常的节点也可能被当成失联。' },
  },
  'clock-sync': { en: { title: 'Clock set right', text: 'The clock of the machine is right again.' }, zh: { title: '校准时钟', text: '机器的时钟恢复准确。' } },
  'component-stop': {
    en: { title: 'Part of the control plane stops', text: 'Its manifest is moved out of the folder of static Pods, and the kubelet stops it within 20 s.' },
    zh: { title: '停掉控制平面组件', text: '把它的清单移出静态 Pod 目录，kubelet 会在 20 秒内停掉它。' },
  },
  'component-start': { en: { title: 'Part of the control plane starts', text: 'Its manifest is moved back, and the kubelet starts it.' }, zh: { title: '恢复控制平面组件', text: '把清单移回原处，kubelet 会重新启动它。' } },
  'network-cut': {
    en: { title: 'Network cut', text: 'Nobody reaches the machine, and it reaches nobody. Its Pods run on.' },
    zh: { title: '断网', text: '谁也连不上这台机器，它也连不上别人；上面的 Pod 照常运行。' },
  },
  'network-cut-api': {
    en: { title: 'Cut off from the control plane', text: 'The kubelet cannot reach the API server. Other nodes still reach the Pods.' },
    zh: { title: '与控制平面断开', text: 'kubelet 连不上 API server，但其他节点仍能访问上面的 Pod。' },
  },
  'network-heal': { en: { title: 'Network healed', text: 'The machine is reached again; its kubelet catches up with what it has missed.' }, zh: { title: '恢复网络', text: '机器重新连通，kubelet 补上断网期间错过的变化。' } },
  'node-add': { en: { title: 'Machine added', text: 'A new machine registers as a Node and gets its addresses and its DaemonSet Pods.' }, zh: { title: '添加机器', text: '新机器注册为 Node，分到 Pod 网段，DaemonSet 也会在上面创建 Pod。' } },
  'node-remove': { en: { title: 'Machine removed', text: 'The machine is gone for good; its Node object stays until somebody deletes it.' }, zh: { title: '移除机器', text: '机器彻底消失，Node 对象要等人手动删除。' } },
  'node-delete': { en: { title: 'Node deleted', text: 'The Node object is deleted while its machine works on.' }, zh: { title: '删除 Node', text: 'Node 对象被删除，机器本身仍在运行。' } },
  'node-rejoin': { en: { title: 'Node rejoins', text: 'The kubelet is restarted and registers its Node again.' }, zh: { title: '重新加入', text: '重启 kubelet，它会重新注册 Node。' } },
};
