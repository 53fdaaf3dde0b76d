import { word, type Words } from '../words.ts';

export const nodeConditionWords: Words = {
  title: word('pressure condition', 'MemoryPressure, DiskPressure or PIDPressure of a node.', '压力状况', '节点的 MemoryPressure、DiskPressure 或 PIDPressure。'),
  states: {
    false: word('False', 'There is enough: no threshold is met.', 'False', '资源够用，没有触及任何阈值。'),
    true: word('True', 'The node is short of it: a taint keeps new Pods away.', 'True', '节点缺少这种资源，污点会挡住新的 Pod。'),
    'true.seen': word('Seen', 'The last look found less than the threshold.', '正在发生', '最近一次检查发现剩余量低于阈值。'),
    'true.fading': word('Fading', 'There is enough again, but the condition stays for the transition period, so that it does not flap.', '消退中', '资源又够用了，但为了不来回跳变，状况还要保持一段过渡期。'),
  },
  events: {
    thresholdMet: word('threshold met', 'A look found less than an eviction threshold.', '触及阈值', '检查发现剩余量低于驱逐阈值。'),
    thresholdResolved: word('threshold resolved', 'A look found that no threshold is met any more.', '脱离阈值', '检查发现已经不再触及任何阈值。'),
    transitionPeriod: word('transition period over', 'Five minutes without a shortage.', '过渡期结束', '五分钟里没有再出现短缺。'),
  },
};
