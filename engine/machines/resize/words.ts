import { word, type Words } from '../words.ts';

export const resizeWords: Words = {
  title: word('resize', 'New CPU and memory for a Pod that runs, without a new Pod.', '调整资源', '调整正在运行的 Pod 的 CPU 和内存，不用重建 Pod。'),
  states: {
    request: word('Request', 'Whether the node can give what the spec asks for.', '申请', '节点能不能满足 spec 申请的资源。'),
    'request.granted': word('Granted', 'The Pod was given what its spec asks for.', '已批准', 'spec 要多少，就给了 Pod 多少。'),
    'request.deferred': word('Deferred', 'The node has no room now; it tries again when other Pods go or shrink.', '推迟', '节点眼下余量不够；等别的 Pod 离开或调小之后再试。'),
    'request.infeasible': word('Infeasible', 'This node can never do it.', '无法满足', '这个节点无论如何都满足不了。'),
    actuation: word('Actuation', 'Whether the running containers have what was granted.', '落实', '运行中的容器有没有拿到批准的资源。'),
    'actuation.idle': word('Idle', 'Nothing is being changed.', '空闲', '没有正在进行的改动。'),
    'actuation.inProgress': word('In progress', 'The limits of running containers are being changed, or a container is restarted for it.', '进行中', '正在修改运行中容器的限制，或者为此重启容器。'),
    'actuation.error': word('Error', 'The runtime could not do it, for example because more memory is used than would be allowed. It is tried again.', '出错', '容器运行时没能做到，例如已用内存超过了新的上限。之后会再试。'),
  },
  events: {
    proposed: word('proposed', 'The spec asks for other resources, and the node has looked whether they fit.', '提出', 'spec 申请了新的资源量，节点已经算过能不能满足。'),
    reverted: word('reverted', 'The spec asks for the old resources again.', '撤回', 'spec 又改回原来的资源。'),
    actuated: word('actuated', 'All containers have what was granted.', '已落实', '所有容器都拿到了批准的资源。'),
    failed: word('failed', 'The runtime refused the change.', '失败', '容器运行时拒绝了这次改动。'),
    podEnded: word('Pod ended', 'A Pod that has ended needs nothing.', 'Pod 结束', '结束了的 Pod 什么都不需要。'),
  },
};
