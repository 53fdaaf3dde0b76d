import { word, type Words } from '../words.ts';

export const hookWords: Words = {
  title: word('hook', 'One run of a `postStart` or `preStop` hook.', '钩子', '`postStart` 或 `preStop` 钩子的一次执行。'),
  states: {
    waiting: word('Waiting', 'It is not the hook\'s turn yet.', '等待', '还没轮到这个钩子。'),
    running: word('Running', 'The hook is at work. The container is not told to stop before a `preStop` hook has ended; after a `postStart` hook the next container may start.', '执行中', '钩子正在执行。`preStop` 结束之前不会要求容器停止；`postStart` 结束之后才启动下一个容器。'),
    'running.executing': word('Executing', 'A command runs inside the container.', '执行命令', '在容器里运行一条命令。'),
    'running.requesting': word('Requesting', 'The kubelet sends an HTTP request to the container.', '发送请求', 'kubelet 向容器发出 HTTP 请求。'),
    'running.sleeping': word('Sleeping', 'The kubelet only waits.', '休眠', 'kubelet 只是等上一段时间。'),
    cutOff: word('Cut off', 'The grace period is over before the hook was: the container is stopped anyway.', '被打断', '宽限期先结束了，不等钩子，直接停止容器。'),
    succeeded: word('Succeeded', 'The hook did what it should.', '成功', '钩子顺利执行完毕。'),
    failed: word('Failed', 'The hook failed. After a failed `postStart` the container is killed; a failed `preStop` stops nothing.', '失败', '钩子失败了。`postStart` 失败会杀掉容器；`preStop` 失败不影响停止。'),
  },
  events: {
    begin: word('begin', 'The container has started, or is to be stopped.', '开始', '容器刚刚启动，或者即将停止。'),
    succeeded: word('succeeded', 'The command ended with 0, or there was an HTTP answer.', '成功', '命令以 0 退出，或者收到了 HTTP 响应。'),
    failed: word('failed', 'The command ended with an error, or nobody answered.', '失败', '命令出错退出，或者请求没有得到响应。'),
    containerEnded: word('container ended', 'The container ended before the hook had.', '容器结束', '钩子还没执行完，容器就已经结束了。'),
    sleepTime: word('sleep over', 'The time of the `sleep` hook is over.', '休眠结束', '`sleep` 钩子的时间到了。'),
    gracePeriod: word('grace period over', 'Nothing is left of `terminationGracePeriodSeconds`.', '宽限期结束', '`terminationGracePeriodSeconds` 用完了。'),
  },
};
