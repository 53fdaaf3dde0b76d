import { word, type Words } from '../words.ts';

export const podWords: Words = {
  title: word('Pod', 'A Pod on its node: the work of the kubelet, and the phase that readers see.', 'Pod', '节点上的一个 Pod：kubelet 做的事，以及外面看到的阶段（phase）。'),
  states: {
    work: word('Work', 'What the kubelet does with the Pod.', '工作', 'kubelet 对这个 Pod 做的事。'),
    'work.syncing': word('Syncing', 'The kubelet makes the node match the spec, again and again.', '同步', 'kubelet 一次又一次地让节点上的状况符合 spec。'),
    'work.terminating': word('Terminating', 'The containers are being stopped, within the grace period.', '终止中', '正在停止容器，要在宽限期内完成。'),
    'work.terminating.deleted': word('Deleted', 'Somebody deleted the Pod: its object goes as soon as nothing of it runs.', '因为被删除', '有人删除了 Pod：什么都不再运行之后，对象也会消失。'),
    'work.terminating.evicted': word('Evicted', 'The node wants it gone, or its deadline is over: its object stays and says why.', '因为被驱逐', '节点要它走，或者期限到了：对象会留下来说明原因。'),
    'work.terminating.finished': word('Finished', 'All its containers have ended by themselves: only the sandbox is left to stop.', '因为运行完', '所有容器都自己结束了，只剩沙箱要停。'),
    'work.terminated': word('Terminated', 'Nothing of the Pod runs any more; volumes and addresses are given back.', '已终止', 'Pod 已经没有任何东西在运行，存储卷和地址都归还了。'),
    phase: word('Phase', 'The summary in `status.phase`.', '阶段', '`status.phase` 里的概括。'),
    'phase.pending': word('Pending', 'Accepted, but some container has never started.', 'Pending', '已被接受，但还有容器从来没有启动过。'),
    'phase.running': word('Running', 'Every container has started at least once, and one runs or will be restarted.', 'Running', '每个容器至少启动过一次，并且还有容器在运行或者会被重启。'),
    'phase.succeeded': word('Succeeded', 'All containers ended with exit code 0 and stay so.', 'Succeeded', '所有容器都以退出码 0 结束，不会再运行。'),
    'phase.failed': word('Failed', 'All containers ended, at least one of them with an error.', 'Failed', '所有容器都结束了，其中至少有一个出错。'),
  },
  events: {
    delete: word('delete', 'Somebody deleted the Pod.', '删除', '有人删除了这个 Pod。'),
    evict: word('evict', 'The kubelet throws the Pod out, because the node lacks something or the Pod used too much.', '驱逐', '节点缺少资源，或者 Pod 用得太多，kubelet 把它赶走。'),
    finished: word('finished', 'All containers have ended and none will be restarted.', '全部结束', '所有容器都结束了，也不会再重启。'),
    containersStopped: word('containers stopped', 'The last container has ended.', '容器都已停止', '最后一个容器结束了。'),
    phaseComputed: word('phase computed', 'The phase follows from the states of the containers.', '算出阶段', '由各容器的状态得出阶段。'),
  },
};
