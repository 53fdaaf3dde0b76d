import { word, type Words } from '../words.ts';

export const volumeMountWords: Words = {
  title: word('volume', 'One volume of one Pod on its node.', '卷', '节点上一个 Pod 的一个卷。'),
  states: {
    unmounted: word('Not mounted', 'Nothing of the volume is on the node for this Pod.', '未挂载', '节点上还没有为这个 Pod 准备这个卷。'),
    attaching: word('Attaching', 'The disk is not at the node yet: a controller has to attach it first.', '附加中', '磁盘还没有接到节点上，要先由控制器完成附加。'),
    mounting: word('Mounting', 'The kubelet makes the directory and fills it or mounts the storage on it.', '挂载中', 'kubelet 正在建目录、写入文件，或者把存储挂上去。'),
    failed: word('FailedMount', 'The last try failed. The next one comes after 0.5 s, then twice as long after each failure, 2 min 2 s at most. Until then no container of the Pod starts.', 'FailedMount', '刚才挂载失败。0.5 秒后再试，每失败一次等待翻倍，最多 2 分 2 秒。在此之前 Pod 的容器都不会启动。'),
    mounted: word('Mounted', 'Containers can use the volume. Files from a ConfigMap, a Secret or the Pod itself are renewed from time to time.', '已挂载', '容器可以使用这个卷。来自 ConfigMap、Secret 或 Pod 本身的文件会定期更新。'),
    'mounted.fresh': word('Fresh', 'The files are as the kubelet last found their sources.', '最新', '文件内容与 kubelet 上次看到的来源一致。'),
    'mounted.stale': word('Stale', 'The files could not be renewed, for instance because their ConfigMap is gone: containers keep the old ones, the kubelet goes on trying.', '过时', '文件没能更新，例如 ConfigMap 已被删除：容器继续用旧文件，kubelet 会不断重试。'),
    unmounting: word('Unmounting', 'The Pod has ended, the kubelet takes the volume away. What lies on a persistent volume stays there.', '卸载中', 'Pod 已经结束，kubelet 正在卸掉这个卷；持久卷里的数据会留下来。'),
  },
  events: {
    wanted: word('wanted', 'A Pod on this node has a container that mounts the volume.', '需要卷', '本节点上有 Pod 的容器要挂载这个卷。'),
    attached: word('attached', 'The storage is at the node now.', '已附加', '存储已经接到节点上。'),
    mounted: word('mounted', 'Directory and files are in place.', '挂载成功', '目录和文件都准备好了。'),
    mountFailed: word('mount failed', 'Something is missing: a path, a key, a ConfigMap, a driver.', '挂载失败', '缺了东西：路径、键、ConfigMap 或者驱动。'),
    mountBackOff: word('back-off over', 'The kubelet tries again.', '退避结束', 'kubelet 再试一次。'),
    refreshWanted: word('refresh', 'What the files are made of has changed, and the kubelet looks at the Pod again.', '更新', '文件的来源有变化，kubelet 又一次检查这个 Pod。'),
    unwanted: word('not wanted any more', 'The Pod has ended or was deleted.', '不再需要', 'Pod 已结束或被删除。'),
    unmounted: word('unmounted', 'The volume is off the node.', '卸载完成', '这个卷已经从节点上卸掉。'),
  },
};
