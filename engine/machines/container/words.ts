import { word, type Words } from '../words.ts';

export const containerWords: Words = {
  title: word('container', 'One container of a Pod, through all its runs.', '容器', 'Pod 里的一个容器，包括它的每一次运行。'),
  states: {
    waiting: word('Waiting', 'Nothing runs yet: something must happen before the container can be created.', '等待', '还没有进程在运行：创建容器之前还有事要做。'),
    'waiting.creating': word('Creating', 'Volumes, the network and the image are being prepared.', '创建中', '正在准备卷、网络和镜像。'),
    'waiting.blocked': word('Blocked', 'The last attempt failed, for example because the image or a ConfigMap is missing. The kubelet tries again every 10 to 15 seconds.', '受阻', '上一次尝试失败了，例如缺少镜像或 ConfigMap。kubelet 每隔 10 到 15 秒再试一次。'),
    'waiting.restarting': word('Restarting', 'The wait is over: the next sync creates a new run.', '即将重启', '等待结束，下一次同步就会创建新的一次运行。'),
    created: word('Created', 'The runtime has made the container; its process has not begun.', '已创建', '容器运行时已经建好容器，但进程还没有启动。'),
    running: word('Running', 'The process runs.', '运行中', '进程正在运行。'),
    'running.starting': word('Starting up', 'The process runs, but the startup probe has not succeeded yet, so the other probes wait.', '启动阶段', '进程已在运行，但启动探针还没有成功，其他探针都在等它。'),
    'running.started': word('Started', 'The process runs and counts as started.', '已启动', '进程正在运行，并且已被视为启动完成。'),
    stopping: word('Stopping', 'The container was told to stop and has its grace period to do so; then it is killed.', '停止中', '已经要求容器停止，它有一段宽限期；时间一到就会被强行结束。'),
    terminated: word('Terminated', 'The process has ended. The next sync decides whether it runs again.', '已终止', '进程已经结束。是否再次运行，由下一次同步决定。'),
    backOff: word('Back-off', 'It has crashed more than once, so the kubelet waits: 10 s, then twice as long each time, 5 minutes at most.', '退避等待', '容器不止一次崩溃，所以 kubelet 先等一等：第一次 10 秒，以后每次翻倍，最多 5 分钟。'),
    finished: word('Finished', 'It has ended and its restart policy does not want another run.', '已结束', '容器已经结束，按照重启策略不会再运行。'),
  },
  events: {
    sync: word('sync', 'The kubelet looks at the Pod and does what is missing.', '同步', 'kubelet 检查这个 Pod，把还没做的事做完。'),
    failed: word('failed', 'A step before the start failed: pulling the image, reading its configuration, creating it.', '失败', '启动之前的某一步失败了：拉取镜像、读取配置或创建容器。'),
    created: word('created', 'The runtime created the container.', '创建完成', '容器运行时创建了容器。'),
    started: word('started', 'The process began.', '启动完成', '进程开始运行。'),
    startupSucceeded: word('startup probe succeeded', 'The application says that it is up.', '启动探针成功', '应用表示自己已经启动好了。'),
    kill: word('kill', 'The kubelet stops the container: a probe failed or the Pod goes.', '停止', 'kubelet 要停止容器：探针失败，或者 Pod 要被删除。'),
    exited: word('exited', 'The process ended, with an exit code.', '退出', '进程结束，并带有退出码。'),
    reset: word('reset', 'The Pod got a new sandbox: everything begins again.', '重置', 'Pod 换了新的沙箱，一切重新开始。'),
    restartBackOff: word('slept', 'The kubelet has slept: until the wait was over, but never much longer than a minute at a time.', '睡醒', 'kubelet 睡到了等待结束；如果要等很久，就每隔一分钟左右醒来看一眼。'),
  },
};
