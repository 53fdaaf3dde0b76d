import { word, type Words } from '../words.ts';

export const nodeWords: Words = {
  title: word('Node', 'A machine of the cluster and the kubelet on it.', 'Node', '集群里的一台机器，以及上面的 kubelet。'),
  states: {
    health: word('Health', 'How healthy the cluster believes the node to be.', '健康', '集群怎样看待这个节点。'),
    'health.notReady': word('NotReady', 'The kubelet says that the node cannot run Pods yet.', 'NotReady', 'kubelet 说节点还不能运行 Pod。'),
    'health.ready': word('Ready', 'The kubelet says that all is well.', 'Ready', 'kubelet 说一切正常。'),
    'health.silent': word('Silent', 'No heartbeat comes, but the grace period is not over: the node still counts as it was.', '心跳中断', '心跳停了，但宽限期还没过，节点仍按原来的状态算。'),
    'health.unknown': word('Unknown', 'Too long without a heartbeat: nobody knows how the node is.', 'Unknown', '太久没有心跳，谁也不知道节点怎么样了。'),
    lease: word('Lease', 'The small object that is renewed as a heartbeat.', '租约', '一个很小的对象，靠不断续约充当心跳。'),
    'lease.lapsing': word('Lapsing', 'Nobody renews the lease.', '无人续约', '没有人为租约续约。'),
    'lease.held': word('Held', 'The kubelet renews the lease every 10 seconds.', '持有中', 'kubelet 每 10 秒续约一次。'),
    report: word('Report', 'The full status of the node.', '报告', '节点的完整状态。'),
    'report.none': word('None', 'Nobody reports.', '没有报告', '没有人报告。'),
    'report.fresh': word('Fresh', 'Reported on a change, and every 5 minutes without one.', '最新', '有变化就报告；没有变化也每 5 分钟报告一次。'),
  },
  events: {
    kubeletStarted: word('kubelet started', 'The kubelet process runs.', 'kubelet 启动', 'kubelet 进程开始运行。'),
    kubeletStopped: word('kubelet stopped', 'The kubelet process, or the whole machine, is gone.', 'kubelet 停止', 'kubelet 进程停了，或者整台机器都停了。'),
    conditionsComputed: word('conditions computed', 'The kubelet has looked at memory, disk, processes, runtime and network.', '算出状况', 'kubelet 检查了内存、磁盘、进程数、运行时和网络。'),
    heartbeat: word('heartbeat', 'A renewal or a report has arrived.', '心跳', '收到了一次续约或报告。'),
    renewInterval: word('renewal due', '10 seconds have passed.', '该续约了', '10 秒过去了。'),
    reportInterval: word('report due', '5 minutes have passed.', '该报告了', '5 分钟过去了。'),
    monitorGracePeriod: word('grace period over', '50 seconds without a heartbeat.', '宽限期结束', '50 秒没有心跳。'),
  },
};
