import { word, type Words } from '../words.ts';

export const evictionWords: Words = {
  title: word('eviction threshold', 'How a kubelet frees a resource that its node is short of.', '驱逐阈值', '节点缺少某种资源时，kubelet 怎样把它腾出来。'),
  states: {
    clear: word('Clear', 'More is available than the threshold asks for.', '正常', '剩余量高于阈值。'),
    grace: word('Grace period', 'A soft threshold is met, but not for long enough.', '宽限中', '触及了软阈值，但持续的时间还不够。'),
    starved: word('Starved', 'The node is short of the resource and the kubelet must act.', '短缺', '节点缺少这种资源，kubelet 必须采取行动。'),
    'starved.waiting': word('Waiting', 'It is worked on at the next look, memory before all others.', '等待处理', '下一次检查时处理，内存排在最前面。'),
    'starved.reclaiming': word('Reclaiming', 'For disks: dead containers and unused images are deleted first.', '回收中', '如果缺的是磁盘，先删掉已经结束的容器和不再使用的镜像。'),
    'starved.choosing': word('Choosing', 'Pods are ranked: those above their requests first, then by priority, then by how far above.', '挑选中', '给 Pod 排队：先是用量超过请求的，再看优先级，再看超出多少。'),
    'starved.evicting': word('Evicting', 'One Pod is being stopped; nothing else happens until it is gone.', '驱逐中', '一次只停一个 Pod，在它彻底停下之前不做别的。'),
  },
  events: {
    met: word('threshold met', 'A look found less than the threshold.', '触及阈值', '检查发现剩余量低于阈值。'),
    resolved: word('resolved', 'More than the threshold and the minimum to reclaim is available again.', '已缓解', '剩余量又高于阈值加上最少回收量。'),
    turn: word('its turn', 'It is the most urgent of all thresholds that are met.', '轮到它', '在所有触及的阈值里它最紧急。'),
    reclaimed: word('reclaimed', 'What nobody used was enough: no Pod has to go.', '回收够了', '清掉不再使用的东西就够了，不用驱逐 Pod。'),
    stillStarved: word('still starved', 'There was nothing to reclaim, or not enough.', '仍然短缺', '没有可以回收的，或者回收得不够。'),
    podEvicted: word('Pod evicted', 'The first of the queue that may be evicted is being stopped.', 'Pod 被驱逐', '队列里第一个可以驱逐的 Pod 正在被停止。'),
    nobodyToEvict: word('nobody to evict', 'Only critical Pods are left.', '无可驱逐', '剩下的都是关键 Pod。'),
    podCleanedUp: word('Pod cleaned up', 'Nothing of the evicted Pod runs any more.', 'Pod 已清理', '被驱逐的 Pod 已经没有任何东西在运行。'),
    gracePeriod: word('grace period over', 'The soft threshold was met for its whole grace period.', '宽限期结束', '软阈值在整个宽限期里一直被触及。'),
    cleanupTimeout: word('clean-up timed out', 'The evicted Pod is not waited for any longer.', '清理超时', '不再等被驱逐的 Pod。'),
  },
};
