import { word, type Words } from '../words.ts';

export const initSequenceWords: Words = {
  title: word('init sequence', 'The init containers and sidecars of a Pod, one after the other.', '初始化顺序', 'Pod 的 init 容器和 sidecar 容器，一个接一个。'),
  states: {
    waiting: word('Waiting', 'The Pod has no sandbox yet, or has lost it.', '等待', 'Pod 还没有沙箱，或者沙箱已经丢失。'),
    initContainersTurn: word('An init container\'s turn', 'It must end with exit code 0 before anything after it may start.', '轮到 init 容器', '它必须以退出码 0 结束，后面的容器才能启动。'),
    sidecarsTurn: word('A sidecar\'s turn', 'It must have started (its startup probe too has succeeded); it then goes on running.', '轮到 sidecar', '它必须启动完成（启动探针也要成功），之后会一直运行下去。'),
    done: word('Done', 'The main containers may start. Sidecars are restarted whenever they end.', '完成', '主容器可以启动了。sidecar 只要结束就会被重启。'),
    failed: word('Failed', 'An init container failed and its restart policy is Never: the Pod has failed.', '失败', 'init 容器失败了，而重启策略是 Never：整个 Pod 失败。'),
  },
  events: {
    begin: word('begin', 'The sandbox is ready.', '开始', '沙箱准备好了。'),
    missing: word('missing', 'The one whose turn it is has not run in this sandbox.', '还没运行', '轮到的容器在这个沙箱里还没运行过。'),
    exited: word('exited', 'The one whose turn it is has ended and must run again, if it may.', '退出', '轮到的容器结束了，允许的话要再运行一次。'),
    succeeded: word('succeeded', 'The init container ended with exit code 0.', '成功', 'init 容器以退出码 0 结束。'),
    started: word('started', 'The sidecar runs and counts as started.', '已启动', 'sidecar 在运行，并且算启动完成。'),
    sidecarEnded: word('sidecar ended', 'An earlier sidecar does not run any more.', 'sidecar 结束', '前面的某个 sidecar 不再运行了。'),
    mainRan: word('main containers run', 'Whatever is left of the init containers, they have done their work.', '主容器在运行', '不管 init 容器还剩下什么，它们的工作已经做完了。'),
    sandboxLost: word('sandbox lost', 'The node was restarted or the sandbox died: all begins again.', '沙箱丢失', '节点重启了，或者沙箱已经停掉，一切重新开始。'),
  },
};
