import { word, type Words } from '../words.ts';

export const podWords: Words = {
  title: word('Pod', 'A Pod on its node: the work of the kubelet, and the phase that readers see.', 'Pod', '节点上的一个 Pod：kubelet 做的事，以及外面看到的阶段（phase）。'),
  states: {
    work: word('Work', 'What the kubelet does with the Pod.', '工作', 'kubelet 对这个 Pod 做的事。'),
    'work.syncing': word('Syncing', 'The kubelet makes the node match the spec, again and again.', '同步', 'kubelet 反复检查，让节点上的实际情况与 spec 一致。'),
    'work.terminating': word('Terminating', 'The containers are being stopped, within the grace period.', '终止中', '正在停止容器，要在宽限期内完成。'),
    'work.terminating.deleted': word('Deleted', 'Somebody deleted the Pod: its object goes as soon as nothing of it runs.', '因删除而终止', '有人删除了 Pod：什么都不再运行之后，对象也会消失。'),
    'work.terminating.evicted': word('Evicted', 'The node wants it gone, or its deadline is over: its object stays and says why.', '因驱逐而终止', '节点要求它离开，或者期限已到：对象会留下来，写明原因。'),
    'work.terminating.finished': word('Finished', 'All its containers have ended by themselves: only the sandbox is left to stop.', '因运行结束而终止', '所有容器都自行结束了，只剩沙箱还没停。'),
    'work.terminated': word('Terminated', 'Nothing of the Pod runs any more; volumes and addresses are given back.', '已终止', 'Pod 已经没有任何东西在运行，卷和地址都归还了。'),
    phase: word('Phase', 'The summary in `status.phase`.', '阶段', '`status.phase` 里的概括。'),
    'phase.pending': word('Pending', 'Accepted, but some container has never started.', 'Pending', '已被接受，但还有容器从来没有启动过。'),
    'phase.running': word('Running', 'Every container has started at least once, and one runs or will be restarted.', 'Running', '每个容器至少启动过一次，并且还有容器在运行或者会被重启。'),
    'phase.succeeded': word('Succeeded', 'All containers ended with exit code 0 and stay so.', 'Succeeded', '所有容器都以退出码 0 结束，不会再运行。'),
    'phase.failed': word('Failed', 'All containers ended, at least one of them with an error.', 'Failed', '所有容器都结束了，其中至少有一个出错。'),
  },
  events: {
    delete: word('delete', 'Somebody deleted the Pod.', '删除', '有人删除了这个 Pod。'),
    evict: word('evict', 'The kubelet throws the Pod out, because the node lacks something or the Pod used too much.', '驱逐', '节点缺少资源，或者 Pod 用得太多，kubelet 要求它离开。'),
    finished: word('finished', 'All containers have ended and none will be restarted.', '全部结束', '所有容器都结束了，也不会再重启。'),
    containersStopped: word('containers stopped', 'The last container has ended.', '容器都已停止', '最后一个容器结束了。'),
    phaseComputed: word('phase computed', 'The phase follows from the states of the containers.', '算出阶段', '由各容器的状态得出阶段。'),
  },
};
