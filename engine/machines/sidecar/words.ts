import { containerWords } from '../container/words.ts';
import { word, type Words } from '../words.ts';

const { finished: _never, ...states } = containerWords.states;

export const sidecarWords: Words = {
  title: word('sidecar', 'An init container with `restartPolicy: Always`: starts before the main containers, is always restarted, stops after them.', 'sidecar 容器', '带 `restartPolicy: Always` 的 init 容器：先于主容器启动，总会被重启，最后才停止。'),
  states: {
    ...states,
    'running.started': word('Started', 'It counts as started, so the next container has its turn; it goes on beside the main containers.', '已启动', '已经算启动完成，轮到下一个容器；它和主容器一起继续运行。'),
    'running.outlasting': word('Outlasting', 'The Pod is being stopped, but main containers and later sidecars go first.', '等其他容器先停', 'Pod 正在停止，但主容器和排在后面的 sidecar 先停。'),
    terminated: word('Terminated', 'The process has ended. Unless the Pod goes too, the next sync starts it again, whatever its exit code.', '已终止', '进程结束了。只要 Pod 还在，不管退出码是什么，下一次同步都会重启它。'),
  },
  events: {
    ...containerWords.events,
    outlast: word('others first', 'The Pod is being stopped; a sidecar stops last.', '其他容器先停', 'Pod 正在停止；sidecar 最后停。'),
  },
};
